import { z } from 'zod'
import { day, instant, number, row, sentence, text } from './schema-parts.js'

/** What was found and done, entry by entry. Part of record.json: see `recordSchema`. */
export const triage = z.strictObject({
  ...row,
  testedDay: day,
  testKind: z.string(),
  laboratory: z.string(),
  symptoms: z.array(z.string()),
  conditions: z.array(z.string()),
  breathlessness: z.boolean().nullable(),
  feverDays: number,
  pregnant: z.boolean(),
  status: z.string(),
  severity: text,
  site: text,
  homeIsolation: text,
  highRisk: z.boolean(),
  ruleSet: z.string(),
  measurementId: z.uuid(),
})

export const homeIsolation = z.strictObject({
  ...row,
  startedDay: day,
  earliestEndDay: day,
  hoursBetweenReports: z.int(),
  doctor: text,
  caregiver: text,
  caregiverPhone: text,
  plan: text,
  endedAt: instant.nullable(),
  endReason: text,
  certificate: z
    .strictObject({
      doctor: z.string(),
      registrationNumber: z.string(),
      clinicalDecision: z.boolean(),
      conditions: z.array(sentence),
      ruleSet: z.string(),
    })
    .nullable(),
})

export const stay = z.strictObject({
  ...row,
  dischargedAt: instant.nullable(),
  beds: z.array(
    z.strictObject({
      ward: z.string(),
      bed: z.string(),
      startedAt: instant,
      endedAt: instant.nullable(),
    }),
  ),
  reason: z.string().optional().describe('administration only'),
  dischargeNote: text.optional().describe('administration only'),
})

export const dischargeSummary = z.strictObject({
  ...row,
  stayId: z.uuid(),
  version: z.int(),
  doctor: z.string(),
  diagnosis: z.string(),
  course: z.string(),
  condition: z.string(),
  medicines: text,
  advice: z.string(),
  followUpDay: day.nullable(),
  reason: text,
})

export const measurement = z.strictObject({
  ...row,
  spo2Percent: number,
  oxygen: text,
  oxygenDevice: text,
  oxygenLitresPerMinute: number,
  fio2Percent: number,
  breathsPerMinute: number,
  temperatureCelsius: number,
  pulsePerMinute: number,
  systolicMmHg: number,
  diastolicMmHg: number,
  consciousness: text,
  painOf10: number,
  glucoseMgDl: number,
  weightKg: number,
  news2: number,
  source: z.enum(['STAFF', 'PATIENT']),
})

export const order = z.strictObject({
  ...row,
  number: z.int(),
  kind: z.enum(['TEST', 'TREATMENT']),
  code: z.string(),
  name: z.string(),
  doctor: z.string(),
  priority: z.string(),
  status: z.string(),
  scheduledAt: instant.nullable(),
  collectedAt: instant.nullable(),
  completedAt: instant.nullable(),
  releasedAt: instant.nullable(),
  results: z.array(
    z.strictObject({
      version: z.int(),
      status: z.string(),
      recordedAt: instant,
      comment: text,
      reason: text,
      values: z.array(
        z.strictObject({
          code: z.string(),
          name: z.string(),
          number,
          text,
          unit: text,
          flag: text,
          low: number,
          high: number,
        }),
      ),
    }),
  ),
  question: text.optional().describe('administration only'),
  givenNote: text.optional().describe('administration only'),
  statusReason: text.optional().describe('administration only'),
})

export const prescription = z.strictObject({
  ...row,
  number: z.int(),
  doctor: z.string(),
  status: z.string(),
  replacesId: z.uuid().nullable(),
  ruleSet: text,
  medicines: z.array(
    z.strictObject({
      medicine: z.string(),
      route: text,
      dose: z.string(),
      frequency: z.string(),
      maxPerDay: number,
      durationDays: z.int(),
      quantity: number,
      instructions: text,
      stoppedAt: instant.nullable(),
      stopReason: text,
    }),
  ),
  warnings: z.array(
    z.strictObject({
      kind: z.string(),
      severity: z.string(),
      ...sentence.shape,
      source: z.string(),
      reason: z.string(),
    }),
  ),
})

export const homeReport = z.strictObject({
  ...row,
  homeIsolationId: z.uuid(),
  dailyReportId: z.uuid().nullable(),
  breathing: text,
  feeling: text,
  symptoms: z.array(z.string()),
  feverDays: number,
  alert: z.string(),
  reasons: z.array(sentence),
  ruleSet: z.string(),
  measurementId: z.uuid().nullable(),
})

export const dailyReport = z.strictObject({
  ...row,
  day,
  mood: z.string(),
  ratingOf10: z.int(),
  symptoms: z.array(z.string()),
  description: text,
  temperatureCelsius: number,
  spo2Percent: number,
  pulsePerMinute: number,
})

export const service = z.strictObject({
  ...row,
  name: z.string(),
  status: z.string(),
  priority: z.string(),
  details: text,
  requestedBy: z.string(),
  whoComes: text,
  plannedAt: instant.nullable(),
  doneAt: instant.nullable(),
  priceMinor: number,
  closeReason: text,
  stayId: z.uuid().nullable(),
  homeIsolationId: z.uuid().nullable(),
})
