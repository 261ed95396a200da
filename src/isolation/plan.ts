import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { type Tx, transaction } from '../db/client.js'
import { availableDoctor } from '../patients/care.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { Refusal, Stale } from '../shared/errors.js'
import { formatPhone } from '../shared/text.js'
import { takeChargeAtHome } from '../triage/home-isolation.js'
import { type HomeCare, openCareOf } from './care-queries.js'
import type { PlanForm } from './plan-forms.js'

/** Changes the plan of the care at home that goes on. */
export function changePlan(actor: Actor, patientId: string, form: PlanForm, now: Date): Promise<void> {
  authorize(actor, 'isolation.plan')
  return transaction(async (tx) => {
    // An admission or the end at the same instant comes before or after, never in between.
    await lockPatient(tx, patientId)
    await openRecord(tx, actor, patientId, now)
    const care = await openCareOf(patientId, tx)
    if (!care) throw notAtHome()
    const { version, doctorId, ...plan } = form
    if (care.version !== version) throw new Stale(planValues(care), care.version)
    await putInCharge(tx, actor, care, { patientId, doctorId }, now)
    await tx.homeIsolation.update({ where: { id: care.id }, data: { ...plan, version: { increment: 1 } } })
    await announce(tx, ['isolations'])
    await audit(tx, actor, 'isolation.plan', { type: 'home_isolation', id: care.id, patientId })
  })
}

/** A plan as its form has it. */
export const planValues = (care: HomeCare): Record<string, string> => ({
  doctorId: care.doctor?.id ?? '',
  caregiverName: care.caregiverName ?? '',
  caregiverPhone: care.caregiverPhone ? formatPhone(care.caregiverPhone) : '',
  checkHours: String(care.checkHours),
  planNote: care.planNote ?? '',
})

export const notAtHome = () => new Refusal('This patient is not in home isolation.')

async function putInCharge(
  tx: Tx,
  actor: Actor,
  { id: isolationId, doctor }: HomeCare,
  { patientId, doctorId }: { patientId: string; doctorId: string },
  now: Date,
): Promise<void> {
  if (doctor?.id === doctorId) return
  await availableDoctor(tx, doctorId)
  await takeChargeAtHome(tx, actor, { patientId, isolationId, doctorId }, now)
}
