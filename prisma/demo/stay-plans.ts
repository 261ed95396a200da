import type { Stretch } from './beds.js'
import { type Chance, chance } from './chance.js'
import type { Course } from './data/course.js'
import { type CourseName, courses } from './data/courses.js'
import type { DoctorKey } from './data/doctors.js'
import type { Lying } from './data/patients-admitted.js'
import type { Left, Nights } from './data/patients-discharged.js'
import type { Person } from './data/people.js'
import type { WardCode } from './data/wards.js'
import { type House, receptionistAt } from './house.js'
import { later } from './moments.js'
import { type Registered, registerAtDesk } from './patients.js'
import { registerEarlier } from './telling.js'
import { addTriage, type Triage } from './triages.js'

/** A stay, before it is known in which bed. */
export interface Stay {
  patient: Registered
  triage: Triage | null
  course: Course
  doctors: readonly DoctorKey[]
  admittedAt: Date
  dischargedAt: Date | null
  stretches: readonly Stretch[]
}

/** The patients admitted now. Every fifth has a log-in. */
export function planAdmitted(house: House, ward: WardCode, lying: readonly Lying[]): Stay[] {
  return lying.map(([days, course, doctors, person], index) => {
    const thrown = chance(`stay ${person.name}`)
    const at = days === 0 ? house.moments.minutesAgo(thrown.whole(170, 250)) : arrival(house, days, thrown)
    const patient = register(house, person, at, index % 5 === 0)
    const admittedAt = later(at, thrown.whole(35, 70))
    const stretches = [{ ward, name: person.name, sex: person.sex, from: admittedAt, to: null }]
    return {
      patient,
      triage: triageAtTheDoor(house, patient, course, at),
      course: courses[course],
      doctors,
      admittedAt,
      dischargedAt: null,
      stretches,
    }
  })
}

/** Those who have gone home. Every third has a log-in. */
export function planDischarged(house: House, left: readonly Left[]): Stay[] {
  return left.map(([ago, nights, course, doctors, person], index) => {
    const thrown = chance(`stay ${person.name}`)
    const dischargedAgo = 'days' in ago ? ago.days : 0
    const at = arrival(house, dischargedAgo + total(nights), thrown)
    const patient = register(house, person, at, index % 3 === 0)
    const dischargedAt =
      'days' in ago ? departure(house, ago.days, thrown) : house.moments.minutesAgo(ago.minutes)
    const triage = triageAtTheDoor(house, patient, course, at)
    return planStay(house, { patient, triage, course, doctors, nights, dischargedAgo, dischargedAt })
  })
}

interface Plan {
  patient: Registered
  triage: Triage | null
  course: CourseName
  doctors: readonly DoctorKey[]
  nights: Nights
  /** Days. */
  dischargedAgo: number
  dischargedAt: Date
}

/** A stay that has ended, in one ward after the other; people move in the afternoon. */
export function planStay(house: House, plan: Plan): Stay {
  const { patient, triage, course, doctors, nights, dischargedAgo, dischargedAt } = plan
  const thrown = chance(`stay ${patient.name}`)
  const began = dischargedAgo + total(nights)
  const admittedAt = later(triage?.at ?? arrival(house, began, thrown), thrown.whole(35, 70))
  const moves = nights.slice(0, -1).map((_, index) => {
    return house.moments.at(began - total(nights.slice(0, index + 1)), '15:00')
  })
  const stretches = nights.map(([ward], index) => ({
    ward,
    name: patient.name,
    sex: patient.sex,
    from: moves[index - 1] ?? admittedAt,
    to: moves[index] ?? dischargedAt,
  }))
  return { patient, triage, course: courses[course], doctors, admittedAt, dischargedAt, stretches }
}

export const total = (nights: Nights) => nights.reduce((sum, [, count]) => sum + count, 0)

export const departure = (house: House, daysAgo: number, thrown: Chance) =>
  later(house.moments.at(daysAgo, '11:00'), thrown.whole(0, 240))

export const arrival = (house: House, daysAgo: number, thrown: Chance) =>
  later(house.moments.at(daysAgo, '09:00'), thrown.whole(0, 420))

function register(house: House, person: Person, at: Date, withLogIn: boolean): Registered {
  const adult = (person.age ?? 0) >= 18
  return withLogIn && adult
    ? registerEarlier(house, person, at)
    : registerAtDesk(house, person, later(at, -12))
}

function triageAtTheDoor(house: House, patient: Registered, course: CourseName, at: Date): Triage | null {
  const { picture } = courses[course]
  if (!picture) return null
  const by = patient.turn % 4 === 0 ? house.doctors.patil.accountId : receptionistAt(house, at)
  return addTriage(house, patient, picture, { at, by })
}
