import { z } from 'zod'
import type { Problem } from '../observations/problem-rules.js'
import { measured, numberOr } from '../observations/reading-forms.js'
import { CONSCIOUSNESS, OXYGEN_SUPPORT } from '../observations/rules.js'
import { type Field, optional, raw } from '../shared/field.js'
import { checkbox, choice, choices, idempotencyKey, whole } from '../shared/fields.js'
import { FOUR_C_COMORBIDITIES } from '../triage/four-c-comorbidity-rules.js'
import { CRP_UNITS, laboratoryProblems, UREA_UNITS } from '../triage/four-c-laboratory-rules.js'
import { RESPIRATORY_SUPPORT, saturationProblems } from '../triage/support-rules.js'
import { progressionProblems } from '../triage/who-progression-rules.js'
import { WHO_CHILD_SIGNS } from '../triage/who-sign-rules.js'
import { NONE } from '../triage/wording-rules.js'

const key = { idempotency_key: idempotencyKey() }

const saturation = {
  spo2: measured('spo2'),
  oxygen: optional(choice(OXYGEN_SUPPORT)),
  spo2OnAir: measured('spo2'),
}

const aNumber = (text: string) => numberOr({ text, from: 0, to: 0 })

/** Whatever is left empty is null, "not known"; whatever is impossible is refused, each beside its field. */
export const fourCForm = z
  .strictObject({
    ...key,
    ...saturation,
    sex: optional(choice(['FEMALE', 'MALE', 'OTHER'])),
    comorbidities: ticked(FOUR_C_COMORBIDITIES),
    respiratoryRate: measured('respiratoryRate'),
    gcs: optional(whole({ min: 3, max: 15 })),
    consciousness: optional(choice(CONSCIOUSNESS)),
    sedated: checkbox(),
    urea: aNumber('A urea is a number; {{value}} is not one.'),
    ureaUnit: optional(choice(UREA_UNITS)),
    crp: aNumber('A CRP is a number; {{value}} is not one.'),
    crpUnit: optional(choice(CRP_UNITS)),
  })
  .superRefine(
    (form, context) =>
      refuse(context, [
        ...saturationProblems(form),
        ...laboratoryProblems('urea', form.urea, form.ureaUnit),
        ...laboratoryProblems('crp', form.crp, form.crpUnit),
      ]),
    // Even where another field was refused: people correct everything in one go.
    { when: () => true },
  )

export const severityForm = z
  .strictObject({
    ...key,
    ...saturation,
    respiratoryRate: measured('respiratoryRate'),
    support: optional(choice(RESPIRATORY_SUPPORT)),
    severeDistress: yesOrNo(),
    vasopressors: yesOrNo(),
    ards: yesOrNo(),
    sepsis: yesOrNo(),
    septicShock: yesOrNo(),
    childSigns: ticked(WHO_CHILD_SIGNS),
  })
  .superRefine((form, context) => refuse(context, saturationProblems(form)), { when: () => true })

export const progressionForm = z
  .strictObject({
    ...key,
    dead: yesOrNo(),
    infected: yesOrNo(),
    setting: optional(choice(['HOSPITAL', 'COMMUNITY'])),
    symptomatic: yesOrNo(),
    assistanceNeeded: yesOrNo(),
    support: optional(choice(RESPIRATORY_SUPPORT)),
    pfRatio: aNumber('P/F is a number; {{value}} is not one.'),
    sfRatio: aNumber('S/F is a number; {{value}} is not one.'),
    vasopressors: yesOrNo(),
    dialysis: yesOrNo(),
    ecmo: yesOrNo(),
  })
  .superRefine((form, context) => refuse(context, progressionProblems(form)), { when: () => true })

export type FourCEntry = z.output<typeof fourCForm>
export type SeverityEntry = z.output<typeof severityForm>
export type ProgressionEntry = z.output<typeof progressionForm>

function refuse(context: z.RefinementCtx, problems: readonly Problem[]): void {
  for (const { field, text, values } of problems)
    context.addIssue({ code: 'custom', path: [field], message: text, params: values })
}

function yesOrNo(): Field<boolean | null> {
  const field = optional(choice(['yes', 'no']))
  return raw((value, no) => {
    const answer = field.safeParse(value)
    if (!answer.success) return no('Answer yes or no.')
    return answer.data && answer.data === 'yes'
  })
}

/** Null where nothing was ticked, not even "none of these". */
function ticked<const Code extends string>(codes: readonly Code[]): Field<Code[] | null> {
  const field = choices<Code | typeof NONE>([...codes, NONE])
  return raw((value, no) => {
    const answer = field.safeParse(value)
    if (!answer.success) return no('Choose from the list.')
    const chosen = answer.data.filter((code): code is Code => code !== NONE)
    if (answer.data.length === 0) return null
    if (chosen.length > 0 && answer.data.length > chosen.length)
      return no('Tick what there is, or “None of these”, but not both.')
    return chosen
  })
}
