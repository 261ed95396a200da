import { type Slot, slotsOn, type Timetable } from '../../src/availability/slot-rules.js'
import type { AppointmentEventKind, Priority } from '../../src/generated/prisma/enums.js'
import {
  addDays,
  type Day,
  dayIn,
  daysBetween,
  dayToColumn,
  instantAt,
  parseDay,
  timeOfDay,
} from '../../src/shared/calendar.js'
import { type Chance, chance, identify } from './chance.js'
import { type DemoDoctor, type DoctorKey, doctors } from './data/doctors.js'
import { cancelled, holidays } from './data/visits.js'
import { type DoctorOnDuty, type House, leaveTrail, receptionistAt } from './house.js'
import { later } from './moments.js'
import type { DemoVisit } from './rows.js'
import { fits, reasonFor, type Visitor, type Visitors, visitorsOf } from './visitors.js'

const BACK = 21
const AHEAD = 14

/** The clinics: three weeks of visits behind, today's queue, and two weeks ahead with requests to answer. */
export function receiveVisits(house: House): void {
  closeOnHolidays(house)
  const away = takeLeave(house)
  const visitors = visitorsOf(house)
  for (const [index, [key, doctor]] of Object.entries(doctors).entries())
    seePatients(house, { key: key as DoctorKey, doctor, letter: letterOf(index), away }, visitors)
  bringTheFamily(house)
  waitForATime(house)
}

interface Clinic {
  key: DoctorKey
  doctor: DemoDoctor
  letter: string
  away: { doctor: DoctorKey; from: Day; to: Day }
}

function seePatients(house: House, clinic: Clinic, visitors: Visitors) {
  const { moments, zone } = house
  const timetable = timetableOf(house, clinic.doctor)
  for (let ahead = -BACK; ahead <= AHEAD; ahead++) {
    const day = addDays(moments.today, ahead)
    const { key, away } = clinic
    if (key === away.doctor && day >= away.from && day <= away.to) continue
    const thrown = chance(`visits of ${clinic.doctor.name} ${ahead}`)
    const wanted = slotsOn(day, timetable, zone).filter((slot) => !slot.keptBack && isTaken(thrown, ahead))
    let number = 0
    for (const slot of wanted) {
      const patient = whoComes(house, clinic, visitors, thrown, slot)
      if (!patient) continue
      const visit = visitIn(house, clinic, slot, patient, thrown)
      number = goesThrough(house, clinic, visit, thrown, number)
      house.rows.appointments.push(visit)
    }
    if (ahead === 0 && key === 'kulkarni') number = walkIn(house, clinic, visitors, number)
    if (number > 0)
      house.rows.queueDays.push({
        doctorId: house.doctors[clinic.key].id,
        day: dayToColumn(day),
        letter: clinic.letter,
        last: number,
      })
  }
}

/** Whatever the hour of the start, somebody waits at the door of doctor@demo.test. */
function walkIn(house: House, clinic: Clinic, { list, seen }: Visitors, number: number): number {
  const { moments, zone } = house
  const thrown = chance('walk-ins')
  let last = number
  for (const [minutes, priority] of [
    [38, 'ROUTINE'],
    [21, 'ROUTINE'],
    [6, 'EMERGENCY'],
  ] as const) {
    const at = moments.minutesAgo(minutes)
    const patient = list.find(
      (one) =>
        fits(clinic, { on: moments.today, today: moments.today }, one) &&
        later(one.createdAt, 60) < at &&
        !seen.has(`${one.id} ${moments.today}`),
    )
    if (dayIn(at, zone) !== moments.today || !patient) continue
    comes(patient, clinic, moments.today, seen)
    const slot = {
      day: moments.today,
      startsAt: at,
      endsAt: later(at, SLOT_MINUTES),
      keptBack: false,
    } as const
    const place = { room: clinic.doctor.chamber, visitKind: 'IN_PERSON' } as const
    const desk = receptionistAt(house, at)
    const visit = visitIn(house, clinic, { ...slot, ...place }, { ...patient, accountId: desk }, thrown)
    last += 1
    const arrived = { status: 'CHECKED_IN', checkedInAt: at, token: `${clinic.letter}-${last}` } as const
    Object.assign(visit, { ...arrived, priority, walkIn: true, createdAt: at })
    happened(house, visit, 'BOOKED', at, desk)
    happened(house, visit, 'CHECKED_IN', at, desk)
    house.rows.appointments.push(visit)
  }
  return last
}

/** Fewer are booked the further ahead a day is. */
const isTaken = (thrown: Chance, ahead: number) =>
  thrown.whole(1, 100) <= (ahead <= 0 ? 45 : ahead < 3 ? 55 : ahead < 7 ? 30 : 12)

