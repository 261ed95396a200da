import type { Prisma } from '../../src/generated/prisma/client.js'
import { type Round, roundOf } from '../../src/observations/entry-rules.js'
import { type OxygenDevice, supportBy } from '../../src/observations/oxygen-rules.js'
import { nextRound } from '../../src/observations/response-rules.js'
import type { Readings } from '../../src/observations/rules.js'
import { type ScaleDecision, type ScoreAround, scoreOf } from '../../src/observations/score-rules.js'
import { COMPARED_HOURS } from '../../src/observations/serial-rules.js'
import { readScore, storedScore } from '../../src/observations/stored-score.js'
import { ageOn, dayIn } from '../../src/shared/calendar.js'
import { type Chance, chance, identify } from './chance.js'
import { onScale2, type Support, struckOut, supports, worsening } from './data/rounds.js'
import { type House, leaveTrail } from './house.js'
import { later } from './moments.js'
import type { Registered } from './patients.js'
import type { WrittenStay } from './stays.js'

const HOUR = 3_600_000
/** Longer ago nobody looks in a demonstration. */
const KEPT_DAYS = 9

/** The rounds of a stay: from how the patient came, towards being well, or for some towards worse at the end. */
export function addRounds(house: House, stay: WrittenStay): void {
  const { patient, admittedAt, dischargedAt, doctors, admissionId } = stay
  const thrown = chance(`rounds ${patient.name}`)
  const end = dischargedAt ?? house.moments.now
  const from = Math.max(admittedAt.getTime() + HOUR / 2, end.getTime() - KEPT_DAYS * 24 * HOUR)
  const support = supports[stay.triage?.pictureName ?? 'none'] ?? []
  const isIntensive = support.some(({ device }) => device === 'HIGH_FLOW' || device === 'VENTILATOR')
  const decision = decideScale(house, stay)
  const earlier: ScoreAround['earlier'][number][] = []
  const doctor = doctors[0] && house.doctors[doctors[0]]
  const late = dischargedAt !== null || patient.turn % 7 === 3
  for (let at = from, nth = 0; at < end.getTime() - HOUR / 6; nth++) {
    const takenAt = new Date(Math.round(at / 300_000) * 300_000)
    const hoursLeft = (end.getTime() - at) / HOUR
    const course = { sick: sicknessAt(stay, at, end), worse: worseAt(patient, dischargedAt, hoursLeft) }
    const round = roundAt(stay, support, course, nth, thrown)
    const by =
      nth % 4 === 3 && doctor ? doctor.accountId : (house.recordsIds[nth % house.recordsIds.length] ?? '')
    writeRound(house, patient, { round, takenAt, by, admissionId, decision, earlier })
    earlier.push({ ...round, takenAt, total: house.rows.observations.at(-1)?.news2Total ?? null })
    at +=
      (isIntensive && hoursLeft < 26 ? 2 : course.worse > 0 ? 1.5 : 6) * HOUR + thrown.whole(-10, 10) * 60_000
    // Lately as often as the score asks for; a ward has somebody who is late with it.
    const due = hoursLeft < LATELY && !late && dueAfter(house)
    if (due) at = Math.min(at, takenAt.getTime() + 0.6 * (due - takenAt.getTime()))
  }
  strikeOne(house, patient, doctor?.accountId ?? '')
}

/** Hours before now in which rounds keep to what their scores ask for. */
const LATELY = 7

function dueAfter({ rows }: House): number | null {
  const last = rows.observations.at(-1)
  const score = last && readScore(last.news2 as Prisma.JsonValue)
  return (score && nextRound(score, new Date(last.takenAt))?.by.getTime()) ?? null
}

