import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { acknowledgeSubject } from '../alerts/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { requestBed, withdrawRequests } from '../requests/commands.js'
import type { FlagForm, RequestForm, WithdrawForm } from '../requests/forms.js'
import { careLevels } from '../requests/rules.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { wardsNow } from '../wards/queries.js'
import { requestWithHold } from './holding.js'

/** Puts a patient on the list of those who wait for a bed. */
export function askForBed(
  actor: Actor,
  patientId: string,
  form: RequestForm,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'request.create')
  const { priority, care, isolation, oxygen, reason } = form
  const need = { isolation, oxygen, levels: careLevels[care] }
  const submission = { ...form, patientId }
  return once(actor.id, 'request.create', submission, async (tx) => {
    await lockOpenPatient(tx, actor, patientId, now)
    return requestBed(tx, actor, { patientId, source: 'STAFF', priority, need, reason }, now)
  })
}

/**
 * One click on an alert: the patient waits for a bed with the need of what was found, and the best bed that is free is
 * held. What an alert says is urgent asks for a ward with oxygen, an emergency for high dependency or intensive care.
 */
export async function askAfterAlert(
  actor: Actor,
  patientId: string,
  form: FlagForm,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'request.create')
  const submission = { ...form, patientId }
  const wards = await wardsNow(now)
  return once(actor.id, 'request.create-held', submission, async (tx) => {
    await lockOpenPatient(tx, actor, patientId, now)
    const alert = await tx.alert.findFirst({
      where: { id: form.alertId, patientId },
      select: { kind: true, subjectId: true },
    })
    if (!alert) throw new NotFound()
    const check = await tx.homeCheck.findUnique({ where: { id: alert.subjectId }, select: { alert: true } })
    const emergency = check?.alert !== 'URGENT'
    const { id } = await requestWithHold(
      tx,
      actor,
      {
        ...{ patientId, alertId: form.alertId, source: alert.kind === 'RED_FLAG' ? 'RED_FLAG' : 'STAFF' },
        priority: emergency ? 'EMERGENCY' : 'URGENT',
        need: { isolation: true, oxygen: true, levels: careLevels[emergency ? 'HDU_ICU' : 'WARD'] },
        reason: reasons[alert.kind],
      },
      wards,
      now,
    )
    // Whoever may answer the alert has answered it by this.
    await acknowledgeSubject(tx, actor, alert.kind, alert.subjectId, 'A bed was requested.', now)
    return { id }
  })
}

const reasons = {
  RED_FLAG: 'A red flag was reported from home.',
  SILENCE: 'Nothing was heard from the patient at home.',
  NEWS2: 'The vital signs call for an emergency response.',
  CRITICAL_RESULT: 'A result is critical.',
  EMERGENCY: 'An emergency was reported.',
}

/** Takes a patient off the list, with the bed that is held. */
export async function withdrawRequest(
  actor: Actor,
  id: string,
  form: WithdrawForm,
  now: Date,
): Promise<{ patient: string }> {
  authorize(actor, 'request.withdraw')
  return transaction(async (tx) => {
    const request = await tx.admissionRequest.findFirst({
      where: { id, patient: patientsOf(actor, now) },
      select: { patientId: true, patient: { select: { name: true } } },
    })
    if (!request) throw new NotFound()
    const { patientId, patient } = request
    await lockPatient(tx, patientId)
    const { status, version, reason } = await tx.admissionRequest.findUniqueOrThrow({ where: { id } })
    if (status !== 'WAITING')
      throw new Refusal('{{name}} does not wait for a bed any more.', { values: { name: patient.name } })
    // Whoever asked again meanwhile said something that this person has not read.
    if (version !== form.version) throw new Stale({ request: reason }, version)
    await withdrawRequests(tx, actor, patientId, form.reason, now)
    return { patient: patient.name }
  })
}

async function lockOpenPatient(tx: Tx, actor: Actor, id: string, now: Date): Promise<void> {
  await lockPatient(tx, id)
  const patient = await tx.patient.findFirst({
    where: { id, AND: patientsOf(actor, now) },
    select: { deactivatedAt: true },
  })
  if (!patient) throw new NotFound()
  if (patient.deactivatedAt)
    throw new Refusal('This record is closed. Open it again before you ask for a bed.')
}
