import { z } from 'zod'
import { choice, idempotencyKey, instantField, longText, text, uuid, version } from '../shared/fields.js'

const wanted = {
  idempotency_key: idempotencyKey(),
  patientId: uuid({ missing: 'Choose the patient.' }),
  doctorId: uuid({ missing: 'Choose the doctor.' }),
  startsAt: instantField({ missing: 'Choose one of the free times.' }),
  reason: longText({ max: 1000, missing: 'Say in a few words what it is about.' }),
}

/** A visitor keeps a time while they log in. */
export const holdForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  startsAt: wanted.startsAt,
})

/** Patients say themselves how urgent it is; an emergency is not booked but called in. */
export const requestForm = z.strictObject({
  ...wanted,
  priority: choice(['ROUTINE', 'URGENT'], { missing: 'Choose how urgent it is.' }),
})

export const bookingForm = z.strictObject({
  ...wanted,
  priority: choice(['ROUTINE', 'URGENT', 'EMERGENCY'], { missing: 'Choose how urgent it is.' }),
})

export const moveForm = z.strictObject({
  version: version(),
  doctorId: wanted.doctorId,
  startsAt: wanted.startsAt,
})

/** For what is done to a visit with a word of explanation to whom it concerns. */
export const reasonForm = z.strictObject({
  reason: text({ max: 500, missing: 'Enter the reason.' }),
})

/** The same, where a repeat of the form must answer with the first result. */
export const decisionForm = reasonForm.extend({ idempotency_key: idempotencyKey() })

export type AppointmentRequest = z.output<typeof requestForm>
export type Hold = z.output<typeof holdForm>
export type Booking = z.output<typeof bookingForm>
export type Move = z.output<typeof moveForm>