function whoComes(
  house: House,
  clinic: Clinic,
  { list, seen }: Visitors,
  thrown: Chance,
  slot: Slot,
): Visitor | null {
  const fitting = list.filter((patient) =>
    fits(clinic, { on: slot.day, today: house.moments.today }, patient),
  )
  for (let tries = 0; tries < 5 && fitting.length > 0; tries++) {
    const patient = thrown.pick(fitting)
    const known = later(patient.createdAt, 24 * 60)
    if (seen.has(`${patient.id} ${slot.day}`) || known > slot.startsAt || known > house.moments.now) continue
    comes(patient, clinic, slot.day, seen)
    return patient
  }
  return null
}

function comes(patient: Visitor, { key, doctor }: Clinic, day: Day, seen: Set<string>) {
  seen.add(`${patient.id} ${day}`)
  patient.fields.set(doctor.specialisation, key)
  patient.visits.push(day)
}

function visitIn(
  house: House,
  { key, doctor }: Clinic,
  slot: Slot,
  patient: Visitor,
  thrown: Chance,
): DemoVisit {
  const { now } = house.moments
  const onDuty: DoctorOnDuty = house.doctors[key]
  const before = later(slot.startsAt, -thrown.whole(1, 6) * 24 * 60 - thrown.whole(0, 500))
  const latest = later(now, -thrown.whole(30, 2000))
  const createdAt = new Date(
    Math.max(patient.createdAt.getTime() + 60_000, Math.min(before.getTime(), latest.getTime())),
  )
  return {
    id: identify('visit', `${doctor.name} ${slot.startsAt.toISOString()}`, createdAt),
    patientId: patient.id,
    doctorId: onDuty.id,
    status: 'CONFIRMED',
    statusReason: null,
    token: null,
    checkedInAt: null,
    calledAt: null,
    completedAt: null,
    archivedAt: null,
    sequence: 0,
    walkIn: false,
    priority: thrown.oneIn(9) ? 'URGENT' : 'ROUTINE',
    visitKind: slot.visitKind,
    room: slot.room,
    day: dayToColumn(slot.day),
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    reason: reasonFor(doctor.specialisation, patient, thrown),
    createdById: patient.accountId ?? receptionistAt(house, createdAt),
    createdAt,
  }
}

/** What became of a visit by now. Gives the last number of the day's tokens. */
function goesThrough(house: House, clinic: Clinic, visit: DemoVisit, thrown: Chance, number: number): number {
  const { now } = house.moments
  const byPatient = !house.receptionistIds.includes(visit.createdById)
  happened(house, visit, byPatient ? 'REQUESTED' : 'BOOKED', visit.createdAt, visit.createdById)
  const fate = thrown.whole(1, 100)
  if (visit.startsAt > now && byPatient && fate <= 14) {
    visit.status = 'REQUESTED'
    return number
  }
  const desk = receptionistAt(house, visit.createdAt)
  if (byPatient) happened(house, visit, 'CONFIRMED', soon(house, visit.createdAt, 20), desk)
  if (fate > 92) {
    const at = soon(house, visit.createdAt, 120)
    if (at > now || at >= visit.startsAt) return number
    Object.assign(visit, { status: 'CANCELLED', statusReason: thrown.pick(cancelled), sequence: 1 })
    happened(house, visit, 'CANCELLED', at, visit.createdById, visit.statusReason)
    return number
  }
  const checkedInAt = later(visit.startsAt, -thrown.whole(2, 15))
  if (checkedInAt > now) return number
  if (fate > 85) {
    const at = later(visit.endsAt, 30)
    if (at > now) return number
    visit.status = 'NO_SHOW'
    happened(house, visit, 'NO_SHOW', at, desk)
    return number
  }
  return isSeen(house, clinic, visit, { thrown, checkedInAt, desk, number: number + 1 })
}

/** Arrived, called, done: as far as the clock has come. */
function isSeen(
  house: House,
  { key, letter }: Clinic,
  visit: DemoVisit,
  { thrown, checkedInAt, desk, number }: { thrown: Chance; checkedInAt: Date; desk: string; number: number },
): number {
  const { now } = house.moments
  const doctor = house.doctors[key].accountId
  Object.assign(visit, { status: 'CHECKED_IN', checkedInAt, token: `${letter}-${number}` })
  happened(house, visit, 'CHECKED_IN', checkedInAt, desk)
  const calledAt = later(visit.startsAt, thrown.whole(0, 9))
  if (calledAt > now) return number
  Object.assign(visit, { status: 'IN_CONSULTATION', calledAt })
  happened(house, visit, 'CALLED', calledAt, doctor)
  const completedAt = later(calledAt, thrown.whole(7, 17))
  if (completedAt > now) return number
  const archived = visit.day < dayToColumn(house.moments.today)
  Object.assign(visit, { status: 'COMPLETED', completedAt, ...(archived && { archivedAt: completedAt }) })
  happened(house, visit, 'COMPLETED', completedAt, doctor)
  leaveTrail(house, completedAt, doctor, 'appointment.complete', {
    type: 'appointment',
    id: visit.id,
    patientId: visit.patientId,
  })
  return number
}

