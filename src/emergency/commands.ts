import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { requireOwnPassword } from '../accounts/own-password.js'
import { audit } from '../audit/commands.js'
import { db, type Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { patientNumber } from '../patients/rules.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { EmergencyRequest } from './forms.js'
import { whoFits } from './queries.js'
import { emergencyEnd } from './rules.js'
import { tellAdmins, tellPatient } from './telling.js'

interface Opened {
  [key: string]: string | boolean
  patientId: string
  /** ISO; empty where the doctor reaches the patient anyway. */
  endsAt: string
}

/**
 * Opens the record of a patient whom this doctor does not reach, for an hour and for this patient only: with a reason,
 * and with the password again. Others are told in the same transaction. Of several tries at once, one opens it.
 */
export async function openInEmergency(
  actor: Actor,
  form: EmergencyRequest,
  ip: string,
  now: Date,
): Promise<Opened> {
  authorize(actor, 'emergency-access.open')
  const { doctorId } = actor
  if (!doctorId) throw new NotFound()
  await requireOwnPassword(actor, form.password, ip).catch((error) => refused(actor, 'password', error))
  return once(actor.id, 'emergency-access.open', form, async (tx) => {
    const patient = await theOne(tx, form)
    // Tries of the same instant take turns here.
    await lockPatient(tx, patient.id)
    const reached = await tx.patient.findFirst({
      where: { id: patient.id, AND: patientsOf(actor, now) },
      select: { id: true },
    })
    if (reached) return { patientId: patient.id, endsAt: '' }
    const endsAt = emergencyEnd(now)
    const { id } = await tx.breakGlass.create({
      data: { doctorId, patientId: patient.id, reason: form.reason, startedAt: now, endsAt },
      select: { id: true },
    })
    await audit(tx, actor, 'emergency-access.open', {
      type: 'break-glass',
      id,
      patientId: patient.id,
      details: { reason: form.reason, endsAt: endsAt.toISOString() },
    })
    await tellAdmins(tx, actor, patientNumber(patient.number), id)
    await tellPatient(tx, actor, patient.id, id)
    return { patientId: patient.id, endsAt: endsAt.toISOString() }
  }).catch((error) => (error instanceof NobodyFits ? refused(actor, 'nobody', error) : Promise.reject(error)))
}

class NobodyFits extends Refusal {}

async function theOne(tx: Tx, form: EmergencyRequest) {
  const [patient, ...others] = await whoFits(tx, form)
  if (!patient)
    throw new NobodyFits(
      'Nobody is registered with exactly this. Check every letter and digit; a name is written as on the record.',
    )
  if (others.length > 0)
    throw new NobodyFits('More than one patient fits this. Enter the number, from the wristband or the desk.')
  return patient
}

/** A try that led nowhere is written down, too. */
async function refused(actor: Actor, why: 'password' | 'nobody', error: unknown): Promise<never> {
  if (error instanceof Refusal)
    await audit(db, actor, 'emergency-access.open', { type: 'break-glass', details: { refused: why } })
  throw error
}
