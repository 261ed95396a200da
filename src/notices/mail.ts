import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { settings } from '../settings/queries.js'
import type { Hospital } from '../web/ambient.js'
import { type Format, formatter } from '../web/format.js'
import { printed, render } from '../web/template.js'
import { english, type T } from '../web/words.js'
import { type Written, writeMessages } from './writing.js'

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
  /** A file that is made when the mail is delivered: what of, and of which record. */
  enclosure?: string
  /** What is told once for good: a second mail of this key is not written. */
  dedupeKey?: string
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
  const write = letter(kind, subject)
  return async (tx: Tx, to: Recipient, model: Model, enclosed: Enclosed = {}): Promise<boolean> =>
    (await writeMessages(tx, [write(to, model, { ...enclosed, hospital: await settings(tx) })])) > 0
}

/** The same, to be written with others, by who knows the letterhead. */
export function letter<Model extends object>(
  kind: string,
  subject: string | ((page: Model, t: T) => string),
) {
  const t = english
  return (
    to: Recipient,
    model: Model,
    { calendar, enclosure, dedupeKey, hospital }: Enclosed & { hospital: Hospital },
  ): Written => {
    const ambient: EmailAmbient = {
      t,
      format: formatter(t, 'en', config.zone, config.currency),
      site: { hospital, origin: config.baseUrl, recipient: to.name },
    }
    return {
      ...{ kind, channel: 'MAIL', accountId: to.accountId ?? null },
      ...{ recipientName: to.name, recipientAddress: to.address },
      ...(to.replyTo && { replyTo: to.replyTo }),
      subject: typeof subject === 'string' ? t(subject) : subject(model, t),
      body: render(`emails/${kind}`, ambient, model, printed).trim(),
      ...(calendar && { calendar: calendar.content, calendarMethod: calendar.method }),
      ...(enclosure && { enclosure }),
      ...(dedupeKey && { dedupeKey: `mail ${dedupeKey}` }),
    }
  }
}
