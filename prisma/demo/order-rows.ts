import { parametersOf } from '../../src/catalogues/parameter-queries.js'
import { config } from '../../src/config.js'
import type { Tx } from '../../src/db/client.js'
import type {
  OrderEventKind,
  OrderStatus,
  Priority,
  ResultStatus,
  Sex,
} from '../../src/generated/prisma/enums.js'
import { isAbnormal, isCritical } from '../../src/orders/rules.js'
import { sheetFor } from '../../src/orders/sheet-rules.js'
import { flagOf } from '../../src/orders/value-rules.js'
import { dayFromColumn, dayIn } from '../../src/shared/calendar.js'
import { identify } from './chance.js'

/** An order as it is told: what by its code in the catalogue, and its results by the codes of what was measured. */
export interface DemoOrder {
  id: string
  code: string
  patient: { id: string; sex: Sex | null; dateOfBirth: Date | null }
  doctorId: string
  orderedById: string
  admissionId: string | null
  status: OrderStatus
  priority: Priority
  reason: string | null
  orderedAt: Date
  scheduledAt?: Date
  place?: string
  collectedAt?: Date
  completedAt?: Date
  statusReason?: string
  given?: { byId: string; note: string }
  releasedAt?: Date
  results: DemoResult[]
  events: { kind: OrderEventKind; at: Date; actorId: string; reason?: string }[]
}

export interface DemoResult {
  status: ResultStatus
  at: Date
  byId: string
  values: Record<string, number | string>
  comment?: string
  reason?: string
  acknowledged?: { byId: string; at: Date; action: string }
  /** The name of the test, where the result is one that a doctor is alerted of. */
  critical?: string
}

export const FIRST_NUMBER = 1001

/** Orders with their numbers, in the order in which they were made, and all that hangs on them. */
export async function insertOrders(tx: Tx, told: DemoOrder[]): Promise<void> {
  const codes = [...new Set(told.map(({ code }) => code))]
  const items = await tx.catalogueItem.findMany({
    where: { code: { in: codes } },
    select: { id: true, code: true, kind: true },
  })
  const itemOf = new Map(items.map((item) => [item.code, item]))
  const known = [...told]
    .filter(({ code }) => itemOf.has(code))
    .sort((one, other) => one.orderedAt.getTime() - other.orderedAt.getTime())
  await tx.$queryRaw`SELECT count(nextval('clinical_order_number_seq')) FROM generate_series(1, ${known.length}::int)`
  await tx.clinicalOrder.createMany({
    data: known.map(({ code, patient, given, results: _r, events: _e, ...order }, index) => {
      const { id: itemId = '', kind = 'TEST' } = itemOf.get(code) ?? {}
      return {
        ...order,
        ...{ itemId, kind, patientId: patient.id, number: FIRST_NUMBER + index },
        ...(given && { givenById: given.byId, givenNote: given.note }),
        ...(order.releasedAt && { releasedById: order.orderedById }),
      }
    }),
  })
  await tx.orderEvent.createMany({
    data: known.flatMap(({ id: orderId, events }) =>
      events.map(({ kind, at, actorId, reason = null }, index) => ({
        ...{ id: identify(`order ${index}`, orderId, at), orderId, kind, at, actorId, reason },
      })),
    ),
  })
  await insertResults(tx, known, (code) => itemOf.get(code)?.id ?? '')
}

/** Each value is judged by the rules of the application, with the ranges of its patient on that day. */
async function insertResults(tx: Tx, orders: DemoOrder[], itemOf: (code: string) => string): Promise<void> {
  const parameters = await parametersOf([...new Set(orders.map(({ code }) => itemOf(code)))], tx)
  const made = orders.flatMap((order) => {
    const born = order.patient.dateOfBirth
    const person = { sex: order.patient.sex, dateOfBirth: born && dayFromColumn(born) }
    return order.results.map((result, index) => {
      const taken = dayIn(order.collectedAt ?? result.at, config.zone)
      const sheet = sheetFor(parameters.get(itemOf(order.code)) ?? [], person, taken)
      const resultId = identify(`result ${index}`, order.id, result.at)
      const values = sheet.flatMap(({ parameter, range }, place) => {
        const told = result.values[parameter.code]
        if (told === undefined) return []
        const value = typeof told === 'number' ? { number: told } : { text: told }
        const { code, name, unit, decimals } = parameter
        return [
          {
            ...{ resultId, position: place + 1, code, name, unit, decimals },
            number: 'number' in value ? value.number : null,
            text: 'text' in value ? value.text : null,
            flag: flagOf(value, parameter, range),
            low: range?.low ?? null,
            high: range?.high ?? null,
            criticalLow: range?.criticalLow ?? null,
            criticalHigh: range?.criticalHigh ?? null,
          },
        ]
      })
      return { resultId, order, result, values, version: index + 1 }
    })
  })
  await tx.testResult.createMany({
    data: made.map(({ resultId, order, result, values, version }) => ({
      ...{ id: resultId, orderId: order.id, version, status: result.status },
      ...{ comment: result.comment ?? null, reason: result.reason ?? null },
      isAbnormal: values.some(({ flag }) => isAbnormal(flag)),
      isCritical: values.some(({ flag }) => isCritical(flag)),
      recordedById: result.byId,
      recordedAt: result.at,
    })),
  })
  await tx.resultValue.createMany({ data: made.flatMap(({ values }) => values) })
  await tx.resultAcknowledgement.createMany({
    data: made.flatMap(({ resultId, result: { acknowledged } }) =>
      acknowledged
        ? [
            {
              id: identify('acknowledgement', resultId, acknowledged.at),
              ...{ resultId, accountId: acknowledged.byId, action: acknowledged.action },
              acknowledgedAt: acknowledged.at,
            },
          ]
        : [],
    ),
  })
}
