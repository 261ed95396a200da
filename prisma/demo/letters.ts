import { formatter } from '../../src/web/format.js'
import { printed, render } from '../../src/web/template.js'
import { english } from '../../src/web/words.js'
import { identify } from './chance.js'
import { type Letter, letters } from './data/letters.js'
import type { House } from './house.js'

/** The outbox goes back this far. */
const KEPT_DAYS = 6

interface Models {
  'signed-up': { username: string }
  approved: { username: string }
  rejected: { reason: string }
  'invoice-ready': object
}

/** A mail as the application would have written it. Kept, not sent: nobody has these addresses. */
export function sendLetter<Kind extends Letter>(
  house: House,
  at: Date,
  to: { accountId: string; name: string; address: string },
  kind: Kind,
  model: Models[Kind],
): void {
  if (at < house.moments.at(KEPT_DAYS, '00:00')) return
  const ambient = {
    t: english,
    format: formatter(english, 'en', house.zone, house.currency),
    site: { hospital: house.hospital, origin: house.origin, recipient: to.name },
  }
  const id = identify(`message ${kind}`, to.address, at)
  house.rows.messages.push({
    id,
    kind,
    accountId: to.accountId,
    recipientName: to.name,
    recipientAddress: to.address,
    subject: letters[kind],
    body: render(`emails/${kind}`, ambient, model, printed).trim(),
    messageId: `<${id}@${new URL(house.origin).hostname}>`,
    status: 'KEPT',
    createdAt: at,
  })
}
