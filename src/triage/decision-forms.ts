import { z } from 'zod'
import { choice, idempotencyKey, longText, version } from '../shared/fields.js'
import { CARE_SITES } from './outcome-rules.js'
import { LEAST_REASON } from './site-decision-rules.js'

export const decisionForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  /** How many decisions the doctor saw, so that nobody decides against one that they have not read. */
  seen: version(),
  site: choice(CARE_SITES, { missing: 'Choose where the patient is cared for.' }),
  reason: longText({ max: 2000, missing: 'Say why, so that others can follow it.' }).superRefine(
    (reason, context) => {
      if (reason.length >= LEAST_REASON) return
      const message = 'Say why in {{least}} characters or more, so that others can follow it.'
      context.addIssue({ code: 'custom', message, params: { least: LEAST_REASON } })
    },
  ),
})

export type DecisionEntry = z.output<typeof decisionForm>
