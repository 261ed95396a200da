import type { Prisma } from '../../src/generated/prisma/client.js'
import type { TestKind } from '../../src/generated/prisma/enums.js'
import { roundOf } from '../../src/observations/entry-rules.js'
import type { Readings } from '../../src/observations/rules.js'
import { addDays, type Day, dayIn, daysBetween, dayToColumn } from '../../src/shared/calendar.js'
import { earliestEndDay, hoursBetweenReadings, lastFeverOn } from '../../src/triage/isolation-period-rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { storedResult } from '../../src/triage/stored-result.js'
import { type Chance, chance, identify } from './chance.js'
import { laboratories, ownLaboratory, type Picture, type PictureName, pictures } from './data/pictures.js'
import { type House, leaveTrail } from './house.js'
import type { Registered } from './patients.js'
import { presentationOf } from './presentations.js'
import { writeRound } from './rounds.js'

export interface Triage {
  id: string
  pictureName: PictureName
  at: Date
  presentation: Presentation
  test: { testedOn: Day; testKind: TestKind; laboratory: string }
  /** Days since the illness began, on the day of this triage. */
  dayOfIllness: number
}

interface Circumstances {
  at: Date
  /** The account of whoever wrote it down. */
  by: string
  leavingOut?: readonly (keyof Readings)[]
  /** An earlier one of the same illness. */
  after?: Triage
}

/** A triage with its readings, decided by the rules that decide every triage. */
export function addTriage(
  house: House,
  patient: Registered,
  picture: PictureName,
  { at, by, leavingOut = [], after }: Circumstances,
): Triage {
  // Of the same subject, so that a triage that is completed tells of the same symptoms.
  const thrown = chance(`triage ${patient.name} ${picture}`)
  const today = dayIn(at, house.zone)
  const [shortest, longest] = pictures[picture].daysIll
  const illFor = thrown.whole(shortest, longest)
  const dayOfIllness = after ? after.dayOfIllness + daysBetween(dayIn(after.at, house.zone), today) : illFor
  const test = after?.test ?? testOf(pictures[picture], today, illFor, thrown)
  const complete = presentationOf(patient, pictures[picture], today, thrown)
  const unknown = Object.fromEntries(leavingOut.map((reading) => [reading, null]))
  const presentation = { ...complete, readings: { ...complete.readings, ...unknown } }
  const result = triage(presentation)
  if (result.status === 'INVALID') throw new RangeError(`${patient.name}: ${result.problems[0]?.text}`)

  const id = identify('triage', patient.name, at)
  const { ageYears: _age, readings, symptoms, conditions, ...answers } = presentation
  const source = by === patient.account?.id ? 'PATIENT' : 'STAFF'
  const observationId = writeRound(house, patient, { round: roundOf(readings), takenAt: at, by, source })
  house.rows.assessments.push({
    id,
    patientId: patient.id,
    observationId,
    recordedById: by,
    ...test,
    testedOn: dayToColumn(test.testedOn),
    ...answers,
    symptoms: [...(symptoms ?? [])],
    conditions: [...(conditions ?? [])],
    pregnant: patient.pregnant ?? false,
    status: result.status,
    severity: result.severity,
    site: result.site,
    homeIsolation: result.homeIsolation,
    highRisk: result.highRisk,
    result: storedResult(presentation, result),
    ruleSetVersion: result.ruleSet.version,
    createdAt: at,
  })
  leaveTrail(house, at, by, 'triage.create', { type: 'triage_assessment', id, patientId: patient.id })
  return { id, pictureName: picture, at, presentation, test, dayOfIllness }
}

function testOf(picture: Picture, today: Day, illFor: number, thrown: Chance): Triage['test'] {
  const days = thrown.whole(1, Math.min(3, illFor - 1))
  const kinds: TestKind[] = ['RT_PCR', 'RT_PCR', 'RT_PCR', 'RAPID_ANTIGEN', 'CBNAAT', 'TRUENAT']
  if (picture.testedAtTheDoor)
    return { testedOn: today, testKind: 'RAPID_ANTIGEN', laboratory: ownLaboratory }
  return {
    testedOn: addDays(today, -days),
    testKind: thrown.pick(kinds),
    laboratory: thrown.pick(laboratories),
  }
}

/** The first day on which the home isolation that follows a triage may end. */
export const earliestEndOf = (house: House, { at, test, presentation }: Triage): Day =>
  earliestEndDay(test.testedOn, lastFeverOn(presentation, dayIn(at, house.zone)))

interface EndedAtHome {
  at: Date
  reason: string
  byId: string
  /** What an end by the discharge rule leaves behind. */
  rule?: Prisma.InputJsonObject
}

/** Home isolation from the day of a triage on. Gives its id. */
export function addIsolation(
  house: House,
  patient: Registered,
  triage: Triage,
  { doctorId, ended }: { doctorId?: string; ended?: EndedAtHome } = {},
): string {
  const id = identify('isolation', patient.name, triage.at)
  house.rows.isolations.push({
    id,
    patientId: patient.id,
    assessmentId: triage.id,
    startedOn: dayToColumn(dayIn(triage.at, house.zone)),
    earliestEndOn: dayToColumn(earliestEndOf(house, triage)),
    createdAt: triage.at,
    startedAt: triage.at,
    doctorId: doctorId ?? null,
    checkHours: hoursBetweenReadings({ highRisk: triageOf(house, triage).highRisk }),
    ...(ended && {
      ...{ endedAt: ended.at, endReason: ended.reason, endedById: ended.byId },
      ...(ended.rule && { endRule: ended.rule }),
    }),
  })
  leaveTrail(house, triage.at, null, 'system.isolation-begun', {
    type: 'home_isolation',
    id,
    patientId: patient.id,
  })
  return id
}

function triageOf({ rows }: House, { id }: Triage): { highRisk: boolean } {
  const highRisk = rows.assessments.find((row) => row.id === id)?.highRisk ?? false
  return { highRisk }
}
