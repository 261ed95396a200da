import type { Actor } from '../access/actor.js'
import { acknowledgeSubject, closeAlerts, raiseAlert } from '../alerts/commands.js'
import type { Tx } from '../db/client.js'
import type { OrderToChange } from './changes.js'
import { criticalsOf, type SavedResult } from './result-writing.js'
import { orderNumber } from './rules.js'

/**
 * A critical result is an alert to the doctor who ordered it and those in charge, until one of them acknowledges it. The
 * same values in a further version go on with the alert that is open; others take its place.
 */
export async function alertOfCritical(
  tx: Tx,
  order: OrderToChange,
  { result, former }: { result: SavedResult; former: SavedResult | null },
  now: Date,
): Promise<void> {
  const versions = await versionsOf(tx, order.id)
  if (former && criticalsOf(former) === criticalsOf(result) && (await isAlerted(tx, versions))) return
  await closeAlerts(tx, 'CRITICAL_RESULT', versions, 'A newer version of the result was recorded.', now)
  const { id, patientId, doctorId, number, item } = order
  const inCharge = await tx.careAssignment.findMany({
    where: { patientId, endedAt: null },
    select: { doctorId: true },
  })
  await raiseAlert(
    tx,
    {
      ...{ patientId, kind: 'CRITICAL_RESULT', subjectId: result.id, doctorId },
      besides: inCharge.map((one) => one.doctorId),
      text: 'Critical: {{item}}. Say what is done about it.',
      facts: { item: item.name, number: orderNumber(number), orderId: id },
    },
    now,
  )
}

/** What a doctor says of a critical result answers its alert. */
export async function answerCritical(
  tx: Tx,
  actor: Actor,
  orderId: string,
  action: string,
  now: Date,
): Promise<void> {
  await acknowledgeSubject(tx, actor, 'CRITICAL_RESULT', await versionsOf(tx, orderId), action, now)
}

/** Nothing is to be done about it: the result does not hold. */
export async function closeCritical(tx: Tx, orderId: string, reason: string, now: Date): Promise<void> {
  await closeAlerts(tx, 'CRITICAL_RESULT', await versionsOf(tx, orderId), reason, now)
}

async function versionsOf(tx: Tx, orderId: string): Promise<string[]> {
  const results = await tx.testResult.findMany({ where: { orderId }, select: { id: true } })
  return results.map(({ id }) => id)
}

const isAlerted = async (tx: Tx, subjectIds: string[]): Promise<boolean> =>
  (await tx.alert.count({
    where: { kind: 'CRITICAL_RESULT', subjectId: { in: subjectIds }, status: 'OPEN' },
  })) > 0
