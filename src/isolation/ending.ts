import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { type Day, dayIn } from '../shared/calendar.js'
import { Forbidden, Refusal, Stale } from '../shared/errors.js'
import { lengthOf } from '../shared/text.js'
import { endIsolation } from '../triage/home-isolation.js'
import { type HomeCare, openCareOf } from './care-queries.js'
import { daysForEnd, type EndInput, type EndResult, mayEnd } from './end-rules.js'
import type { EndForm, EndOtherwiseForm } from './ending-forms.js'
import { ENDED_BY_DOCTOR, ENDED_BY_RULE, type EndRecord, SHORTEST_REASON } from './ending-rules.js'
import { notAtHome } from './plan.js'
import { tellOfEnd } from './telling.js'

/** A doctor ends the care at home by the discharge rule; where that leaves it to them, with their reason. */
export function endByRule(actor: Actor, patientId: string, form: EndForm, now: Date): Promise<void> {
  authorize(actor, 'isolation.end')
  return transaction(async (tx) => {
    const care = await careToEnd(tx, actor, patientId, form.version, now)
    await requireNoRedFlag(tx, patientId)
    const today = dayIn(now, config.zone)
    const input = inputOf(form, care, today)
    const result = mayEnd(input)
    const reason = requireEnd(result, form.reason)
    const record = { input, result, reason, doctor: await signer(tx, actor) }
    await endIsolation(tx, actor, patientId, reason === null ? ENDED_BY_RULE : ENDED_BY_DOCTOR, now)
    await tx.homeIsolation.update({
      where: { id: care.id },
      // Plain JSON by the contract of the rules.
      data: { endRule: record as unknown as Prisma.InputJsonObject },
    })
    await audit(tx, actor, 'isolation.end', { type: 'home_isolation', id: care.id, patientId })
    await tellOfEnd(tx, patientId)
  })
}

/** A doctor ends the care at home for a reason that is no rule's; there is no certificate of it. */
export function endOtherwise(
  actor: Actor,
  patientId: string,
  form: EndOtherwiseForm,
  now: Date,
): Promise<void> {
  authorize(actor, 'isolation.end')
  return transaction(async (tx) => {
    const care = await careToEnd(tx, actor, patientId, form.version, now)
    await endIsolation(tx, actor, patientId, form.reason, now, ['SILENCE', 'RED_FLAG'])
    const details = { otherwise: true }
    await audit(tx, actor, 'isolation.end', { type: 'home_isolation', id: care.id, patientId, details })
  })
}

/** What the rule is asked, of the answers and the triage; days by the hospital's calendar. */
export function inputOf(
  {
    severity,
    immunocompromised,
    lastFeverOn,
    symptomsResolved,
    ...form
  }: Omit<EndForm, 'version' | 'reason'>,
  { testedOn }: Pick<HomeCare, 'testedOn'>,
  today: Day,
): EndInput {
  if (lastFeverOn !== null && lastFeverOn > today)
    throw new Refusal('This day has not come yet.', { field: 'lastFeverOn' })
  const { onOxygen, comorbiditiesStable, daysAbove93OnAir } = form
  return {
    ...{ severity, immunocompromised, symptomsResolved, onOxygen, comorbiditiesStable, daysAbove93OnAir },
    ...daysForEnd(testedOn, lastFeverOn, today),
  }
}

async function careToEnd(
  tx: Tx,
  actor: Actor,
  patientId: string,
  version: number,
  now: Date,
): Promise<HomeCare> {
  // A report or an admission at the same instant comes before or after, never in between.
  await lockPatient(tx, patientId)
  await openRecord(tx, actor, patientId, now)
  const care = await openCareOf(patientId, tx)
  if (!care) throw notAtHome()
  if (care.version !== version) throw new Stale({}, care.version)
  return care
}

async function requireNoRedFlag(tx: Tx, patientId: string): Promise<void> {
  if ((await tx.alert.count({ where: { patientId, kind: 'RED_FLAG', status: 'OPEN' } })) > 0)
    throw new Refusal('A red flag of this patient waits for an answer. Answer it first.')
}

/** The reason that goes with the end; null where the rule alone ends it. */
function requireEnd({ decision, problems }: EndResult, reason: string | null): string | null {
  const [problem] = problems
  if (problem) throw new Refusal(problem.text, { field: problem.field, values: problem.values })
  switch (decision) {
    case 'MAY_END':
      return null
    case 'NOT_YET':
      throw new Refusal('The isolation may not end yet: what is missing stands below.')
    case 'CLINICIAN_DECIDES':
      if (reason === null || lengthOf(reason) < SHORTEST_REASON)
        throw new Refusal('Here no rule decides: say why it ends, in {{shortest}} characters or more.', {
          field: 'reason',
          values: { shortest: SHORTEST_REASON },
        })
      return reason
    case null:
      throw new Refusal('Something is not known yet that decides: it stands below.')
  }
}

async function signer(tx: Tx, { doctorId }: Actor): Promise<EndRecord['doctor']> {
  if (!doctorId) throw new Forbidden()
  const { account, specialisation, ...doctor } = await tx.doctor.findUniqueOrThrow({
    where: { id: doctorId },
    select: {
      qualification: true,
      registrationNumber: true,
      account: { select: { name: true } },
      specialisation: { select: { name: true } },
    },
  })
  return { ...doctor, name: account.name, specialisation: specialisation.name }
}
