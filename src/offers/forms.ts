import { z } from 'zod'
import { priorities } from '../appointments/rules.js'
import { choice, dayField, idempotencyKey, longText, text, uuid } from '../shared/fields.js'
import { partsOfDay } from './hold-rules.js'

const times = {
  idempotency_key: idempotencyKey(),
  earliestOn: dayField({ missing: 'Enter the first day that suits.' }),
  partOfDay: choice(partsOfDay, { missing: 'Choose the part of the day.' }),
}

const wish = {
  ...times,
  patientId: uuid({ missing: 'Choose for whom it is.' }),
  whom: text({ max: 60, missing: 'Choose whom you would see.' }),
  latestOn: dayField({ missing: 'Enter the last day that suits.' }),
  reason: longText({ max: 1000, missing: 'Say in a few words what it is about.' }),
}

/** Patients say themselves how urgent it is; an emergency does not wait on a list. */
export const ownWishForm = z.strictObject({
  ...wish,
  priority: choice(['ROUTINE', 'URGENT'], { missing: 'Choose how urgent it is.' }),
})

/** The desk finds the patient first: what was typed for that comes along. */
export const deskWishForm = z.strictObject({
  ...wish,
  patientId: uuid({ missing: 'Find the patient, and choose them.' }),
  patientSearch: z.string().max(200).optional(),
  priority: choice(priorities, { missing: 'Choose how urgent it is.' }),
})

/** An earlier time for a visit: whose it is and what it is about are known. */
export const earlierForm = z.strictObject({
  ...times,
  whom: choice(['DOCTOR', 'ANY'], { missing: 'Choose whom you would see.' }),
})

export const leaveForm = z.strictObject({ idempotency_key: idempotencyKey() })

export type WishForm = z.output<typeof deskWishForm>
export type LeaveForm = z.output<typeof leaveForm>
export type EarlierForm = z.output<typeof earlierForm>
