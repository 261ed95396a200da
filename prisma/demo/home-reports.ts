import { gravityOf, isRedFlag, tellsOfFever } from '../../src/isolation/answer-rules.js'
import { type ReportScore, scoreReport } from '../../src/isolation/monitoring-rules.js'
import { type HomeReport, presentationOf } from '../../src/isolation/report-rules.js'
import { storedReport } from '../../src/isolation/stored-report.js'
import { roundOf } from '../../src/observations/entry-rules.js'
import { ageOn, dayFromColumn, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import type { Symptom } from '../../src/triage/history-rules.js'
import { earliestEndDay } from '../../src/triage/isolation-period-rules.js'
import { addAlert } from './alert-rows.js'
import { chance, identify } from './chance.js'
import type { DoctorKey } from './data/doctors.js'
import { caregivers, silentFor, worrying } from './data/home-reports.js'
import { type House, leaveTrail, receptionistAt } from './house.js'
import { later } from './moments.js'
import { writeRound } from './rounds.js'
import type { Rows } from './rows.js'

/** Longer ago nobody looks in a demonstration. */
const KEPT_HOURS = 96
const SILENCE_ALERT_HOURS = 36

type Isolation = Rows['isolations'][number]
type Patient = Rows['patients'][number]

/** What those at home tell, scored as on arrival, and whom it alerts; after their daily reports. */
export function reportFromHome(house: House): void {
  for (const isolation of house.rows.isolations) {
    const patient = house.rows.patients.find(({ id }) => id === isolation.patientId)
    if (isolation.endedAt || !patient) continue
    const [caregiverName = null, caregiverPhone = null, planNote = null] = caregivers[patient.name] ?? []
    Object.assign(isolation, { caregiverName, caregiverPhone, planNote })
    const before: HomeReport[] = []
    for (const arrival of arrivalsOf(house, isolation, patient)) {
      write(house, isolation, patient, arrival, before)
      before.push(arrival.told)
    }
    alertOfSilence(house, isolation, patient)
  }
}

interface Arrival {
  told: HomeReport
  dailyReportId: string | null
}

function arrivalsOf(house: House, isolation: Isolation, patient: Patient): Arrival[] {
  const { now } = house.moments
  const silentSince = later(now, -60 * (silentFor[patient.name] ?? 0))
  // Who worries does not tell in between that all is well.
  const worries = worrying[patient.name] ?? []
  const calmUntil = later(silentSince, -(worries[0]?.[0] ?? 0))
  const arrivals = [
    ...regular(isolation, patient, calmUntil),
    ...daily(house, isolation),
    ...worries.map(([minutesAgo, told]) => quick(house.moments.minutesAgo(minutesAgo), told)),
  ]
  return arrivals
    .filter(({ told: { at } }) => at <= silentSince)
    .sort((one, other) => one.told.at.getTime() - other.told.at.getTime())
}

/** Every so many hours, as the plan says; the last one when the silence began. */
function regular(isolation: Isolation, { name }: Patient, until: Date): Arrival[] {
  const thrown = chance(`from home ${name}`)
  const step = 60 * isolation.checkHours
  const first = Math.max(
    isolation.startedAt.getTime() + 3 * 3_600_000,
    later(until, -60 * KEPT_HOURS).getTime(),
  )
  const arrivals: Arrival[] = []
  for (
    let at = later(until, -thrown.whole(5, 90));
    at.getTime() >= first;
    at = later(at, -step - thrown.whole(-40, 20))
  )
    arrivals.push(
      quick(at, {
        spo2: thrown.whole(95, 98),
        pulse: thrown.whole(72, 92),
        temperature: thrown.whole(972, 995) / 10,
      }),
    )
  return arrivals
}

/** The daily report of who is at home is a report from home as well. */
function daily({ rows, moments }: House, isolation: Isolation): Arrival[] {
  const from = Math.max(isolation.startedAt.getTime(), later(moments.now, -60 * KEPT_HOURS).getTime())
  return rows.dailyReports.flatMap(({ id, patientId, createdAt, temperatureTenthsC, ...report }) => {
    if (patientId !== isolation.patientId || createdAt.getTime() < from) return []
    const told = {
      ...{ at: createdAt, spo2: report.spo2, pulse: report.pulse },
      ...{
        temperature: temperatureTenthsC && temperatureTenthsC / 10,
        temperatureUnit: temperatureTenthsC ? ('C' as const) : null,
      },
      // Only codes of the list are written there.
      symptoms: report.symptoms as Symptom[],
    }
    return [{ told: { ...quick(createdAt, {}).told, ...told, feverDays: null }, dailyReportId: id }]
  })
}

const quick = (at: Date, told: Partial<HomeReport>): Arrival => ({
  told: {
    ...{ at, spo2: null, onOxygen: false, respiratoryRate: null, pulse: null, temperature: null },
    ...{ breathing: 'SAME', feeling: 'BETTER', symptoms: [], feverDays: 0 },
    ...told,
    temperatureUnit: told.temperature === undefined ? null : 'F',
  },
  dailyReportId: null,
})

function write(
  house: House,
  isolation: Isolation,
  patient: Patient,
  arrival: Arrival,
  before: HomeReport[],
): void {
  const { told, dailyReportId } = arrival
  const { at } = told
  const bornOn = patient.dateOfBirth && dayFromColumn(patient.dateOfBirth)
  const ageYears = bornOn && ageOn(bornOn, dayIn(at, house.zone)).years
  const score = scoreReport(told, before, { ageYears, zone: house.zone })
  if (score.alert === null) throw new RangeError(`${patient.name}: ${score.problems[0]?.text}`)
  const by = patient.accountId ?? receptionistAt(house, at)
  const { readings } = presentationOf(told, null)
  const isMeasured = told.spo2 !== null || told.pulse !== null || told.temperature !== null
  const whose = { id: patient.id, name: patient.name, bornOn }
  const id = identify('report from home', `${patient.name} ${dailyReportId ?? ''}`, at)
  house.rows.homeChecks.push({
    ...{ id, patientId: patient.id, isolationId: isolation.id, dailyReportId, reportedById: by },
    ...{ takenAt: at, createdAt: at, breathing: told.breathing, feeling: told.feeling },
    ...{ symptoms: [...(told.symptoms ?? [])], feverDays: told.feverDays, alert: score.alert },
    ...{ result: storedReport(told, score), ruleSetVersion: score.ruleSet.version },
    observationId: isMeasured
      ? writeRound(house, whose, {
          round: roundOf(readings),
          takenAt: at,
          by,
          source: 'PATIENT',
          scored: false,
        })
      : null,
  })
  leaveTrail(house, at, by, 'isolation.report', { type: 'home_check', id, patientId: patient.id })
  if (tellsOfFever(told)) moveEnd(house, isolation, at)
  alertOf(house, isolation, id, score, at, by)
}

function moveEnd({ rows, zone }: House, isolation: Isolation, at: Date): void {
  const triage = rows.assessments.find(({ id }) => id === isolation.assessmentId)
  if (!triage) return
  const end = dayToColumn(earliestEndDay(dayFromColumn(new Date(triage.testedOn)), dayIn(at, zone)))
  if (end > new Date(isolation.earliestEndOn)) isolation.earliestEndOn = end
}

function alertOf(
  house: House,
  { patientId, doctorId }: Isolation,
  subjectId: string,
  score: ReportScore,
  at: Date,
  raisedById: string,
): void {
  const doctor = keyOf(house, doctorId)
  const { alert } = score
  const [worst] = score.reasons
  if (!alert || !isRedFlag(alert) || !worst || !doctor) return
  const { text, values: facts } = worst
  const gravity = gravityOf(score)
  addAlert(house, { patientId, kind: 'RED_FLAG', subjectId, text, facts, gravity, doctor, at, raisedById })
}

function alertOfSilence(house: House, { id, patientId, doctorId }: Isolation, { name }: Patient): void {
  const hours = silentFor[name] ?? 0
  const doctor = keyOf(house, doctorId)
  const last = house.rows.homeChecks.findLast((check) => check.isolationId === id)
  if (hours < SILENCE_ALERT_HOURS || !doctor || !last) return
  addAlert(house, {
    ...{ patientId, kind: 'SILENCE', subjectId: last.id, doctor },
    ...{ text: 'No report from home for {{hours}} hours.', facts: { hours: SILENCE_ALERT_HOURS } },
    at: later(last.takenAt, 60 * SILENCE_ALERT_HOURS),
  })
}

function keyOf({ doctors }: House, doctorId: string | null): DoctorKey | null {
  const found = Object.entries(doctors).find(([, { id }]) => id === doctorId)
  // The keys of that record are those of the doctors.
  return found ? (found[0] as DoctorKey) : null
}
