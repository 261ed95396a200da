import { z } from 'zod'
import {
  dailyReport,
  dischargeSummary,
  homeIsolation,
  homeReport,
  measurement,
  order,
  prescription,
  service,
  stay,
  triage,
} from './care-schema.js'
import { FORMAT } from './rules.js'
import { day, instant, row, text } from './schema-parts.js'

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
  triages: z.array(triage),
  homeIsolations: z.array(homeIsolation),
  stays: z.array(stay),
  dischargeSummaries: z.array(dischargeSummary),
  measurements: z.array(measurement),
  orders: z.array(order),
  prescriptions: z.array(prescription),
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
  dailyReports: z.array(dailyReport),
  homeReports: z.array(homeReport),
  services: z.array(service),
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
