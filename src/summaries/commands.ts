import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { openRecord } from '../patients/open-record.js'
import { dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { Forbidden, NotFound, Refusal, Stale } from '../shared/errors.js'
import { supersede } from '../verification/printing.js'
import type { SummaryForm } from './forms.js'

/**
 * Signs the summary of a stay. Where there is one already, this is its next version and needs a reason; the paper of
 * the one before no longer holds. Of two doctors who change the same version, one does.
 */
export function signSummary(
  actor: Actor,
  patientId: string,
  form: SummaryForm,
  now: Date,
): Promise<{ id: string; version: number }> {
  authorize(actor, 'discharge-summary.create')
  const { doctorId } = actor
  if (!doctorId) throw new Forbidden()
  const { idempotency_key: _key, latest, admissionId, reason, followUpOn, ...content } = form
  return once(actor.id, `discharge-summary.create ${patientId}`, form, async (tx) => {
    await openRecord(tx, actor, patientId, now)
    const former = await lockedStay(tx, patientId, admissionId)
    if (former.version !== latest) throw new Stale(former.content, former.version)
    if (followUpOn && followUpOn < dayIn(former.admittedAt, config.zone))
      throw new Refusal('The follow-up cannot be before the stay.', { field: 'followUpOn' })
    if (former.id && !reason)
      throw new Refusal('Say why the summary changes; the reason stands on it.', { field: 'reason' })
    const version = former.version + 1
    const { id } = await tx.dischargeSummary.create({
      data: {
        ...content,
        ...{ admissionId, patientId, doctorId, version },
        followUpOn: followUpOn && dayToColumn(followUpOn),
        reason: former.id ? reason : null,
        signedAt: now,
      },
      select: { id: true },
    })
    if (former.id) await supersede(tx, 'DISCHARGE_SUMMARY', former.id, now)
    // Who goes home, and what still stands in the way, is shown with the beds.
    await announce(tx, ['beds'])
    await audit(tx, actor, 'discharge-summary.create', {
      type: 'discharge_summary',
      id,
      patientId,
      details: { version },
    })
    return { id, version }
  })
}

/** The newest version of the summary of a stay of this patient; nobody else signs one until this transaction ends. */
async function lockedStay(tx: Tx, patientId: string, admissionId: string) {
  const [stay] = await tx.$queryRaw<{ admittedAt: Date }[]>`
    SELECT admitted_at AS "admittedAt" FROM admission
    WHERE id = ${admissionId}::uuid AND patient_id = ${patientId}::uuid FOR UPDATE`
  if (!stay) throw new NotFound()
  const newest = await tx.dischargeSummary.findFirst({
    where: { admissionId },
    orderBy: { version: 'desc' },
    select: {
      ...{ id: true, version: true, diagnosis: true, course: true, condition: true },
      ...{ medicines: true, advice: true, followUpOn: true },
    },
  })
  if (!newest) return { id: null, version: 0, content: {}, ...stay }
  const { id, version, medicines, followUpOn, ...texts } = newest
  const day = followUpOn ? dayFromColumn(followUpOn) : ''
  return { id, version, content: { ...texts, medicines: medicines ?? '', followUpOn: day }, ...stay }
}
