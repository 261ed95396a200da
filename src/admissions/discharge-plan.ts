import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import { type Tx, transaction } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { addDays, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import type { Plan } from './readiness-forms.js'

/** Nobody plans further ahead than this, in days. */
const FURTHEST = 180

/** Says on which day a patient is expected to leave; none takes the day back. */
export function planDischarge(actor: Actor, id: string, form: Plan, now: Date): Promise<void> {
  authorize(actor, 'admission.plan-discharge')
  const today = dayIn(now, config.zone)
  const { expectedOn } = form
  return transaction(async (tx) => {
    const stay = await stayOf(tx, actor, id, now)
    if (expectedOn !== null && expectedOn < today)
      throw new Refusal('The expected day cannot be before today.', { field: 'expectedOn' })
    if (expectedOn !== null && expectedOn > addDays(today, FURTHEST))
      throw new Refusal('Plan at most {{days}} days ahead.', {
        field: 'expectedOn',
        values: { days: FURTHEST },
      })
    const changed = await changeStay(tx, actor, id, now, {
      where: { version: form.version },
      data: { expectedDischargeOn: expectedOn && dayToColumn(expectedOn) },
    })
    if (!changed)
      throw new Stale(
        { expectedOn: stay.expectedDischargeOn ? dayFromColumn(stay.expectedDischargeOn) : '' },
        stay.version,
      )
    await tellOf(tx, actor, 'admission.plan-discharge', { id, patientId: stay.patientId }, { expectedOn })
  })
}

/** A doctor says that the patient may go. The bed stays theirs until they leave. */
export function orderDischarge(actor: Actor, id: string, now: Date): Promise<void> {
  authorize(actor, 'admission.order-discharge')
  return transaction(async (tx) => {
    const { patientId } = await stayOf(tx, actor, id, now)
    const changed = await changeStay(tx, actor, id, now, {
      where: { dischargeOrderedAt: null },
      data: { dischargeOrderedAt: now, dischargeOrderedById: actor.id },
    })
    if (!changed) throw new Refusal('The discharge is ordered already.')
    await tellOf(tx, actor, 'admission.order-discharge', { id, patientId })
  })
}

/** The patient is to stay after all. */
export function withdrawDischargeOrder(actor: Actor, id: string, now: Date): Promise<void> {
  authorize(actor, 'admission.order-discharge')
  return transaction(async (tx) => {
    const { patientId } = await stayOf(tx, actor, id, now)
    const changed = await changeStay(tx, actor, id, now, {
      where: { dischargeOrderedAt: { not: null } },
      data: { dischargeOrderedAt: null, dischargeOrderedById: null },
    })
    if (!changed) throw new Refusal('No discharge is ordered any more.')
    await tellOf(tx, actor, 'admission.order-discharge', { id, patientId }, { withdrawn: true })
  })
}

async function stayOf(tx: Tx, actor: Actor, id: string, now: Date) {
  const stay = await tx.admission.findFirst({
    where: { id, patient: patientsOf(actor, now) },
    select: {
      ...{ patientId: true, status: true, version: true, expectedDischargeOn: true },
      patient: { select: { name: true } },
    },
  })
  if (!stay) throw new NotFound()
  if (stay.status !== 'ADMITTED')
    throw new Refusal('{{name}} is not admitted: this stay has ended already.', {
      values: { name: stay.patient.name },
    })
  return stay
}

async function changeStay(
  tx: Tx,
  actor: Actor,
  id: string,
  now: Date,
  { where, data }: { where: Prisma.AdmissionWhereInput; data: Prisma.AdmissionUpdateManyMutationInput },
): Promise<boolean> {
  const { count } = await tx.admission.updateMany({
    where: { id, status: 'ADMITTED', patient: patientsOf(actor, now), ...where },
    data: { ...data, version: { increment: 1 } },
  })
  return count > 0
}

async function tellOf(
  tx: Tx,
  actor: Actor,
  action: 'admission.plan-discharge' | 'admission.order-discharge',
  { id, patientId }: { id: string; patientId: string },
  details?: Prisma.InputJsonObject,
): Promise<void> {
  await audit(tx, actor, action, { type: 'admission', id, patientId, ...(details && { details }) })
  await announce(tx, ['beds'])
}
