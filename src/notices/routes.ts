import { z } from 'zod'
import { config } from '../config.js'
import { MessageStatus } from '../generated/prisma/enums.js'
import { flash } from '../web/flash.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import type { T } from '../web/words.js'
import { sendAgain } from './commands.js'
import { messagePage, outboxPage } from './pages.js'
import { countMessages, findMessage, listMessages } from './queries.js'
import { enclosureLabel, failureSentence, messageStatusLabels } from './rules.js'

/** Every mail of the hospital, sent or not, for the administration. */
export const outboxRoutes = routes()

const asked = z.object({
  status: z.enum(MessageStatus).nullable().default(null),
  after: z.uuid().nullable().default(null),
  before: z.uuid().nullable().default(null),
})

outboxRoutes.get('/', 'outbox.view', async (req, res) => {
  const { status, after, before } = query(req, asked)
  const { t } = res.locals
  const [found, counts] = await Promise.all([
    listMessages(actor(req), { status, after, before }),
    countMessages(actor(req)),
  ])
  const address = (filter: MessageStatus | null, edge: Record<string, string> = {}) => {
    const params = new URLSearchParams({ ...(filter && { status: filter }), ...edge })
    return params.size > 0 ? `${req.baseUrl}?${params}` : req.baseUrl
  }
  const tab = (filter: MessageStatus | null, label: string, count: number) => ({
    label,
    href: address(filter),
    current: filter === status,
    count,
  })
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const [first, last] = [found.rows[0], found.rows.at(-1)]
  outboxPage(res, {
    tabs: [
      tab(null, t('All'), all),
      ...Object.values(MessageStatus).map((each) =>
        tab(each, t(messageStatusLabels[each]), counts[each] ?? 0),
      ),
    ],
    rows: found.rows.map((row) => ({ ...row, failure: failureOf(row, t) })),
    sends: config.smtpUrl !== undefined,
    newer: found.newer && first ? address(status, { before: first.id }) : null,
    older: found.older && last ? address(status, { after: last.id }) : null,
  })
})

outboxRoutes.get('/:id', 'outbox.view', async (req, res) => {
  const message = await findMessage(actor(req), idParam(req))
  const { t } = res.locals
  const label = enclosureLabel(message.enclosure)
  messagePage(res, {
    message: { ...message, failure: failureOf(message, t), enclosed: label && t(label) },
  })
})

outboxRoutes.post('/:id/delivery', 'outbox.send-again', async (req, res) => {
  const { recipientName } = await sendAgain(actor(req), idParam(req))
  flash(req, 'success', res.locals.t('The mail to {{name}} is sent again.', { name: recipientName }))
  res.redirect(303, `${req.baseUrl}/${idParam(req)}`)
})

function failureOf({ lastError }: { lastError: string | null }, t: T): string | null {
  if (lastError === null) return null
  const { text, values } = failureSentence(lastError)
  return t(text, values)
}
