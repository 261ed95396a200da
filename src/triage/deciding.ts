import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import type { Prisma } from '../generated/prisma/client.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { askAfterDecision } from './bed-requests.js'
import type { DecisionEntry } from './decision-forms.js'
import { beginIsolation, endIsolation } from './home-isolation.js'
import { lastFeverOn } from './isolation-period-rules.js'
import type { CareSite } from './outcome-rules.js'
import { consequences, kindOf, sitesToDecide } from './site-decision-rules.js'
import { readResult } from './stored-result.js'

const ENDED_BY_DOCTOR = 'A doctor decided on care elsewhere.'

/**
 * A doctor signs home isolation off, or decides on another site than the rules or an earlier decision, of the newest
 * triage of a patient who is in no bed. Home isolation begins or ends and a bed is asked for or given back with it.
 */
export function decideSite(
  actor: Actor,
  patientId: string,
  assessmentId: string,
  form: DecisionEntry,
  now: Date,
): Promise<{ id: string; site: CareSite }> {
  authorize(actor, 'triage.decide')
  const { doctorId } = actor
  if (!doctorId) throw new NotFound()
  return once(actor.id, `triage.decide ${assessmentId}`, form, async (tx) => {
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    await lockPatient(tx, patientId)
    const triage = await newestTriage(tx, patientId, assessmentId)
    if (admissionId)
      throw new Refusal('This patient is in a bed of the hospital: the doctors in charge decide there.')
    if (triage.decisions !== form.seen)
      throw new Refusal('Another decision was made meanwhile. Go back and read it before you decide.')
    if (triage.answered) throw new Refusal('A stay has answered this triage: triage the patient again.')
    const { site, reason } = form
    const { result } = triage
    const last = triage.last
    if (!sitesToDecide(result, last).includes(site))
      throw new Refusal('Choose one of the list.', { field: 'site' })
    if (site === 'HOME' && triage.isolationEnded)
      throw new Refusal('The home isolation after this triage has ended: triage the patient again.', {
        field: 'site',
      })

    const kind = kindOf(result, last, site)
    const { id } = await tx.triageDecision.create({
      data: { patientId, assessmentId, kind, site, reason, doctorId, decidedAt: now },
      select: { id: true },
    })
    await audit(tx, actor, 'triage.decide', {
      ...{ type: 'triage_decision', id, patientId },
      details: { kind, site, assessmentId },
    })
    await announce(tx, ['triages'])
    if (consequences[site].home === 'END') await endIsolation(tx, actor, patientId, ENDED_BY_DOCTOR, now)
    else {
      const fever = lastFeverOn(result.told, dayIn(triage.createdAt, config.zone))
      const { testedOn, highRisk } = triage
      await beginIsolation(
        tx,
        actor,
        { patientId, assessmentId, testedOn, lastFeverOn: fever, highRisk, doctorId },
        now,
      )
    }
    await askAfterDecision(tx, actor, { patientId, assessmentId, result }, site, now)
    return { id, site }
  })
}

async function newestTriage(tx: Tx, patientId: string, assessmentId: string) {
  const newest = await tx.$queryRaw<NewestRow[]>`
    SELECT t.id, t.tested_on AS "testedOn", t.high_risk AS "highRisk", t.result, t.created_at AS "createdAt",
      d.decisions, d.last, EXISTS (
        SELECT FROM home_isolation h WHERE h.assessment_id = t.id AND h.ended_at IS NOT NULL) AS "isolationEnded",
      EXISTS (
        SELECT FROM admission a
        WHERE a.patient_id = t.patient_id AND a.discharged_at >= t.created_at) AS answered
    FROM triage_assessment t
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS decisions, (array_agg(x.site ORDER BY x.decided_at DESC, x.id DESC))[1] AS last
      FROM triage_decision x WHERE x.assessment_id = t.id) d
    WHERE t.patient_id = ${patientId}::uuid
    ORDER BY t.created_at DESC, t.id DESC LIMIT 1`
  const [found] = newest
  if (!found) throw new NotFound()
  if (found.id !== assessmentId)
    throw new Refusal('A newer triage of this patient was recorded meanwhile. Decide about that one.')
  return { ...found, testedOn: dayFromColumn(found.testedOn), result: readResult(found.result) }
}

interface NewestRow {
  id: string
  testedOn: Date
  highRisk: boolean
  result: Prisma.JsonValue
  createdAt: Date
  decisions: number
  last: CareSite | null
  isolationEnded: boolean
  answered: boolean
}