function happened(
  house: House,
  visit: DemoVisit,
  kind: AppointmentEventKind,
  at: Date,
  actorId: string | null,
  reason: string | null = null,
) {
  const id = identify(`visit ${kind}`, visit.id, at)
  house.rows.appointmentEvents.push({ id, appointmentId: visit.id, at, actorId, kind, reason })
}

const soon = (house: House, at: Date, minutes: number) =>
  new Date(Math.min(later(at, minutes).getTime(), house.moments.now.getTime()))

function timetableOf(house: House, doctor: DemoDoctor): Timetable {
  return {
    weekly: house.rows.workingHours
      .filter(({ doctorId }) => doctorId === idOf(house, doctor))
      .map(({ weekday, startsAt, endsAt }) => ({
        weekday,
        startsAt: timeOfDay(startsAt),
        endsAt: timeOfDay(endsAt),
        slotMinutes: SLOT_MINUTES,
        bufferMinutes: 0,
        urgentSlots: URGENT_SLOTS,
        room: doctor.chamber,
        visitKind: 'IN_PERSON',
      })),
    exceptions: new Map(),
    holidays: new Set(house.rows.holidays.map(({ day }) => dayIn(new Date(day), 'UTC'))),
  }
}

export const SLOT_MINUTES = 20
export const URGENT_SLOTS = 1

const idOf = (house: House, doctor: DemoDoctor) =>
  Object.values(house.doctors).find(({ name }) => name === doctor.name)?.id

function closeOnHolidays({ moments, rows }: House) {
  const year = Number(moments.today.slice(0, 4))
  for (const [monthAndDay, name] of holidays)
    for (const day of [parseDay(`${year}-${monthAndDay}`), parseDay(`${year + 1}-${monthAndDay}`)])
      if (day && Math.abs(daysBetween(moments.today, day)) < 300)
        rows.holidays.push({
          id: identify('holiday', `${name} ${day}`, moments.now),
          day: dayToColumn(day),
          name,
        })
}

/** One of the doctors is away for three days of next week. */
function takeLeave(house: House) {
  const { moments, rows, zone } = house
  const away = { doctor: 'gaikwad' as const, from: addDays(moments.today, 8), to: addDays(moments.today, 10) }
  const createdAt = moments.at(12, '11:20')
  rows.leaves.push({
    id: identify('leave', away.doctor, createdAt),
    doctorId: house.doctors[away.doctor].id,
    startsAt: instantAt(away.from, timeOfDay('00:00'), zone),
    endsAt: instantAt(addDays(away.to, 1), timeOfDay('00:00'), zone),
    reason: 'Conference in Delhi',
    createdById: house.doctors[away.doctor].accountId,
    createdAt,
  })
  return away
}

/** patient@demo.test also books for her father. */
function bringTheFamily({ rows, moments }: House) {
  const owner = rows.accounts.find(({ email }) => email === 'patient@demo.test')
  const father = rows.patients.find(
    ({ accountId, sex, dateOfBirth }) =>
      !accountId && sex === 'MALE' && dateOfBirth && dateOfBirth < new Date('1965-01-01'),
  )
  if (!owner || !father) return
  const createdAt = moments.at(2, '18:40')
  rows.guardianships.push({
    id: identify('family', father.name, createdAt),
    accountId: owner.id,
    patientId: father.id,
    relation: 'PARENT',
    createdById: owner.id,
    createdAt,
  })
}

/** Three people wait for an earlier time. */
function waitForATime(house: House) {
  const { rows, moments } = house
  const priorities: Priority[] = ['ROUTINE', 'URGENT', 'ROUTINE']
  const upcoming = rows.appointments.filter(
    ({ status, startsAt }) => status === 'CONFIRMED' && startsAt > later(moments.now, 3 * 24 * 60),
  )
  const oneEach = [...new Map(upcoming.map((visit) => [visit.patientId, visit])).values()]
  for (const [index, priority] of priorities.entries()) {
    const visit = oneEach[index * 5]
    const doctor = rows.doctors.find(({ id }) => id === visit?.doctorId)
    if (!visit || !doctor) continue
    const createdAt = later(moments.now, -60 * (index + 2))
    rows.waitingEntries.push({
      id: identify('waiting', visit.id, createdAt),
      patientId: visit.patientId,
      specialisationId: doctor.specialisationId,
      doctorId: visit.doctorId,
      appointmentId: visit.id,
      earliestOn: dayToColumn(moments.today),
      latestOn: visit.day,
      priority,
      reason: visit.reason,
      createdById: visit.createdById,
      createdAt,
    })
  }
}

const letterOf = (index: number) => String.fromCharCode('A'.charCodeAt(0) + index)
