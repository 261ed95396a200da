import net, { type AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** The test file of the antivirus makers, in two parts so that no scanner takes this file for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

type Mood = 'well' | 'error' | 'cut'

/**
 * A small clamd: it speaks the protocol of the real one over TCP (`zINSTREAM`, pieces with their lengths, a zero) and
 * finds one virus. It can be made to fail.
 */
export async function openClamd() {
  const state = { mood: 'well' as Mood, scanned: [] as Buffer[] }
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    if (state.mood === 'cut') return void socket.destroy()
    if (state.mood === 'error') return void socket.end('INSTREAM size limit exceeded. ERROR\0')
    let received = Buffer.alloc(0)
    socket.on('data', (piece: Buffer) => {
      received = Buffer.concat([received, piece])
      const content = contentOf(received)
      if (!content) return
      state.scanned.push(content)
      socket.end(content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A number, since it does not listen at a path.
  const { port } = server.address() as AddressInfo
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    url: `tcp://127.0.0.1:${port}`,
    state,
    /** Nobody listens any more. */
    stop: () => new Promise((resolve) => server.close(resolve)),
    start: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
  }
}

/** What was sent, once its end is there; what is not the protocol throws. */
function contentOf(received: Buffer): Buffer | null {
  const command = Buffer.from('zINSTREAM\0')
  if (received.length < command.length) return null
  if (!received.subarray(0, command.length).equals(command)) throw new Error('not the command')
  const pieces: Buffer[] = []
  for (let at = command.length; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(received.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
