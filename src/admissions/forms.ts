import { z } from 'zod'
import { checkbox, idempotencyKey, longText, optionalLongText, uuid, uuids } from '../shared/fields.js'

/** More doctors in charge of one patient than this is nobody in charge. */
const MOST_DOCTORS = 6

export const admissionForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  bedId: uuid({ missing: 'Choose a bed.' }),
  knowingly: checkbox(),
  why: optionalLongText(500),
  doctorIds: uuids({
    most: MOST_DOCTORS,
    missing: 'Choose at least one doctor in charge.',
    wrong: 'Choose one to six doctors of the list.',
  }),
  reason: longText({ max: 1000, missing: 'Enter the reason for the admission.' }),
})

export type AdmissionForm = z.output<typeof admissionForm>
