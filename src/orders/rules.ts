import type {
  OrderEventKind,
  OrderKind,
  OrderStatus,
  ResultFlag,
  ResultStatus,
} from '../generated/prisma/enums.js'

/** The number that people read aloud, and that the label on the specimen has: 1001 → 'O-001001'. */
export const orderNumber = (number: number) => `O-${String(number).padStart(6, '0')}`

/** As typed or scanned: 'O-001001', 'o1001', '1001'. Null for anything else. */
export function parseOrderNumber(typed: string): number | null {
  const digits = /^\s*(?:o\s*-?\s*)?0*([1-9]\d{0,8})\s*$/i.exec(typed.slice(0, 40))?.[1]
  return digits === undefined ? null : Number(digits)
}

export const orderKinds = ['TEST', 'TREATMENT'] as const

export const orderKindLabels: Record<OrderKind, string> = { TEST: 'Test', TREATMENT: 'Treatment' }

export const orderStatusLabels: Record<OrderStatus, string> = {
  ORDERED: 'Ordered',
  SCHEDULED: 'Scheduled',
  COLLECTED: 'Collected',
  PRELIMINARY: 'Preliminary result',
  COMPLETED: 'Done',
  CANCELLED: 'Cancelled',
}

/** It was done, by the record, and that was entered in error: what was written is kept, and holds no more. */
export const isStruck = ({
  status,
  completedAt,
}: {
  status: OrderStatus
  completedAt: Date | null
}): boolean => status === 'CANCELLED' && completedAt !== null

/** The name of its state: 'order.STRUCK'. */
export const shownState = (order: { status: OrderStatus; completedAt: Date | null }) =>
  isStruck(order) ? 'order.STRUCK' : (`order.${order.status}` as const)

export const resultStatusLabels: Record<ResultStatus, string> = {
  PRELIMINARY: 'Preliminary',
  FINAL: 'Final',
  AMENDED: 'Amended',
}

/** What happened, as the first words of a line of an order's history. */
export const orderEventLabels: Record<OrderEventKind, string> = {
  ORDERED: 'Ordered',
  SCHEDULED: 'Scheduled',
  COLLECTED: 'Specimen taken',
  RESULTED: 'Result recorded',
  AMENDED: 'Result amended',
  GIVEN: 'Treatment given',
  CANCELLED: 'Cancelled',
  RELEASED: 'Released to the patient',
  WITHHELD: 'Seen, and not released to the patient',
  ACKNOWLEDGED: 'Critical result acknowledged',
  MAILED: 'Report mailed to the doctor',
}

export const flagLabels: Record<ResultFlag, string> = {
  NORMAL: 'Normal',
  LOW: 'Low',
  HIGH: 'High',
  ABNORMAL: 'Abnormal',
  CRITICAL_LOW: 'Critically low',
  CRITICAL_HIGH: 'Critically high',
  CRITICAL: 'Critical',
}

export const isCritical = (flag: ResultFlag | null): boolean =>
  flag === 'CRITICAL' || flag === 'CRITICAL_LOW' || flag === 'CRITICAL_HIGH'

export const isAbnormal = (flag: ResultFlag | null): boolean => flag !== null && flag !== 'NORMAL'
