import type { RefundStatus } from '../generated/prisma/enums.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Tone } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { IconName } from '../web/icon-names.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

const looks: Record<RefundStatus, { text: string; tone: Tone; icon: IconName }> = {
  REQUESTED: { text: 'To be decided', tone: 'attention', icon: 'hourglass' },
  APPROVED: { text: 'To be paid', tone: 'info', icon: 'circle-check' },
  REJECTED: { text: 'Rejected', tone: 'danger', icon: 'circle-x' },
  PAID: { text: 'Given back', tone: 'good', icon: 'check' },
}

export const refundStatus = (status: RefundStatus, t: T) => ({
  ...looks[status],
  text: t(looks[status].text),
})

export interface RefundRow {
  href: string
  patient: { name: string; about: string; href: string }
  receipt: { number: string; href: string }
  amount: string
  reason: string
  requestedAt: Date
  requestedBy: string
  number: string | null
  status: Components['components/status']
}

export const refundsPage = page<{
  tabs: Components['components/tabs']['items']
  list: 'to-decide' | 'to-pay' | 'over'
  rows: RefundRow[]
  newer: string | null
  older: string | null
}>('payments/refunds', 'Refunds')

export const refundPage = page<{
  id: string
  banner: BannerPatient
  status: Components['components/status']
  facts: Components['components/summary-list']['rows']
  history: Components['components/timeline']['items']
  /** What was refused, where no form of the page is open any more. */
  refused: Form | null
  approval: Form | null
  rejection: Form | null
  payout: { form: Form; methods: Option[]; counterOpen: boolean } | null
  /** Why the reader does not decide, though their role would. */
  note: string | null
}>('payments/refund', 'Refund', {
  trail: (_page, t) => [{ label: t('Refunds'), href: '/refunds' }],
})
