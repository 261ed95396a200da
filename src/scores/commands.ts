import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import type { Prisma } from '../generated/prisma/client.js'
import { openRecord } from '../patients/open-record.js'
import { withdrawRequests } from '../requests/commands.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { FourCEntry, ProgressionEntry, SeverityEntry } from './forms.js'
import { agesOf } from './person-rules.js'
import {
  inBrief,
  type Person,
  scoreKinds,
  type Worked,
  workedFourC,
  workedProgression,
  workedSeverity,
} from './rules.js'

type Done = Promise<{ id: string }>

/** The mortality score of an adult who is admitted; anybody else is refused, and nothing is kept. */
export const recordFourC = (actor: Actor, patientId: string, form: FourCEntry, now: Date): Done =>
  record(actor, patientId, form, now, (told, person) => workedFourC(told, person))

export const recordSeverity = (actor: Actor, patientId: string, form: SeverityEntry, now: Date): Done =>
  record(actor, patientId, form, now, (told, person) => workedSeverity(told, person))

/** Whoever has died waits for no bed. */
export const recordProgression = (actor: Actor, patientId: string, form: ProgressionEntry, now: Date): Done =>
  record(
    ...([actor, patientId, form, now] as const),
    (told) => workedProgression(told),
    async (tx) => {
      if (form.dead) await withdrawRequests(tx, actor, patientId, DIED, now)
    },
  )

const DIED = 'The patient has died.'

/** Works a score out and keeps it whole, never to be changed: a later one is a row of its own. */
function record<Entry extends { idempotency_key: string }>(
  actor: Actor,
  patientId: string,
  form: Entry,
  now: Date,
  work: (told: Omit<Entry, 'idempotency_key'>, person: Person) => Worked,
  follows: (tx: Tx) => Promise<void> = async () => {},
): Done {
  authorize(actor, 'score.record')
  const { idempotency_key: _, ...told } = form
  return once(actor.id, `score.record ${patientId}`, form, async (tx) => {
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    const bornOn = await birthday(tx, patientId)
    const worked = work(told, { ...agesOf(bornOn, dayIn(now, config.zone)), admitted: admissionId !== null })
    const { kind, result } = worked
    const { status, ...brief } = inBrief(worked)
    if (status === 'INVALID') throw invalid(worked)
    if (kind === 'FOUR_C' && status === 'NOT_APPLICABLE')
      throw new Refusal('This score is only for adults who are admitted.')
    const { id } = await tx.clinicalScore.create({
      data: {
        ...{ patientId, admissionId, kind, status, ...brief },
        // Both are plain JSON by their own contract; only Prisma's type cannot see it through readonly arrays.
        told: worked.told as unknown as Prisma.InputJsonObject,
        result: result as unknown as Prisma.InputJsonObject,
        ruleSetVersion: scoreKinds[kind].version,
        recordedById: actor.id,
        recordedAt: now,
      },
      select: { id: true },
    })
    await audit(tx, actor, 'score.record', { type: 'clinical_score', id, patientId, details: { kind } })
    await follows(tx)
    return { id }
  })
}

async function birthday(tx: Tx, id: string) {
  const patient = await tx.patient.findUnique({ where: { id }, select: { dateOfBirth: true } })
  if (!patient) throw new NotFound()
  return patient.dateOfBirth && dayFromColumn(patient.dateOfBirth)
}

/** The form refuses whatever is impossible before; this is for an impossible age. */
function invalid({ result }: Worked): Refusal {
  const [problem] = result.problems
  return new Refusal(problem?.text ?? '', { values: problem?.values ?? {} })
}
