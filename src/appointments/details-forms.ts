import { z } from 'zod'
import { choice, idempotencyKey, longText, version } from '../shared/fields.js'
import { reasonForm } from './forms.js'
import { priorities } from './rules.js'

export const editVisitForm = z.strictObject({
  version: version(),
  priority: choice(priorities, { missing: 'Choose how urgent it is.' }),
  reason: longText({ max: 1000, missing: 'Say in a few words what it is about.' }),
})

export const decisionForm = reasonForm.extend({ idempotency_key: idempotencyKey() })

export type VisitEdit = z.output<typeof editVisitForm>
