import { daysBetween } from '../../src/shared/calendar.js'
import { assign, medicinesFor, prescribe, writeNote } from './care.js'
import { chance } from './chance.js'
import { type AtHome, atHome, callsFromHome, toBeEvaluated, wereAtHome } from './data/patients-at-home.js'
import { children, incomplete, registeredOnly, signedUp, waiting } from './data/patients-others.js'
import { fill, findingsOf } from './findings.js'
import type { House } from './house.js'
import { later } from './moments.js'
import { registerAtDesk, registerOnline } from './patients.js'
import { momentOf, tell } from './telling.js'
import { addIsolation, earliestEndOf } from './triages.js'

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

const FREE = 'At least 7 days since the positive test, and 3 days without fever.'

function isolate(house: House, story: AtHome, { over = false } = {}) {
  const told = begin(house, story)
  const { moments } = house
  const daysAgo = daysBetween(earliestEndOf(house, told.triage), moments.today)
  const ended = over ? { at: moments.at(daysAgo, '10:15'), reason: FREE } : undefined
  addIsolation(house, told.patient, told.triage, ended)
  lookAfter(house, story, told, ended?.at)
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
