import type { LetterKind, OrderStatus, Priority } from '../generated/prisma/enums.js'
import { letterKindLabels } from '../letters/rules.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import type { ClinicalRecordModel } from './pages.js'

interface Waiting {
  orders: {
    id: string
    item: string
    priority: Priority
    status: OrderStatus
    at: string
    scheduledAt: string | null
  }[]
  draftAt: string | null
  letters: { id: string; kind: LetterKind; from: string; at: string }[]
}

/** What waits about this patient, for the reader: an unsigned note, a colleague's letter, orders that are not done. */
export function waits(
  { orders, draftAt, letters }: Waiting,
  { t, format, here, base }: { t: T; format: Format; here: string; base: string },
): ClinicalRecordModel['waits'] {
  const at = (text: string) => format.instant(new Date(text))
  return [
    ...(draftAt
      ? [
          {
            href: `${here}/notes/new`,
            text: t('Your note is not signed'),
            note: t('Draft saved {{time}}', { time: at(draftAt) }),
          },
        ]
      : []),
    ...letters.map(({ id, kind, from, at: sentAt }) => ({
      href: `${base}/letters/${id}`,
      text: t('{{kind}} from {{from}}', { kind: t(letterKindLabels[kind]), from }),
      note: at(sentAt),
    })),
    ...orders.map(({ id, item, priority, status, at: orderedAt, scheduledAt }) => ({
      href: `${here}/orders/${id}`,
      text: item,
      note:
        status === 'SCHEDULED' && scheduledAt
          ? t('Scheduled for {{time}}', { time: at(scheduledAt) })
          : t('Ordered {{time}}', { time: at(orderedAt) }),
      status:
        priority === 'ROUTINE' ? { of: `order.${status}` as const } : { of: `priority.${priority}` as const },
    })),
  ]
}
