import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import type { AlertLevel } from './home-alert-rules.js'
import { notAtHome } from './plan.js'
import { type ReportedIsolation, recordHomeReport } from './recording.js'
import type { HomeReportForm } from './report-forms.js'

/** A patient at home tells how they are now, or staff write down what they tell by telephone. */
export function sendHomeReport(
  actor: Actor,
  patientId: string,
  form: HomeReportForm,
  now: Date,
): Promise<{ id: string; alert: AlertLevel }> {
  authorize(actor, 'isolation.report', { patientId })
  const { idempotency_key: _key, ...told } = form
  return once(actor.id, `isolation.report ${patientId}`, form, async (tx) => {
    const isolation = await isolationToReport(tx, patientId)
    await openRecord(tx, actor, patientId, now)
    if (!isolation) throw notAtHome()
    return recordHomeReport(tx, actor, isolation, { ...told, at: now }, null)
  })
}

/**
 * The home isolation that a patient is in, or null. The patient is held until the transaction ends: of two reports at
 * the same instant the second is judged with the first.
 */
export async function isolationToReport(tx: Tx, patientId: string): Promise<ReportedIsolation | null> {
  await lockPatient(tx, patientId)
  const open = await tx.homeIsolation.findFirst({
    where: { patientId, endedAt: null },
    select: {
      ...{ id: true, patientId: true, version: true, earliestEndOn: true },
      patient: { select: { dateOfBirth: true } },
      assessment: { select: { testedOn: true } },
    },
  })
  if (!open) return null
  const { patient, assessment, ...isolation } = open
  return { ...isolation, dateOfBirth: patient.dateOfBirth, testedOn: assessment.testedOn }
}
