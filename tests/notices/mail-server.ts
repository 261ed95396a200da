import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

export interface Received {
  from: string
  to: string[]
  raw: string
  mail: Email
}

export interface MailServer {
  url: string
  received: Received[]
  /** What it answers from now on to every message: null takes it, a number refuses with that code. */
  answer: (code: number | null) => void
}

/** A real SMTP server on this machine, which remembers what it was given. */
export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = []
  let code: number | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (code !== null)
          return callback(Object.assign(new Error('Refused for the test'), { responseCode: code }))
        const raw = Buffer.concat(chunks).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          mail: await PostalMime.parse(raw),
        })
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    answer: (next) => {
      code = next
    },
  }
}
