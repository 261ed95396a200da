import type { Prisma } from '../../src/generated/prisma/client.js'
import { daysForEnd, type EndInput, mayEnd } from '../../src/isolation/end-rules.js'
import { ENDED_BY_RULE, type EndRecord } from '../../src/isolation/ending-rules.js'
import { dayIn, daysBetween } from '../../src/shared/calendar.js'
import { lastFeverOn } from '../../src/triage/isolation-period-rules.js'
import { assign, medicinesFor, prescribe, writeNote } from './care.js'
import { chance } from './chance.js'
import type { DoctorKey } from './data/doctors.js'
import { type AtHome, atHome, callsFromHome, toBeEvaluated, wereAtHome } from './data/patients-at-home.js'
import { children, incomplete, registeredOnly, signedUp, waiting } from './data/patients-others.js'
import { fill, findingsOf } from './findings.js'
import type { House } from './house.js'
import { later } from './moments.js'
import { registerAtDesk, registerOnline } from './patients.js'
import { momentOf, tell } from './telling.js'
import { addIsolation, earliestEndOf, type Triage } from './triages.js'

/** Everybody who is not, and was not, in a bed. */
export function careAtHome(house: House): void {
  for (const story of atHome) isolate(house, story)
  for (const story of wereAtHome) isolate(house, story, { over: true })
  for (const story of toBeEvaluated) lookAfter(house, story, begin(house, story))
  for (const [ago, picture, toldBy, person] of [...waiting, ...incomplete, ...children])
    tell(house, person, picture, { at: momentOf(house, person, ago), toldBy })
  for (const [days, person] of registeredOnly)
    registerAtDesk(house, person, momentOf(house, person, { days }))
  for (const [ago, person] of signedUp)
    registerOnline(house, person, { at: momentOf(house, person, ago), approvedAt: null })
}

function isolate(house: House, story: AtHome, { over = false } = {}) {
  const told = begin(house, story)
  const { moments } = house
  const [, , , doctor] = story
  const daysAgo = daysBetween(earliestEndOf(house, told.triage), moments.today)
  const endedAt = over ? moments.at(daysAgo, '10:15') : undefined
  addIsolation(house, told.patient, told.triage, {
    ...(doctor && { doctorId: house.doctors[doctor].id }),
    ...(endedAt && { ended: endByRule(house, told.triage, doctor ?? 'patil', endedAt) }),
  })
  lookAfter(house, story, told, endedAt)
}

/** A doctor ends it on the first day on which the rule allows it. */
function endByRule(house: House, { test, presentation, at }: Triage, key: DoctorKey, endedAt: Date) {
  const { id, accountId, name, specialisation } = house.doctors[key]
  const { qualification = '', registrationNumber = '' } =
    house.rows.doctors.find((row) => row.id === id) ?? {}
  const fever = lastFeverOn(presentation, dayIn(at, house.zone))
  const input: EndInput = {
    ...{ severity: 'MILD', immunocompromised: false, symptomsResolved: null, daysAbove93OnAir: null },
    ...{ onOxygen: false, comorbiditiesStable: null },
    ...daysForEnd(test.testedOn, fever, dayIn(endedAt, house.zone)),
  }
  const record: EndRecord = {
    ...{ input, result: mayEnd(input), reason: null },
    doctor: { name, specialisation, qualification, registrationNumber },
  }
  // Plain JSON by the contract of the rules.
  const rule = record as unknown as Prisma.InputJsonObject
  return { at: endedAt, reason: ENDED_BY_RULE, byId: accountId, rule }
}

function begin(house: House, [days, picture, toldBy, doctor, person]: AtHome) {
  const ago = days === 0 ? { minutes: chance(`home ${person.name}`).whole(190, 280) } : { days }
  return tell(house, person, picture, { at: momentOf(house, person, ago), toldBy, ...(doctor && { doctor }) })
}

/** The doctor in charge calls, writes it down and prescribes. */
function lookAfter(
  house: House,
  [, picture, , doctor]: AtHome,
  { patient, triage }: ReturnType<typeof tell>,
  endedAt?: Date,
) {
  if (!doctor) return
  assign(house, patient, doctor, { from: later(triage.at, 40), ...(endedAt && { to: endedAt }) })
  const [text, usual] = callsFromHome[picture] ?? []
  if (!text || !usual) throw new RangeError(`no call is written for ${picture}`)
  const at = later(triage.at, 90)
  writeNote(house, patient, fill(text, findingsOf(house, patient, triage, at)), { at, doctor })
  const medicines = medicinesFor(patient, patient.pregnant ? 'atHomeInPregnancy' : usual, {
    usual: 'AT_HOME',
  })
  prescribe(house, patient, medicines, { at: later(at, 10), doctor })
}
