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

/** A wire between the application and its database that a test can cut. It is mended until then. */
export async function openWire(database: string, port = 0): Promise<Wire> {
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
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(port)
  // A number, since a TCP server has no path.
  const here = (server.address() as net.AddressInfo).port
  const cut = async () => {
    const closed = server.listening ? once(server, 'close') : undefined
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  afterAll(cut)
  return {
    url: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(here) }).href,
    cut,
    mend: () => listen(here),
  }
}
