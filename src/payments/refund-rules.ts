import { RefundStatus } from '../generated/prisma/enums.js'

/** What becomes of a refund: from which states, and to which. */
export const refundTransitions = {
  approve: { action: 'refund.decide', from: [RefundStatus.REQUESTED], to: RefundStatus.APPROVED },
  reject: {
    action: 'refund.decide',
    from: [RefundStatus.REQUESTED, RefundStatus.APPROVED],
    to: RefundStatus.REJECTED,
  },
  pay: { action: 'refund.pay', from: [RefundStatus.APPROVED], to: RefundStatus.PAID },
} as const

export type RefundChange = keyof typeof refundTransitions

export const mayBecome = (change: RefundChange, status: RefundStatus): boolean =>
  refundTransitions[change].from.some((from) => from === status)

/** Why not, by the state that it is in already. */
export const refundSentences: Record<RefundStatus, string> = {
  REQUESTED: 'This refund is not approved yet.',
  APPROVED: 'This refund is approved already.',
  REJECTED: 'This refund was rejected.',
  PAID: 'This refund is paid already.',
}
