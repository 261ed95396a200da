import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, type Tx, transaction } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Stale } from '../shared/errors.js'
import type { Edit, Profile } from './forms.js'
import { type GovernmentId, governmentId } from './government-id-rules.js'
import { closedRecord } from './open-record.js'
import { detailsOf, formValues } from './queries.js'
import { sayWhoHasThisId } from './registration.js'
import { requirePossibleBirth } from './rules.js'

/** The desk's correction of a record. */
export async function editPatient(
  actor: Actor,
  patientId: string,
  form: Edit,
  now: Date,
): Promise<{ name: string }> {
  authorize(actor, 'patient.edit', { patientId })
  const { version, dateOfBirth, governmentIdKind, governmentIdNumber, ...details } = form
  requirePossibleBirth(dateOfBirth, dayIn(now, config.zone))
  const identity = governmentId(governmentIdKind, governmentIdNumber, await identityOf(patientId))
  return save(actor, patientId, version, now, {
    ...details,
    dateOfBirth: dateOfBirth && dayToColumn(dateOfBirth),
    governmentIdKind: identity?.kind ?? null,
    governmentIdNumber: identity?.number ?? null,
  }).catch((error) => sayWhoHasThisId(error, actor, identity, now))
}

/** What patients may change about themselves; name, date of birth and id are corrected at the desk. */
export async function editOwnProfile(actor: Actor, form: Profile, now: Date): Promise<{ name: string }> {
  if (!actor.patientId) throw new NotFound()
  authorize(actor, 'patient.edit', { patientId: actor.patientId })
  const { version, ...details } = form
  return save(actor, actor.patientId, version, now, details)
}

function save(
  actor: Actor,
  id: string,
  version: number,
  now: Date,
  data: Prisma.PatientUncheckedUpdateManyInput,
): Promise<{ name: string }> {
  return transaction(async (tx) => {
    const saved = await tx.patient.updateMany({
      where: { id, version, deactivatedAt: null, AND: patientsOf(actor, now) },
      data: { ...data, version: { increment: 1 } },
    })
    if (saved.count === 0) throw await whyNotSaved(tx, actor, id, now, Object.keys(data))
    // The account greets its patient by the same name.
    if (typeof data.name === 'string')
      await tx.account.updateMany({
        where: { patient: { id } },
        data: { name: data.name, version: { increment: 1 } },
      })
    await audit(tx, actor, 'patient.edit', { type: 'patient', id, patientId: id })
    return tx.patient.findUniqueOrThrow({ where: { id }, select: { name: true } })
  })
}

/** The id that the record has now. */
async function identityOf(id: string): Promise<GovernmentId | null> {
  const held = await db.patient.findUnique({
    where: { id },
    select: { governmentIdKind: true, governmentIdNumber: true },
  })
  const { governmentIdKind: kind = null, governmentIdNumber: number = null } = held ?? {}
  return kind && number ? { kind, number } : null
}

async function whyNotSaved(tx: Tx, actor: Actor, id: string, now: Date, fields: string[]): Promise<Error> {
  const current = await detailsOf(tx, actor, id, now)
  if (!current) return new NotFound()
  if (current.deactivatedAt) return closedRecord()
  const values = Object.entries(formValues(current)).filter(([name]) => fields.includes(name))
  return new Stale(Object.fromEntries(values), current.version)
}
