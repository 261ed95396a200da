import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import { afterAll } from 'vitest'

export interface Wire {
  /** The database's URL, by way of this wire. */
  url: (url: string) => string
  /** Breaks what is connected, and refuses what comes. */
  cut: () => Promise<void>
  mend: () => Promise<void>
}

const wires: Wire[] = []

/** A wire between the application and its database that a test can cut. It is mended until then. */
export async function openWire(database: string): Promise<Wire> {
  const { hostname, port: there } = new URL(database)
  const sockets = new Set<net.Socket>()
  const server = net.createServer((near) => {
    const far = net.connect(Number(there || 5432), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  const port = await listenSomewhere(server)
  const cut = async () => {
    const closed = server.listening ? once(server, 'close') : undefined
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const wire: Wire = {
    url: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    cut,
    mend: () => listen(server, port),
  }
  wires.push(wire)
  return wire
}

afterAll(async () => {
  for (const { cut } of wires) await cut()
})

/**
 * Below the ports that are given to whoever asks for any (from 32768 on): while the wire is cut, nobody else gets its
 * own, is taken for the database, and is in the way when it is mended.
 */
async function listenSomewhere(server: net.Server): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 30_000)
    const listens = await listen(server, port).catch(refused)
    if (listens !== 'taken') return port
  }
}

async function listen(server: net.Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
}

function refused(error: NodeJS.ErrnoException) {
  if (error.code !== 'EADDRINUSE') throw error
  return 'taken'
}
