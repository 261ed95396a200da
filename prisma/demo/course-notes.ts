import { dayIn, daysBetween } from '../../src/shared/calendar.js'
import { chance } from './chance.js'
import { wardCourses } from './data/courses-ward.js'
import type { DoctorKey } from './data/doctors.js'
import { notSeenYet } from './data/patients-admitted.js'
import { type Findings, fill, findingsOf } from './findings.js'
import type { House } from './house.js'
import { later } from './moments.js'
import type { Stay } from './stay-plans.js'

interface Note {
  text: string
  at: Date
  doctor: DoctorKey
}

/** What the doctors in charge wrote in a stay, and what was written under its discharge. */
export function notesOf(house: House, stay: Stay): { notes: Note[]; advice: string | null } {
  const { patient, triage, course, doctors, admittedAt, dischargedAt } = stay
  const [first, second = first] = doctors
  if (!first || !second) throw new RangeError(`nobody is in charge of ${patient.name}`)
  const findings = { ...findingsOf(house, patient, triage, later(admittedAt, 45)), ...lengths(house, stay) }
  const written = (text: string, at: Date, doctor: DoctorKey) => ({ text: fill(text, findings), at, doctor })

  const arrival = turnOf(course.arrival, patient.turn)
  const mornings = morningsOf(stay).map((text, index) => ({ text, at: morningAt(house, stay, index + 1) }))
  const notes = [
    written(arrival, later(admittedAt, 45), first),
    ...mornings.flatMap(({ text, at }, index) =>
      at ? [written(text, at, index % 3 === 1 ? second : first)] : [],
    ),
  ]
  if (!dischargedAt) return { notes, advice: null }
  if (!course.end) throw new RangeError(`${patient.name}: the end of this course is not written`)
  notes.push(written(course.end.note, later(dischargedAt, -50), first))
  return { notes, advice: fill(course.end.advice, findings) }
}

function morningsOf({ course, patient, stretches }: Stay): readonly string[] {
  const mornings = turnOf(course.mornings, patient.turn)
  const [before, after] = stretches
  if (!before?.to || !after) return mornings
  // After the move it goes on as on a ward: without the first days there.
  const nights = daysBetween(dayIn(before.from, 'UTC'), dayIn(before.to, 'UTC'))
  return [...mornings.slice(0, nights), ...turnOf(wardCourses.moderate.mornings, patient.turn).slice(2)]
}

/** The morning round of that day of the stay; null where it has not come, or the patient had left. */
function morningAt(house: House, { patient, admittedAt, dischargedAt }: Stay, day: number): Date | null {
  const { moments, zone } = house
  const thrown = chance(`round ${day} ${patient.name}`)
  const length = daysBetween(dayIn(admittedAt, zone), dayIn(dischargedAt ?? moments.now, zone))
  if (day > length || (dischargedAt && day === length)) return null
  if (!dischargedAt && day >= length - 1 && notSeenYet.includes(patient.name)) return null
  if (day === length) {
    const at = moments.minutesAgo(thrown.whole(25, 200))
    // A start soon after midnight: who came in the evening has not had a round yet.
    return at > later(admittedAt, 240) ? at : null
  }
  const daysAgo = daysBetween(dayIn(admittedAt, zone), moments.today) - day
  return later(moments.at(daysAgo, '08:20'), thrown.whole(0, 150))
}

function lengths({ moments, zone }: House, { admittedAt, dischargedAt, stretches }: Stay): Findings {
  const until = dayIn(dischargedAt ?? moments.now, zone)
  const moved = stretches.at(-1)?.from ?? admittedAt
  return {
    days: daysBetween(dayIn(admittedAt, zone), until),
    onTheWard: daysBetween(dayIn(moved, zone), until),
  }
}

function turnOf<T>(wordings: readonly T[], turn: number): T {
  const wording = wordings[turn % wordings.length]
  if (wording === undefined) throw new RangeError('a course needs one wording at least')
  return wording
}
