import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { violatedConstraint } from '../db/errors.js'
import { once } from '../db/once.js'
import type { Prisma } from '../generated/prisma/client.js'
import { type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import type { Registration } from './forms.js'
import { type GovernmentId, governmentId, patientNumber, requirePossibleBirth, sameName } from './rules.js'

/** Somebody who may be the same person: the same telephone number, or the same name and date of birth. */
export interface Twin {
  id: string
  number: number
  name: string
  localName: string | null
  dateOfBirth: Day | null
  phone: string | null
}

export class LikelyDuplicate extends Refusal {
  constructor(readonly twins: Twin[]) {
    super('This may be somebody who is registered already. Look below before you register them again.')
  }
}

/** What `once` keeps, and the desk is told. */
interface Registered {
  [key: string]: string | number
  id: string
  number: number
  name: string
}

/** A patient's record without an account. Likely duplicates refuse it once, and `anyway` goes on. */
export function registerPatient(actor: Actor, form: Registration, now: Date): Promise<Registered> {
  authorize(actor, 'patient.create')
  const {
    idempotency_key: _key,
    anyway,
    dateOfBirth,
    governmentIdKind,
    governmentIdNumber,
    ...details
  } = form
  requirePossibleBirth(dateOfBirth, dayIn(now, config.zone))
  const identity = governmentId(governmentIdKind, governmentIdNumber)
  return once(actor.id, 'patient.create', form, async (tx) => {
    if (anyway === null) await refuseLikelyDuplicates(tx, patientsOf(actor, now), form)
    const { id, number } = await tx.patient.create({
      data: {
        ...details,
        dateOfBirth: dateOfBirth && dayToColumn(dateOfBirth),
        governmentIdKind: identity?.kind ?? null,
        governmentIdNumber: identity?.number ?? null,
      },
      select: { id: true, number: true },
    })
    // A doctor who registers somebody is in charge of them, and so reaches the record.
    if (actor.doctorId)
      await tx.careAssignment.create({
        data: { patientId: id, doctorId: actor.doctorId, assignedById: actor.id, startedAt: now },
        select: { id: true },
      })
    await audit(tx, actor, 'patient.create', { type: 'patient', id, patientId: id })
    return { id, number, name: form.name }
  }).catch((error) => sayWhoHasThisId(error, identity))
}

/** To the desk, which reaches every patient; on it goes with any other error. */
export async function sayWhoHasThisId(error: unknown, identity: GovernmentId | null): Promise<never> {
  if (identity === null || violatedConstraint(error) !== 'patient_government_id_key') throw error
  const { kind: governmentIdKind, number: governmentIdNumber } = identity
  const other = await db.patient.findFirst({
    where: { governmentIdKind, governmentIdNumber },
    select: { number: true },
  })
  if (!other) throw error
  throw new Refusal('{{number}} is registered with this id already.', {
    field: 'governmentIdNumber',
    values: { number: patientNumber(other.number) },
  })
}

const MOST_TWINS = 5
const BORN_THE_SAME_DAY = 200

/** Among the patients whom the person registering may know of. */
async function refuseLikelyDuplicates(
  tx: Tx,
  scope: Prisma.PatientWhereInput,
  { phone, name, dateOfBirth }: Registration,
) {
  const select = {
    id: true,
    number: true,
    name: true,
    localName: true,
    dateOfBirth: true,
    phone: true,
  } as const
  const samePhone = await tx.patient.findMany({
    where: { phone, AND: scope },
    orderBy: { id: 'asc' },
    take: MOST_TWINS,
    select,
  })
  const sameBirth = dateOfBirth
    ? await tx.patient.findMany({
        where: { dateOfBirth: dayToColumn(dateOfBirth), AND: scope },
        orderBy: { id: 'asc' },
        take: BORN_THE_SAME_DAY,
        select,
      })
    : []
  const namesakes = sameBirth.filter((one) => sameName(one.name, name))
  const twins = [...new Map([...samePhone, ...namesakes].map((one) => [one.id, one])).values()]
  if (twins.length === 0) return
  throw new LikelyDuplicate(
    twins
      .slice(0, MOST_TWINS)
      .map((one) => ({ ...one, dateOfBirth: one.dateOfBirth && dayFromColumn(one.dateOfBirth) })),
  )
}
