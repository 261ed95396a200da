import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { addJob } from '../jobs/queue.js'
import { settings } from '../settings/queries.js'
import type { Hospital } from '../web/ambient.js'
import { type Format, formatter } from '../web/format.js'
import { printed, render } from '../web/template.js'
import { english, type T } from '../web/words.js'
import { writeMessage } from './writing.js'

/** What the template of a mail may use besides its model. */
export interface EmailAmbient {
  t: T
  format: Format
  site: { hospital: Hospital; origin: string; recipient: string }
}

export interface Recipient {
  name: string
  address: string
  accountId?: string
  replyTo?: string
}

/** What goes with a mail, besides its text. */
export interface Enclosed {
  /** An iCalendar file that mail programs offer to take over (RFC 6047): its method, and the file as it is sent. */
  calendar?: Calendar
  /** What is told once for good: a second mail of this key is not written. */
  dedupeKey?: string
  /** The letterhead, where the command has read it already. */
  hospital?: Hospital
}

export interface Calendar {
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH'
  content: string
}

/**
 * A mail: its view (plain text) and its subject. Calling it writes the message and the job that delivers it, in
 * the command's transaction; it gives false where the same was told before. Mail says that something is ready and
 * links to it; it holds no diagnosis, value or amount, and every link starts with our own configured address.
 */
export function mail<Model extends object>(kind: string, subject: string | ((page: Model, t: T) => string)) {
  return async (
    tx: Tx,
    to: Recipient,
    model: Model,
    { calendar, dedupeKey, hospital }: Enclosed = {},
  ): Promise<boolean> => {
    const t = english
    const ambient: EmailAmbient = {
      t,
      format: formatter(t, 'en', config.zone, config.currency),
      site: { hospital: hospital ?? (await settings(tx)), origin: config.baseUrl, recipient: to.name },
    }
    const body = render(`emails/${kind}`, ambient, model, printed)
    const id = await writeMessage(tx, {
      kind,
      accountId: to.accountId ?? null,
      recipientName: to.name,
      recipientAddress: to.address,
      replyTo: to.replyTo ?? null,
      subject: typeof subject === 'string' ? t(subject) : subject(model, t),
      body: body.trim(),
      ...(calendar && { calendar: calendar.content, calendarMethod: calendar.method }),
      ...(dedupeKey && { dedupeKey: `mail ${dedupeKey}` }),
    })
    if (id) await addJob(tx, 'notices.deliver', { messageId: id })
    return id !== null
  }
}
