import { once } from 'node:events'
import net from 'node:net'

const PATIENCE_MS = 60_000

/**
 * Asks clamd whether there is a virus in what is read: the name that it gives it, or null for none. Its command
 * INSTREAM (clamd(8)): pieces, each after its length in four bytes, and a length of zero at the end. Throws where
 * there is no answer, or another one: then nothing is known.
 */
export async function virusIn(content: AsyncIterable<Buffer>, url: string): Promise<string | null> {
  const { hostname, port } = new URL(url)
  const socket = net.connect(Number(port || 3310), hostname)
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('clamd did not answer in time')))
  const answer = answerOf(socket)
  // A connection that breaks while it is written to is told by the answer that does not come.
  answer.catch(() => {})
  try {
    await once(socket, 'connect')
    socket.write('zINSTREAM\0')
    for await (const piece of content) {
      if (socket.destroyed || socket.readableEnded) break
      socket.write(lengthOf(piece))
      if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
    }
    if (socket.writable) socket.write(lengthOf(Buffer.alloc(0)))
    return meaning(await answer)
  } finally {
    socket.destroy()
  }
}

const LONGEST_ANSWER = 2_000

async function answerOf(socket: net.Socket): Promise<string> {
  let text = ''
  for await (const piece of socket) {
    text += String(piece)
    if (text.includes('\0') || text.length > LONGEST_ANSWER) break
  }
  return text
}

function meaning(answer: string): string | null {
  const said = answer.replace(/[\0\n].*$/s, '')
  if (said === 'stream: OK') return null
  const found = /^stream: (\S.*) FOUND$/.exec(said)?.[1]
  if (found === undefined) throw new Error('clamd did not say whether there is a virus')
  return found.slice(0, 100)
}

function lengthOf(piece: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(piece.length)
  return length
}