/** After the ward: what the doctor measured in the clinic, and what the patient measures herself since then. */
export function addRoundsAtHome(house: House, patient: Registered, reviewedAt: Date, by: string): void {
  const well: Readings = {
    ...{ spo2: 97, oxygen: 'ROOM_AIR', respiratoryRate: 16, temperatureTenthsC: 367 },
    ...{ pulse: 82, systolic: 118, diastolic: 76, consciousness: 'A' },
  }
  writeRound(house, patient, { round: { ...roundOf(well), weightGrams: 61_400 }, takenAt: reviewedAt, by })
  const own = patient.account?.id
  const days = [5, 4, 3, 2, 1].filter((ago) => house.moments.at(ago, '08:10') > reviewedAt)
  for (const ago of own ? days : []) {
    const thrown = chance(`at home ${ago}`)
    const measured = {
      ...NOT_MEASURED,
      spo2: thrown.whole(96, 98),
      oxygen: 'ROOM_AIR' as const,
      temperatureTenthsC: thrown.whole(364, 369),
      pulse: thrown.whole(74, 86),
    }
    const takenAt = house.moments.at(ago, '08:10')
    writeRound(house, patient, { round: roundOf(measured), takenAt, by: own ?? by, source: 'PATIENT' })
  }
}

const NOT_MEASURED: Readings = {
  spo2: null,
  oxygen: null,
  respiratoryRate: null,
  temperatureTenthsC: null,
  pulse: null,
  systolic: null,
  diastolic: null,
  consciousness: null,
}

interface Given {
  round: Round
  takenAt: Date
  by: string
  admissionId?: string
  decision?: ScaleDecision | null
  earlier?: ScoreAround['earlier']
  source?: 'STAFF' | 'PATIENT'
  /** False for what was measured at home: a NEWS2 is for rounds by staff. */
  scored?: boolean
}

/** One round with its score, as the application would have written it. */
export function writeRound(
  house: House,
  patient: Pick<Registered, 'id' | 'name' | 'bornOn' | 'pregnant'>,
  given: Given,
): string {
  const { round, takenAt, by, admissionId = null, decision = null, earlier = [], source = 'STAFF' } = given
  const { scored = true } = given
  const id = identify('observation', patient.name, takenAt)
  const since = takenAt.getTime() - COMPARED_HOURS * HOUR
  const pregnant = patient.pregnant ?? false
  const score = scoreOf(round, {
    ageYears: patient.bornOn && ageOn(patient.bornOn, dayIn(takenAt, house.zone)).years,
    pregnant,
    decision: decision && new Date(decision.decidedAt) <= takenAt ? decision : null,
    earlier: earlier.filter((one) => one.takenAt.getTime() >= since),
  })
  house.rows.observations.push({
    ...round,
    ...{
      id,
      patientId: patient.id,
      admissionId,
      recordedById: by,
      takenAt,
      recordedAt: takenAt,
      pregnant,
      source,
    },
    spo2Scale: score.spo2Scale,
    ...(scored
      ? { news2: storedScore(score), news2Total: score.total, news2Band: score.band }
      : { news2Total: null, news2Band: null }),
  })
  leaveTrail(house, takenAt, by, 'observation.create', { type: 'observation', id, patientId: patient.id })
  return id
}

/** 1 on arrival, 0 when well; those who are still here have some way to go. */
function sicknessAt({ admittedAt, dischargedAt }: WrittenStay, at: number, end: Date): number {
  const whole = dischargedAt ? end.getTime() - admittedAt.getTime() : 9 * 24 * HOUR
  return Math.max(0, 1 - (at - admittedAt.getTime()) / whole)
}

/** 0 to 1 over the last hours of those who are getting worse now. */
function worseAt(patient: Registered, dischargedAt: Date | null, hoursLeft: number): number {
  const hours = dischargedAt ? undefined : worsening[patient.name]
  return hours === undefined || hoursLeft > hours ? 0 : 1 - hoursLeft / hours
}

