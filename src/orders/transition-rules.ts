import type { OrderEventKind, OrderKind, OrderStatus as Status } from '../generated/prisma/enums.js'

/** What people do with an order, besides telling its time anew. */
export type OrderChange =
  | 'schedule'
  | 'collect'
  | 'spoil'
  | 'report-early'
  | 'report'
  | 'give'
  | 'cancel'
  | 'strike-result'
  | 'strike-giving'

interface Transition {
  from: readonly Status[]
  to: Status
  /** The row of the policy that says who may. */
  action: 'order.schedule' | 'order.collect' | 'order.cancel' | 'result.record' | 'treatment.record'
  event: OrderEventKind
  /** Left out: of both kinds. */
  kind?: OrderKind
  needsReason?: true
}

const notBegun = ['ORDERED', 'SCHEDULED'] as const
const open = ['ORDERED', 'SCHEDULED', 'COLLECTED'] as const

/** Which change leads from which state to which; everything else is refused, here and by the database. */
export const orderTransitions: Record<OrderChange, Transition> = {
  schedule: { from: ['ORDERED'], to: 'SCHEDULED', action: 'order.schedule', event: 'SCHEDULED' },
  collect: { from: notBegun, to: 'COLLECTED', action: 'order.collect', event: 'COLLECTED', kind: 'TEST' },
  // The specimen cannot be used: another one is needed, as if it had just been ordered.
  spoil: {
    from: ['COLLECTED'],
    to: 'ORDERED',
    action: 'order.collect',
    event: 'ORDERED',
    kind: 'TEST',
    needsReason: true,
  },
  'report-early': {
    from: open,
    to: 'PRELIMINARY',
    action: 'result.record',
    event: 'RESULTED',
    kind: 'TEST',
  },
  report: {
    from: [...open, 'PRELIMINARY'],
    to: 'COMPLETED',
    action: 'result.record',
    event: 'RESULTED',
    kind: 'TEST',
  },
  give: { from: open, to: 'COMPLETED', action: 'treatment.record', event: 'GIVEN', kind: 'TREATMENT' },
  cancel: { from: open, to: 'CANCELLED', action: 'order.cancel', event: 'CANCELLED', needsReason: true },
  // Entered in error, by those who record: what was written is kept, and the order is over (`isStruck`).
  'strike-result': {
    from: ['COMPLETED'],
    to: 'CANCELLED',
    action: 'result.record',
    event: 'CANCELLED',
    kind: 'TEST',
    needsReason: true,
  },
  'strike-giving': {
    from: ['COMPLETED'],
    to: 'CANCELLED',
    action: 'treatment.record',
    event: 'CANCELLED',
    kind: 'TREATMENT',
    needsReason: true,
  },
}

export const orderChanges: readonly OrderChange[] = [
  'schedule',
  'collect',
  'spoil',
  'report-early',
  'report',
  'give',
  'cancel',
  'strike-result',
  'strike-giving',
]

/** States of an order that still waits for something. */
export const openStates = ['ORDERED', 'SCHEDULED', 'COLLECTED', 'PRELIMINARY'] as const

export interface OrderInState {
  kind: OrderKind
  status: Status
}

/** Why this change cannot be made to this order, or null. Who may make it at all is the policy's to say. */
export function orderRefusal(change: OrderChange, order: OrderInState): string | null {
  const { from, kind } = orderTransitions[change]
  if (kind && kind !== order.kind) return otherKind[order.kind]
  return from.includes(order.status) ? null : already[order.status]
}

/** The changes that are open to an order, in the order of the table: what the buttons of a page are made of. */
export const openOrderChanges = (order: OrderInState): OrderChange[] =>
  orderChanges.filter((change) => orderRefusal(change, order) === null)

const otherKind: Record<OrderKind, string> = {
  TEST: 'This is a test: it has a result.',
  TREATMENT: 'This is a treatment: it has no result. Say when it was given.',
}

/** What an order is already, when it is too late for something else. */
const already: Record<Status, string> = {
  ORDERED: 'This order is not scheduled yet.',
  SCHEDULED: 'This order is scheduled already.',
  COLLECTED: 'The specimen of this order is taken already.',
  PRELIMINARY: 'This order has a preliminary result already.',
  COMPLETED: 'This order is done already.',
  CANCELLED: 'This order was cancelled.',
}
