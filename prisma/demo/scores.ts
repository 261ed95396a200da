import type { Prisma } from '../../src/generated/prisma/client.js'
import { agesOf } from '../../src/scores/person-rules.js'
import { inBrief, scoreKinds, type Worked, workedFourC, workedProgression } from '../../src/scores/rules.js'
import { dayFromColumn, dayIn } from '../../src/shared/calendar.js'
import type { FourCComorbidity } from '../../src/triage/four-c-comorbidity-rules.js'
import type { Condition } from '../../src/triage/history-rules.js'
import { readResult } from '../../src/triage/stored-result.js'
import { chance, identify } from './chance.js'
import { type House, leaveTrail } from './house.js'
import { later } from './moments.js'

/** Hours after the admission at which the doctor works the mortality score out, and the step of the course. */
const AFTER_ADMISSION = 3

/** Scores of those in a bed. After all triages and stays are there. */
export function workOutScores(house: House): void {
  for (const stay of house.rows.admissions) if (!stay.dischargedAt) scoreStay(house, stay)
}

type Stay = House['rows']['admissions'][number]

function scoreStay(house: House, stay: Stay) {
  const { rows, zone, moments } = house
  const patient = rows.patients.find(({ id }) => id === stay.patientId)
  const triage = rows.assessments.find(({ id }) => id === stay.assessmentId)
  const by = doctorOf(house, stay.patientId)
  const at = stay.admittedAt instanceof Date ? later(stay.admittedAt, AFTER_ADMISSION * 60) : null
  if (!patient || !triage || !by || !at || at > moments.now) return
  const ages = agesOf(patient.dateOfBirth && dayFromColumn(patient.dateOfBirth), dayIn(at, zone))
  if (ages.ageYears === null || ages.ageYears < 18) return
  // Only `storedResult` writes it.
  const { told, severity } = readResult(triage.result as Prisma.JsonValue)
  const { readings, conditions } = told
  const thrown = chance(`scores ${patient.name}`)
  const isSevere = severity === 'SEVERE'
  const worked: Worked[] = [
    workedFourC(
      {
        sex: patient.sex,
        comorbidities: (conditions ?? []).flatMap((condition) => COUNTED[condition] ?? []),
        respiratoryRate: readings.respiratoryRate,
        spo2: readings.spo2,
        oxygen: readings.oxygen,
        spo2OnAir: null,
        gcs: readings.consciousness === 'A' ? 15 : null,
        consciousness: readings.consciousness,
        sedated: false,
        urea: thrown.whole(isSevere ? 44 : 24, isSevere ? 92 : 52),
        ureaUnit: 'mg/dL',
        crp: thrown.whole(isSevere ? 90 : 18, isSevere ? 190 : 96),
        crpUnit: 'mg/L',
      },
      { ...ages, admitted: true },
    ),
    workedProgression({
      ...{ dead: false, infected: true, setting: 'HOSPITAL', symptomatic: true, assistanceNeeded: null },
      support: readings.oxygen === 'ROOM_AIR' && !isSevere ? 'NONE' : 'LOW_FLOW',
      ...{ pfRatio: null, sfRatio: null, vasopressors: false, dialysis: false, ecmo: false },
    }),
  ]
  for (const [nth, one] of worked.entries()) write(house, stay, one, later(at, nth * 4), by)
}

function write({ rows, ...house }: House, stay: Stay, worked: Worked, at: Date, by: string) {
  const { kind, told, result } = worked
  const { status, ...brief } = inBrief(worked)
  if (status === 'INVALID') throw new RangeError(`${stay.patientId}: ${result.problems[0]?.text}`)
  const id = identify(`score ${kind}`, stay.patientId, at)
  rows.scores.push({
    ...{ id, patientId: stay.patientId, admissionId: stay.id ?? null, kind, status, ...brief },
    // Plain JSON by the contract of the rules.
    told: told as unknown as Prisma.InputJsonObject,
    result: result as unknown as Prisma.InputJsonObject,
    ...{ ruleSetVersion: scoreKinds[kind].version, recordedById: by, recordedAt: at },
  })
  const subject = { type: 'clinical_score', id, patientId: stay.patientId }
  leaveTrail({ rows, ...house }, at, by, 'score.record', subject)
}

/** The account of the doctor who has the patient in care. */
function doctorOf({ rows, doctors }: House, patientId: string): string | undefined {
  const assignment = rows.assignments.find((one) => one.patientId === patientId && !one.endedAt)
  return Object.values(doctors).find(({ id }) => id === assignment?.doctorId)?.accountId
}

/** What counts in the mortality score; high blood pressure and asthma do not. */
const COUNTED: Partial<Record<Condition, FourCComorbidity>> = {
  HEART_DISEASE: 'CARDIAC',
  COPD: 'RESPIRATORY',
  CHRONIC_LUNG_DISEASE: 'RESPIRATORY',
  HYPERCAPNIC_FAILURE: 'RESPIRATORY',
  CHRONIC_KIDNEY_DISEASE: 'RENAL',
  CHRONIC_LIVER_DISEASE: 'LIVER',
  CEREBROVASCULAR_DISEASE: 'NEUROLOGICAL',
  DIABETES: 'DIABETES',
  HIV: 'HIV',
  CANCER_THERAPY: 'MALIGNANCY',
  OBESITY: 'OBESITY',
}
