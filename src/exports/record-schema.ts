import { z } from 'zod'
import { FORMAT } from './rules.js'

const instant = z.string().describe('An instant, ISO 8601 with its offset')
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const text = z.string().nullable()
const number = z.number().nullable()
/** An English sentence with the values that stand in it. */
const sentence = z.strictObject({
  text: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
const row = { id: z.uuid(), at: instant }

/**
 * record.json as it is handed out: version 1. Fields may be added within a version, so that a reader skips what it does
 * not know; nothing is renamed or taken away. Money is in the smallest unit of its currency. Codes in capitals are the
 * hospital's own; `null` is "not recorded". The parts `notes` and `letters`, and the fields marked so, are there only in
 * the administration's copy.
 */
export const recordSchema = z.strictObject({
  format: z.literal(FORMAT.name),
  version: z.literal(FORMAT.version),
  exportedAt: instant,
  hospital: z.string(),
  audience: z.enum(['PATIENT', 'ADMINISTRATION']),
  person: z.strictObject({
    id: z.uuid(),
    number: z.int(),
    name: z.string(),
    localName: text,
    sex: text,
    dateOfBirth: day.nullable(),
    phone: text,
    email: text,
    address: text,
    bloodGroup: text,
    governmentIdKind: text,
    governmentIdNumber: text,
    medicalHistory: text,
    noKnownAllergiesAt: instant.nullable(),
    wantsReminders: z.boolean(),
    registeredAt: instant,
    contacts: z.array(z.strictObject({ name: z.string(), relation: z.string(), phone: z.string() })),
    whoBooksForThem: z.array(z.strictObject({ name: z.string(), relation: z.string(), since: instant })),
  }),
  allergies: z.array(
    z.strictObject({
      ...row,
      kind: z.string(),
      substance: z.string(),
      code: text,
      reaction: text,
      severity: z.string(),
    }),
  ),
  conditions: z.array(
    z.strictObject({
      ...row,
      name: z.string(),
      icd10: text,
      sinceDay: day.nullable(),
      note: text.optional().describe('administration only'),
      status: z.string(),
      resolvedDay: day.nullable(),
    }),
  ),
  visits: z.array(
    z.strictObject({
      ...row,
      number: z.int(),
      doctor: z.string(),
      status: z.string(),
      priority: z.string(),
      byVideo: z.boolean(),
      reason: z.string(),
      statusReason: text,
      endsAt: instant,
    }),
  ),
  triages: z.array(
    z.strictObject({
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
    }),
  ),
  homeIsolations: z.array(
    z.strictObject({
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
    }),
  ),
  stays: z.array(
    z.strictObject({
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
    }),
  ),
  dischargeSummaries: z.array(
    z.strictObject({
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
    }),
  ),
  measurements: z.array(
    z.strictObject({
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
    }),
  ),
  orders: z.array(
    z.strictObject({
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
    }),
  ),
  prescriptions: z.array(
    z.strictObject({
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
    }),
  ),
  documents: z.array(
    z.strictObject({
      ...row,
      kind: z.string(),
      title: z.string(),
      day,
      orderId: z.uuid().nullable(),
      releasedAt: instant.nullable(),
      mediaType: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      file: z.string().describe('its place in the archive'),
    }),
  ),
  dailyReports: z.array(
    z.strictObject({
      ...row,
      day,
      mood: z.string(),
      ratingOf10: z.int(),
      symptoms: z.array(z.string()),
      description: text,
      temperatureCelsius: number,
      spo2Percent: number,
      pulsePerMinute: number,
    }),
  ),
  homeReports: z.array(
    z.strictObject({
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
    }),
  ),
  services: z.array(
    z.strictObject({
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
    }),
  ),
  invoices: z.array(
    z.strictObject({
      ...row,
      number: z.string(),
      stayId: z.uuid().nullable(),
      currency: z.string(),
      totalMinor: z.int(),
      lines: z.array(
        z.strictObject({
          kind: z.string(),
          description: z.string(),
          quantity: z.int(),
          unitPriceMinor: z.int(),
          amountMinor: z.int(),
        }),
      ),
    }),
  ),
  notes: z
    .array(
      z.strictObject({
        ...row,
        kind: z.string(),
        doctor: z.string(),
        text: z.string(),
        amendsId: z.uuid().nullable(),
      }),
    )
    .optional(),
  letters: z
    .array(
      z.strictObject({
        ...row,
        kind: z.string(),
        from: z.string(),
        to: z.string(),
        text: z.string(),
        answer: text,
        answeredAt: instant.nullable(),
      }),
    )
    .optional(),
  whoLooked: z.array(z.strictObject({ at: instant, name: z.string(), role: z.string(), action: z.string() })),
})
