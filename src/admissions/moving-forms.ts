import { z } from 'zod'
import { checkbox, idempotencyKey, longText, optionalLongText, uuid, version } from '../shared/fields.js'

const words = {
  idempotency_key: idempotencyKey(),
  version: version(),
  knowingly: checkbox(),
  why: optionalLongText(500),
}

const reason = longText({ max: 500, missing: 'Enter why the patient is moved.' })

export const moveForm = z.strictObject({ bedId: uuid({ missing: 'Choose a bed.' }), ...words, reason })

export const swapForm = z.strictObject({
  /** What the other patient lies in, as the page showed it. */
  stayId: uuid({ missing: 'Choose the patient to change places with.' }),
  ...words,
  reason,
})

export type MoveForm = z.output<typeof moveForm>
export type SwapForm = z.output<typeof swapForm>
