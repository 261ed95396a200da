import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { doctorsWithLoad } from '../doctors/load-queries.js'
import { type Doubt, doubt } from '../doctors/load-rules.js'
import { availableDoctor } from '../patients/care.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { tellInCharge } from '../patients/telling.js'
import { Refusal } from '../shared/errors.js'
import { takeChargeAtHome } from '../triage/home-isolation.js'
import type { Allocation } from './allocation-forms.js'

/**
 * Puts a doctor in charge of a patient, beside those who are or instead of one of them: of the stay that is open now, or
 * at home where there is none. Somebody on leave, or with far more to do than others, takes charge only with a reason.
 */
export function allocateDoctor(
  actor: Actor,
  patientId: string,
  form: Allocation,
  now: Date,
): Promise<{ id: string; doctor: string; admissionId: string | null }> {
  authorize(actor, 'patient.assign-doctor')
  const { doctorId, instead, reason } = form
  return once(actor.id, `patient.assign-doctor ${patientId}`, form, async (tx) => {
    // An admission or a discharge at the same instant comes before or after, never in between.
    await lockPatient(tx, patientId)
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    const doctor = await availableDoctor(tx, doctorId)
    const doubted = await requireReason(tx, { doctorId, doctor, reason }, now)
    const relieved = instead
      ? await relieve(tx, { patientId, admissionId, assignmentId: instead }, now)
      : null
    const { id } = await tx.careAssignment.create({
      data: { patientId, doctorId, admissionId, reason, assignedById: actor.id, startedAt: now },
      select: { id: true },
    })
    await tellInCharge(tx, actor, { patientId, doctorIds: [doctorId] }, now)
    if (!admissionId) await takeHome(tx, actor, { patientId, doctorId, relieved }, now)
    const details = {
      ...(relieved && { instead: relieved }),
      ...(doubted && { doubted: doubted.why, reason }),
    }
    await audit(tx, actor, 'patient.assign-doctor', { type: 'care-assignment', id, patientId, details })
    await announce(tx, ['triages'])
    return { id, doctor, admissionId }
  })
}

async function requireReason(
  tx: Tx,
  { doctorId, doctor, reason }: { doctorId: string; doctor: string; reason: string | null },
  now: Date,
): Promise<Doubt | null> {
  const doctors = await doctorsWithLoad(now, tx)
  const chosen = doctors.find(({ id }) => id === doctorId)
  const doubted = chosen ? doubt(chosen, doctors) : null
  if (!doubted || reason !== null) return doubted
  if (doubted.why === 'ON_LEAVE')
    throw new Refusal('{{doctor}} is on leave now. Choose another doctor, or say why it must be this one.', {
      field: 'reason',
      values: { doctor },
    })
  throw new Refusal(
    '{{doctor}} has {{load}} patients and visits today, and somebody of the same specialisation {{least}}. Choose another doctor, or say why it must be this one.',
    { field: 'reason', values: { doctor, load: doubted.load, least: doubted.least } },
  )
}

/** Ends the charge of the doctor whose place is taken; gives who that was. */
async function relieve(
  tx: Tx,
  {
    patientId,
    admissionId,
    assignmentId,
  }: { patientId: string; admissionId: string | null; assignmentId: string },
  now: Date,
): Promise<string> {
  const [ended] = await tx.careAssignment.updateManyAndReturn({
    where: { id: assignmentId, patientId, admissionId, endedAt: null },
    data: { endedAt: now },
    select: { doctorId: true },
  })
  if (!ended) throw new Refusal('This doctor is no longer in charge of this patient.', { field: 'instead' })
  return ended.doctorId
}

/** Red flags of a patient in isolation at home go to the new doctor, where they went to nobody or to the one relieved. */
async function takeHome(
  tx: Tx,
  actor: Actor,
  { patientId, doctorId, relieved }: { patientId: string; doctorId: string; relieved: string | null },
  now: Date,
): Promise<void> {
  const care = await tx.homeIsolation.findFirst({
    where: { patientId, endedAt: null },
    select: { id: true, doctorId: true },
  })
  if (!care || (care.doctorId !== null && care.doctorId !== relieved)) return
  await takeChargeAtHome(tx, actor, { patientId, isolationId: care.id, doctorId }, now)
}