function roundAt(
  { patient, triage }: WrittenStay,
  support: readonly Support[],
  { sick, worse }: { sick: number; worse: number },
  nth: number,
  thrown: Chance,
): Round {
  const came = triage?.presentation.readings
  const between = (ill: number, well: number) => Math.round(well + (ill - well) * sick)
  const isChild = triage?.presentation.ageYears != null && triage.presentation.ageYears < 16
  const step =
    support[Math.min(support.length - 1, Math.floor((1 - sick) * support.length + worse * -2 + 0.001))]
  const given = worse > 0.3 ? (support[0] ?? WORSE) : sick < 0.2 && worse === 0 ? undefined : step
  const lungs = patient.conditions.includes('COPD') ? 4 : 0
  const systolic = between(came?.systolic ?? 122, 124) + thrown.whole(-6, 6) - Math.round(worse * 18)
  const covered = given ? Math.max(came?.spo2 ?? 95, 93) : (came?.spo2 ?? 97)
  return {
    ...roundOf({
      spo2: Math.min(100, between(covered, 97) - lungs + thrown.whole(-1, 1) - Math.round(worse * 5)),
      oxygen: given ? supportBy(given.device) : 'ROOM_AIR',
      respiratoryRate:
        between(came?.respiratoryRate ?? 17, isChild ? 22 : 16) + thrown.whole(-1, 1) + Math.round(worse * 7),
      temperatureTenthsC:
        between(came?.temperatureTenthsC ?? 369, 367) + thrown.whole(-3, 3) + Math.round(worse * 8),
      pulse: between(came?.pulse ?? 82, isChild ? 96 : 76) + thrown.whole(-5, 5) + Math.round(worse * 26),
      systolic,
      diastolic: Math.min(systolic - 25, between(came?.diastolic ?? 78, 78) + thrown.whole(-4, 4)),
      consciousness: sick > 0.5 ? (came?.consciousness ?? 'A') : 'A',
    }),
    ...(given && flowOf(given, worse)),
    pain: nth % 2 === 0 ? Math.max(0, between(thrown.whole(0, 4), 0)) : null,
    glucoseMgDl: patient.conditions.includes('DIABETES') && nth % 2 === 0 ? thrown.whole(118, 252) : null,
    weightGrams: nth === 0 && !isChild ? 52_000 + (patient.turn % 9) * 3_400 : null,
  }
}

const WORSE: Support = { device: 'NASAL_CANNULA', flow: 40 }

function flowOf({ device, flow, fio2 }: Support, worse: number) {
  const stepped: { oxygenDevice: OxygenDevice; oxygenFlowTenths: number | null; fio2: number | null } = {
    oxygenDevice: device,
    oxygenFlowTenths: flow === undefined ? null : Math.min(flow + Math.round(worse * 2) * 10, flow * 2),
    fio2: fio2 ?? null,
  }
  return stepped
}

function decideScale(house: House, { patient, admittedAt }: WrittenStay): ScaleDecision | null {
  const decided = onScale2[patient.name]
  if (!decided) return null
  const { doctor, reason } = decided
  const decidedAt = later(admittedAt, 150)
  const id = identify('scale', patient.name, decidedAt)
  const { id: doctorId, accountId, name } = house.doctors[doctor]
  house.rows.scaleDecisions.push({ id, patientId: patient.id, doctorId, scale: 2, reason, decidedAt })
  const subject = { type: 'spo2_scale_decision', id, patientId: patient.id }
  leaveTrail(house, decidedAt, accountId, 'observation.set-scale', subject)
  return { scale: 2, doctor: name, decidedAt: decidedAt.toISOString() }
}

/** The third last round of some is not theirs. */
function strikeOne(house: House, patient: Registered, by: string) {
  const reason = struckOut[patient.name]
  const wrong = house.rows.observations.filter(({ patientId }) => patientId === patient.id).at(-3)
  if (!reason || !wrong) return
  const struckAt = later(wrong.takenAt, 25)
  Object.assign(wrong, { struckAt, struckById: by, struckReason: reason })
  leaveTrail(house, struckAt, by, 'observation.strike', {
    type: 'observation',
    id: wrong.id,
    patientId: patient.id,
  })
}
