import type { Actor } from '../access/actor.js'
import { familyOf, patientsOf } from '../access/scopes.js'
import { db } from '../db/client.js'
import { dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

/** Whom this account books for: its own patient first, then the family by name. */
export async function peopleOf(actor: Actor) {
  const people = await db.patient.findMany({
    where: familyOf(actor),
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      number: true,
      sex: true,
      dateOfBirth: true,
      wantsReminders: true,
      guardians: { where: { accountId: actor.id }, select: { relation: true } },
    },
  })
  return people
    .map(({ guardians, dateOfBirth, ...person }) => ({
      ...person,
      dateOfBirth: dateOfBirth && dayFromColumn(dateOfBirth),
      relation: person.id === actor.patientId ? null : (guardians[0]?.relation ?? null),
    }))
    .sort((one, other) => Number(other.id === actor.patientId) - Number(one.id === actor.patientId))
}

/** Who books for a patient besides themselves, for the desk. */
export async function guardiansOf(actor: Actor, patientId: string, now: Date) {
  const patient = await db.patient.findFirst({
    where: { id: patientId, AND: patientsOf(actor, now) },
    select: {
      id: true,
      name: true,
      number: true,
      guardians: {
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          relation: true,
          account: { select: { name: true, phone: true, patient: { select: { number: true } } } },
        },
      },
    },
  })
  if (!patient) throw new NotFound()
  return patient
}
