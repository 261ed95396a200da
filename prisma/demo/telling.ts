import { dayIn, daysBetween } from '../../src/shared/calendar.js'
import { chance } from './chance.js'
import type { DoctorKey } from './data/doctors.js'
import { suspendedPatient, type ToldBy } from './data/patients-at-home.js'
import type { Person } from './data/people.js'
import type { PictureName } from './data/pictures.js'
import { type House, receptionistAt } from './house.js'
import { later } from './moments.js'
import { type Registered, registerAtDesk, registerOnline } from './patients.js'
import { addTriage, type Triage } from './triages.js'

export type Ago = { minutes: number } | { days: number }

export function momentOf({ moments }: House, person: Person, ago: Ago): Date {
  if ('minutes' in ago) return moments.minutesAgo(ago.minutes)
  return later(moments.at(ago.days, '09:10'), chance(`hour ${person.name}`).whole(0, 400))
}

/** Registers a patient and writes their triage down, in one go or, where something was left out, in two. */
export function tell(
  house: House,
  person: Person,
  picture: PictureName,
  { at, toldBy, doctor = 'patil' }: { at: Date; toldBy: ToldBy; doctor?: DoctorKey },
): { patient: Registered; triage: Triage } {
  if (toldBy === 'DESK' || toldBy === 'DOCTOR') {
    const patient = registerAtDesk(house, person, later(at, -15))
    const by = toldBy === 'DOCTOR' ? house.doctors[doctor].accountId : receptionistAt(house, at)
    return { patient, triage: addTriage(house, patient, picture, { at, by }) }
  }
  const patient = registerEarlier(house, person, at)
  const by = patient.account?.id ?? house.adminId
  if (toldBy === 'THEMSELVES') return { patient, triage: addTriage(house, patient, picture, { at, by }) }
  const after = addTriage(house, patient, picture, { at, by, leavingOut: ['respiratoryRate'] })
  const [recordsId = by] = house.recordsIds
  return { patient, triage: addTriage(house, patient, picture, { at: later(at, 35), by: recordsId, after }) }
}

/** Signed up some days before that, and approved the next morning. */
export function registerEarlier(house: House, person: Person, before: Date): Registered {
  const { moments, zone } = house
  const thrown = chance(`sign-up ${person.name}`)
  const daysAgo = daysBetween(dayIn(before, zone), moments.today) + thrown.whole(2, 9)
  const at = later(moments.at(daysAgo, '08:00'), thrown.whole(0, 780))
  const approvedAt = later(moments.at(daysAgo - 1, '09:30'), thrown.whole(0, 120))
  if (person.name !== suspendedPatient.name) return registerOnline(house, person, { at, approvedAt })
  const suspended = { at: moments.at(4, '16:40'), reason: suspendedPatient.reason }
  return registerOnline(house, person, { at, approvedAt, suspended })
}
