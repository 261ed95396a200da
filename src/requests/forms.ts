import { z } from 'zod'
import { priorities } from '../appointments/rules.js'
import { checkbox, choice, idempotencyKey, longText, uuid, version } from '../shared/fields.js'
import { cares } from './rules.js'

export const requestForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  priority: choice(priorities, { missing: 'Choose how urgent it is.' }),
  care: choice(cares, { missing: 'Choose the level of care.' }),
  isolation: checkbox(),
  oxygen: checkbox(),
  reason: longText({ max: 1000, missing: 'Enter why a bed is needed.' }),
})

/** One click: whom an alert is about gets a bed. */
export const flagForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  alertId: uuid({ missing: 'This page was not complete. Open it again.' }),
})

export const holdForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  bedId: uuid({ missing: 'Choose a bed.' }),
})

export const withdrawForm = z.strictObject({
  version: version(),
  reason: longText({ max: 500, missing: 'Enter why the patient does not wait any more.' }),
})

export type RequestForm = z.output<typeof requestForm>
export type FlagForm = z.output<typeof flagForm>
export type HoldForm = z.output<typeof holdForm>
export type WithdrawForm = z.output<typeof withdrawForm>
