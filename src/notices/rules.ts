import type { MessageStatus } from '../generated/prisma/enums.js'
import type { Values } from '../shared/errors.js'

export const messageStatusLabels: Record<MessageStatus, string> = {
  WAITING: 'Waiting',
  SENT: 'Sent',
  FAILED: 'Failed',
  KEPT: 'Kept in the outbox',
}

/** What the file is that goes with a mail, by what it is made by ('test-report 0190…'); null where none goes. */
export function enclosureLabel(enclosure: string | null): string | null {
  if (enclosure === null) return null
  return enclosureLabels[enclosure.split(' ')[0] ?? ''] ?? 'A file'
}

const enclosureLabels: Record<string, string> = {
  'test-report': 'The test report as a PDF, made anew when the mail is sent',
}

/**
 * Why a mail was not taken, as a sentence. `failure` is what delivery notes: the number that the mail server
 * answered (RFC 5321, '550'), 'EAUTH' with it where it refused our own log-in, or why there was no answer.
 */
export function failureSentence(failure: string): { text: string; values: Values } {
  const [kind, code = ''] = failure.split(' ')
  if (kind === 'EAUTH')
    return { text: 'The mail server refused our own log-in ({{code}}).', values: { code } }
  if (/^\d{3}$/.test(failure))
    return { text: 'The mail server answered {{code}}.', values: { code: failure } }
  return { text: 'The mail server could not be reached ({{failure}}).', values: { failure } }
}
