import type { Actor } from '../access/actor.js'
import { familyOfInSql } from '../access/booking-scopes.js'
import { patientsOf } from '../access/scopes.js'
import { db } from '../db/client.js'
import type { FamilyRelation, Sex } from '../generated/prisma/enums.js'
import { dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

/** Whom this account books for: its own patient first, then the family by name. */
export async function peopleOf(actor: Actor) {
  const people = await db.$queryRaw<PersonRow[]>`
    SELECT p.id, p.name, p.number, p.sex, p.date_of_birth AS "dateOfBirth", p.wants_reminders AS "wantsReminders",
      g.relation
    FROM patient p LEFT JOIN guardianship g ON g.patient_id = p.id AND g.account_id = ${actor.id}::uuid
    WHERE ${familyOfInSql(actor)} ORDER BY p.name, p.id`
  return people
    .map(({ relation, dateOfBirth, ...person }) => ({
      ...person,
      dateOfBirth: dateOfBirth && dayFromColumn(dateOfBirth),
      relation: person.id === actor.patientId ? null : relation,
    }))
    .sort((one, other) => Number(other.id === actor.patientId) - Number(one.id === actor.patientId))
}

interface PersonRow {
  id: string
  name: string
  number: number
  sex: Sex | null
  dateOfBirth: Date | null
  wantsReminders: boolean
  relation: FamilyRelation | null
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
