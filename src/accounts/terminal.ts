import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

export interface Answers {
  name: string
  email: string
  password: string
}

/**
 * Asks for what the flags do not say. A password is typed without being shown; where nobody sits at a terminal,
 * the first line of the standard input is it. It is never a flag: other users of the machine see those.
 */
export async function readAnswers(flags: { name?: string; email?: string }): Promise<Answers> {
  if (!process.stdin.isTTY) {
    const [password = ''] = (await text(process.stdin)).split(/\r?\n/)
    return { name: flags.name ?? '', email: flags.email ?? '', password }
  }
  let hidden = false
  const screen = new Writable({
    write: (chunk, _encoding, done) => {
      if (!hidden) process.stdout.write(chunk)
      done()
    },
  })
  const terminal = createInterface({ input: process.stdin, output: screen, terminal: true })
  try {
    const name = flags.name ?? (await terminal.question('Full name: '))
    const email = flags.email ?? (await terminal.question('Email: '))
    const asked = terminal.question('Password (12 characters or more, not shown): ')
    hidden = true
    const password = await asked
    process.stdout.write('\n')
    return { name, email, password }
  } finally {
    terminal.close()
  }
}
