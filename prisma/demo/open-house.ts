import { openAccount, signUp } from './accounts.js'
import { identify } from './chance.js'
import {
  applicants,
  type DemoDoctor,
  type DoctorKey,
  doctors,
  type SpecialisationSlug,
  specialisations,
} from './data/doctors.js'
import { staff } from './data/staff.js'
import { places } from './data/visits.js'
import { type DoctorOnDuty, emptyHouse, type House, leaveTrail, type Setting } from './house.js'
import { SLOT_MINUTES, URGENT_SLOTS } from './visits.js'

/** How many days ago the house opened. */
const OPENED = 96

/** The staff, the doctors with their weekly hours, and those who would like to work here. */
export function openHouse(setting: Setting): House {
  const house = emptyHouse(setting)
  hireStaff(house)
  const opened = house.moments.at(OPENED, '09:00')
  for (const [slug, name] of Object.entries(specialisations))
    house.rows.specialisations.push({
      id: specialisationId(house, slug),
      slug,
      name,
      ...places[slug as SpecialisationSlug],
    })
  const hired = Object.entries(doctors).map(([key, doctor]) => [key, hire(house, doctor, opened)] as const)
  house.doctors = Object.fromEntries(hired) as Record<DoctorKey, DoctorOnDuty>
  takeApplications(house)
  return house
}

function hireStaff(house: House) {
  const createdAt = house.moments.at(OPENED, '08:00')
  const ids = { ADMIN: [] as string[], RECEPTIONIST: [] as string[], DATA_ENTRY: [] as string[] }
  for (const member of staff) {
    const id = openAccount(house, { ...member, createdAt })
    ids[member.role].push(id)
    house.adminId = ids.ADMIN[0] ?? ''
  }
  house.receptionistIds = ids.RECEPTIONIST
  house.recordsIds = ids.DATA_ENTRY
}

function hire(house: House, doctor: DemoDoctor, createdAt: Date): DoctorOnDuty {
  const { name, email, employeeNumber, specialisation, hours, feeMinor, ...profile } = doctor
  const phone = `+9198220552${employeeNumber.slice(-2)}`
  const accountId = openAccount(house, { role: 'DOCTOR', name, email, phone, employeeNumber, createdAt })
  const id = addDoctor(house, accountId, { ...profile, name, specialisation, feeMinor, createdAt })
  for (const [days, startsAt, endsAt] of hours)
    for (const weekday of days) {
      const hoursId = identify(`hours ${weekday}`, name, createdAt)
      house.rows.workingHours.push({
        ...{ id: hoursId, doctorId: id, weekday, startsAt, endsAt, room: doctor.chamber },
        ...{ slotMinutes: SLOT_MINUTES, urgentSlots: URGENT_SLOTS },
      })
    }
  leaveTrail(house, createdAt, house.adminId, 'doctor.create', { type: 'doctor', id })
  return { id, accountId, name, specialisation: specialisations[specialisation], feeMinor }
}

function takeApplications(house: House) {
  for (const { applied, rejectedBecause, name, email, phone, ...profile } of applicants) {
    const createdAt = house.moments.at(...applied)
    const decision = rejectedBecause && {
      status: 'REJECTED' as const,
      at: house.moments.at(applied[0] - 1, '10:20'),
      reason: rejectedBecause,
    }
    const person = { role: 'DOCTOR' as const, name, email, phone, createdAt }
    const accountId = signUp(house, person, decision || undefined)
    addDoctor(house, accountId, { ...profile, name, feeMinor: 0n, createdAt })
  }
}

type Profile = Pick<
  DemoDoctor,
  'name' | 'specialisation' | 'qualification' | 'registrationNumber' | 'feeMinor'
> &
  Partial<Pick<DemoDoctor, 'chamber' | 'bio'>> & { createdAt: Date }

function addDoctor(house: House, accountId: string, profile: Profile): string {
  const { name, specialisation, feeMinor, createdAt, ...columns } = profile
  const id = identify('doctor', name, createdAt)
  house.rows.doctors.push({
    id,
    accountId,
    specialisationId: specialisationId(house, specialisation),
    consultationFeeMinor: feeMinor,
    createdAt,
    ...columns,
  })
  return id
}

const specialisationId = (house: House, slug: string) =>
  identify('specialisation', slug, house.moments.at(OPENED, '08:30'))
