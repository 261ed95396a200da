import type { Actor } from '../access/actor.js'
import { familyOf } from '../access/booking-scopes.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import type { FamilyRelation } from '../generated/prisma/enums.js'
import { lockPatient } from '../patients/locking.js'
import { requirePossibleBirth, sameName } from '../patients/rules.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { FamilyMember, Guardian } from './forms.js'
import { LARGEST_FAMILY } from './rules.js'

/** A record for somebody without an account, for whom this person books. */
export function addFamilyMember(
  actor: Actor,
  form: FamilyMember,
  now: Date,
): Promise<{ id: string; name: string }> {
  authorize(actor, 'family.own')
  const { name, sex, dateOfBirth, relation } = form
  requirePossibleBirth(dateOfBirth, dayIn(now, config.zone))
  return once(actor.id, 'family.add', form, async (tx) => {
    await requireRoom(tx, actor.id)
    const born = dayToColumn(dateOfBirth)
    const twins = await tx.patient.findMany({
      where: { dateOfBirth: born, AND: familyOf(actor) },
      select: { name: true },
    })
    if (twins.some((twin) => sameName(twin.name, name)))
      throw new Refusal('{{name}} is in your family already.', { field: 'name', values: { name } })
    const { phone } = await tx.account.findUniqueOrThrow({ where: { id: actor.id }, select: { phone: true } })
    const { id } = await tx.patient.create({
      data: { name, sex, dateOfBirth: born, phone },
      select: { id: true },
    })
    await link(tx, actor, { accountId: actor.id, patientId: id, relation })
    await audit(tx, actor, 'family.own', { type: 'patient', id, patientId: id })
    return { id, name }
  })
}

/** The desk lets an account book for a patient whose record exists. */
export function addGuardian(
  actor: Actor,
  patientId: string,
  form: Guardian,
  now: Date,
): Promise<{ id: string; name: string }> {
  authorize(actor, 'family.edit')
  const wanted = { ...form, patientId }
  return once(actor.id, 'family.link', wanted, async (tx) => {
    await requirePatient(tx, actor, patientId, now)
    const account = await accountOfPatient(tx, form.number)
    const patient = await tx.patient.findUniqueOrThrow({
      where: { id: patientId },
      select: { accountId: true },
    })
    if (patient.accountId === account.id)
      throw new Refusal('This is the patient’s own number: they book for themselves.', { field: 'number' })
    await requireRoom(tx, account.id)
    await link(tx, actor, { accountId: account.id, patientId, relation: form.relation })
    await audit(tx, actor, 'family.edit', { type: 'patient', id: patientId, patientId })
    return { id: account.id, name: account.name }
  })
}

/** From now on the account books for this patient no more; visits that are booked stay. */
export function removeGuardian(
  actor: Actor,
  patientId: string,
  guardianshipId: string,
  now: Date,
): Promise<{ name: string }> {
  authorize(actor, 'family.edit')
  return transaction(async (tx) => {
    await requirePatient(tx, actor, patientId, now)
    const guardianship = await tx.guardianship.findFirst({
      where: { id: guardianshipId, patientId },
      select: { account: { select: { name: true } } },
    })
    if (!guardianship) throw new NotFound()
    await tx.guardianship.deleteMany({ where: { id: guardianshipId, patientId } })
    await audit(tx, actor, 'family.edit', {
      type: 'patient',
      id: patientId,
      patientId,
      details: { removed: guardianshipId },
    })
    return { name: guardianship.account.name }
  })
}

async function link(
  tx: Tx,
  actor: Actor,
  wanted: { accountId: string; patientId: string; relation: FamilyRelation },
): Promise<void> {
  await tx.guardianship.create({ data: { ...wanted, createdById: actor.id }, select: { id: true } })
}

/** One after the other for each account, so that the count stays true. */
async function requireRoom(tx: Tx, accountId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "account" WHERE "id" = ${accountId}::uuid FOR UPDATE`
  if ((await tx.guardianship.count({ where: { accountId } })) >= LARGEST_FAMILY)
    throw new Refusal('One account books for {{most}} people at most.', { values: { most: LARGEST_FAMILY } })
}

async function requirePatient(tx: Tx, actor: Actor, id: string, now: Date): Promise<void> {
  await lockPatient(tx, id)
  if ((await tx.patient.count({ where: { id, AND: patientsOf(actor, now) } })) === 0) throw new NotFound()
}

/** Who logs in as the patient of this number: 'W-001042', 'w 1042' or '1042'. */
async function accountOfPatient(tx: Tx, typed: string): Promise<{ id: string; name: string }> {
  const [, digits] = /^(?:w[\s-]*)?0*(\d{1,9})$/i.exec(typed) ?? []
  const patient = digits
    ? await tx.patient.findFirst({
        where: { number: Number(digits), account: { role: 'PATIENT', status: 'ACTIVE' } },
        select: { account: { select: { id: true, name: true } } },
      })
    : null
  if (!patient?.account)
    throw new Refusal('No patient with an active account has this number.', { field: 'number' })
  return patient.account
}
