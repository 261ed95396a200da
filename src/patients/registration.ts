import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { violatedConstraint } from '../db/errors.js'
import { once } from '../db/once.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { availableDoctor } from './care.js'
import { likelyTwins, type Twin } from './duplicate-queries.js'
import type { Registration, UnknownPatient } from './forms.js'
import { type GovernmentId, governmentId } from './government-id-rules.js'
import { unknownName } from './name-rules.js'
import { patientNumber, requirePossibleBirth } from './rules.js'
import { tellInCharge } from './telling.js'
import { tellAllergies } from './told-allergies.js'

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
  const { name, localName, phone, email, address, sex, dateOfBirth, bloodGroup, medicalHistory } = form
  requirePossibleBirth(dateOfBirth, dayIn(now, config.zone))
  const identity = governmentId(form.governmentIdKind, form.governmentIdNumber)
  const contact = contactOf(form)
  return once(actor.id, 'patient.create', form, async (tx) => {
    if (form.anyway === null) {
      const twins = await likelyTwins(actor, { name, localName, phone, dateOfBirth, identity }, now, tx)
      if (twins.length > 0) throw new LikelyDuplicate(twins)
    }
    const { id, number } = await tx.patient.create({
      data: {
        ...{ name, localName, phone, email, address, sex, bloodGroup, medicalHistory },
        dateOfBirth: dateOfBirth && dayToColumn(dateOfBirth),
        governmentIdKind: identity?.kind ?? null,
        governmentIdNumber: identity?.number ?? null,
      },
      select: { id: true, number: true },
    })
    await tellAllergies(tx, id, { text: form.allergies, recordedById: actor.id }, now)
    if (contact) await tx.patientContact.create({ data: { ...contact, patientId: id, position: 1 } })
    await putInCharge(tx, actor, id, form.doctorId, now)
    await audit(tx, actor, 'patient.create', { type: 'patient', id, patientId: id })
    return { id, number, name }
  }).catch((error) => sayWhoHasThisId(error, actor, identity, now))
}

/** Somebody who is brought in and cannot say who they are; the record is completed when they can. */
export function registerUnknown(actor: Actor, form: UnknownPatient, now: Date): Promise<Registered> {
  authorize(actor, 'patient.create')
  const name = unknownName(form.sex, form.about)
  return once(actor.id, 'patient.create', form, async (tx) => {
    const { id, number } = await tx.patient.create({
      data: { name, sex: form.sex },
      select: { id: true, number: true },
    })
    await putInCharge(tx, actor, id, null, now)
    await audit(tx, actor, 'patient.create', {
      type: 'patient',
      id,
      patientId: id,
      details: { unknown: true },
    })
    return { id, number, name }
  })
}

/** To whoever reaches the other record; on it goes with any other error. */
export async function sayWhoHasThisId(
  error: unknown,
  actor: Actor,
  identity: GovernmentId | null,
  now: Date,
): Promise<never> {
  if (identity === null || violatedConstraint(error) !== 'patient_government_id_key') throw error
  const { kind: governmentIdKind, number: governmentIdNumber } = identity
  const other = await db.patient.findFirst({
    where: { governmentIdKind, governmentIdNumber, AND: patientsOf(actor, now) },
    select: { number: true },
  })
  if (!other) throw error
  throw new Refusal('{{number}} is registered with this id already.', {
    field: 'governmentIdNumber',
    values: { number: patientNumber(other.number) },
  })
}

/** A doctor who registers somebody is in charge of them, and so reaches the record; the desk may choose one. */
async function putInCharge(tx: Tx, actor: Actor, patientId: string, chosen: string | null, now: Date) {
  const doctorId = actor.doctorId ?? chosen
  if (doctorId === null) return
  if (doctorId !== actor.doctorId) {
    authorize(actor, 'patient.assign-doctor')
    await availableDoctor(tx, doctorId)
  }
  await tx.careAssignment.create({
    data: { patientId, doctorId, assignedById: actor.id, startedAt: now },
    select: { id: true },
  })
  await tellInCharge(tx, actor, { patientId, doctorIds: [doctorId] }, now)
}

/** Whom to call; a name without a number, or the other way round, calls nobody. */
function contactOf({ contactName: name, contactPhone: phone, contactRelation }: Registration) {
  if (name === null && phone === null) return null
  if (name === null) throw new Refusal('Enter the name of the person to call.', { field: 'contactName' })
  if (phone === null)
    throw new Refusal('Enter the telephone number of the person to call.', { field: 'contactPhone' })
  return { name, phone, relation: contactRelation ?? ('OTHER' as const) }
}
