import { z } from 'zod'
import {
  choice,
  longText,
  optional,
  optionalDay,
  optionalLongText,
  version,
  whole,
} from '../shared/fields.js'
import { lengthOf } from '../shared/text.js'
import { SEVERITIES } from '../triage/outcome-rules.js'
import { SHORTEST_REASON } from './ending-rules.js'
import { yesOrNo } from './report-forms.js'

const answer = () => optional(choice(['yes', 'no'], { missing: 'Answer yes or no.' }))

/** What the rule of the end asks; empty is "not known", and what is not known is not taken for good. */
export const endForm = z
  .strictObject({
    version: version(),
    severity: optional(choice(SEVERITIES, { missing: 'Choose mild, moderate or severe.' })),
    immunocompromised: answer(),
    fever: choice(['no', 'yes'], { missing: 'Say whether there was fever since the positive test.' }),
    lastFeverOn: optionalDay(),
    symptomsResolved: answer(),
    onOxygen: answer(),
    comorbiditiesStable: answer(),
    daysAbove93OnAir: optional(whole({ min: 0, max: 60 })),
    reason: optionalLongText(1000),
  })
  .superRefine(({ fever, lastFeverOn }, context) => {
    if (fever === 'yes' && lastFeverOn === null)
      context.addIssue({ code: 'custom', path: ['lastFeverOn'], message: 'Enter the last day with fever.' })
  })
  .transform(({ immunocompromised, symptomsResolved, onOxygen, comorbiditiesStable, fever, ...form }) => ({
    ...form,
    lastFeverOn: fever === 'yes' ? form.lastFeverOn : null,
    immunocompromised: yesOrNo(immunocompromised),
    symptomsResolved: yesOrNo(symptomsResolved),
    onOxygen: yesOrNo(onOxygen),
    comorbiditiesStable: yesOrNo(comorbiditiesStable),
  }))

export type EndForm = z.output<typeof endForm>

/** An end that no rule knows: the patient went elsewhere, died, or the test was wrong. */
export const endOtherwiseForm = z
  .strictObject({
    version: version(),
    reason: longText({ max: 500, missing: 'Say why the care at home ends.' }),
  })
  .superRefine(({ reason }, context) => {
    if (lengthOf(reason) < SHORTEST_REASON)
      context.addIssue({
        code: 'custom',
        path: ['reason'],
        message: 'Write {{shortest}} characters or more: others will read it.',
        params: { shortest: SHORTEST_REASON },
      })
  })

export type EndOtherwiseForm = z.output<typeof endOtherwiseForm>
