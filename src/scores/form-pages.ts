import type { Sex } from '../generated/prisma/enums.js'
import {
  CONSCIOUSNESS,
  consciousnessLabels,
  OXYGEN_SUPPORT,
  oxygenSupportLabels,
} from '../observations/rules.js'
import { fourCComorbidities } from '../triage/four-c-comorbidity-rules.js'
import { CRP_UNITS, UREA_UNITS, ureaUnitLabels } from '../triage/four-c-laboratory-rules.js'
import { RESPIRATORY_SUPPORT, respiratorySupportLabels, supportByDevice } from '../triage/support-rules.js'
import { whoChildSigns } from '../triage/who-sign-rules.js'
import { NONE } from '../triage/wording-rules.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { KNOWN_HOURS, type Known, type KnownResult, laboratoryOf } from './known-rules.js'
import { above, type Whose } from './pages.js'

type Options = Components['components/choices']['options']

/** A form to begin with: what the record knows is filled in, and said. */
export interface ScoreFormModel {
  whose: Whose
  form: Form
  action: string
  cancel: string
  /** What was filled in and from when, in sentences. */
  filled: string[]
  isChild: boolean
  options: Record<OptionList, Options>
}

type OptionList =
  | 'sex'
  | 'oxygen'
  | 'consciousness'
  | 'comorbidities'
  | 'ureaUnit'
  | 'crpUnit'
  | 'support'
  | 'yesNo'
  | 'setting'
  | 'childSigns'

export const fourCFormPage = page<ScoreFormModel>('scores/four-c', 'ISARIC 4C Mortality Score', {
  trail: above,
})
export const severityFormPage = page<ScoreFormModel>('scores/severity', 'WHO severity', { trail: above })
export const progressionFormPage = page<ScoreFormModel>(
  'scores/progression',
  'WHO Clinical Progression Scale',
  {
    trail: above,
  },
)

export function optionsOf(t: T): ScoreFormModel['options'] {
  const listed = (entries: readonly { code: string; label: string }[]) =>
    entries.map(({ code, label }) => ({ value: code, label: t(label) }))
  const none = { value: NONE, label: t('None of these') }
  return {
    sex: [
      { value: 'FEMALE', label: t('Female') },
      { value: 'MALE', label: t('Male') },
      { value: 'OTHER', label: t('Not known') },
    ],
    oxygen: OXYGEN_SUPPORT.map((value) => ({ value, label: t(oxygenSupportLabels[value]) })),
    consciousness: CONSCIOUSNESS.map((value) => ({
      value,
      label: `${value} · ${t(consciousnessLabels[value])}`,
    })),
    comorbidities: [...listed(fourCComorbidities), none],
    ureaUnit: UREA_UNITS.map((value) => ({ value, label: t(ureaUnitLabels[value]) })),
    crpUnit: CRP_UNITS.map((value) => ({ value, label: value })),
    support: RESPIRATORY_SUPPORT.map((value) => ({ value, label: t(respiratorySupportLabels[value]) })),
    yesNo: [
      { value: 'yes', label: t('Yes') },
      { value: 'no', label: t('No') },
    ],
    setting: [
      { value: 'HOSPITAL', label: t('In hospital') },
      { value: 'COMMUNITY', label: t('At home') },
    ],
    childSigns: [...listed(whoChildSigns), none],
  }
}

type Values = Record<string, string | string[]>

/** What to begin a form with, and the sentences that say from where each part comes. */
export function beginning(
  known: Known,
  { sex, admitted }: { sex: Sex | null; admitted: boolean },
  t: T,
  format: Format,
): { values: Values; filled: string[] } {
  const results = laboratoryValues(known, t, format)
  const device = known.oxygenDevice && supportByDevice[known.oxygenDevice]
  const values: Values = {
    ...(sex && { sex }),
    ...given('respiratoryRate', known.respiratoryRate),
    ...given('spo2', known.spo2),
    ...given('oxygen', known.oxygen),
    ...given('consciousness', known.consciousness),
    ...given('support', known.oxygen === 'ROOM_AIR' ? 'NONE' : device),
    setting: admitted ? 'HOSPITAL' : 'COMMUNITY',
    ...results.values,
  }
  const round = known.takenAt && t('From the round of {{at}}.', { at: format.instant(known.takenAt) })
  return { values, filled: [...(round ? [round] : []), ...results.filled] }
}

/** What the form takes of the results, and a sentence about each result, also about those that it does not take. */
function laboratoryValues({ results }: Known, t: T, format: Format): { values: Values; filled: string[] } {
  const { urea, crp, left } = laboratoryOf(results)
  const said = ({ code, number, unit, at }: KnownResult, sentence: string) =>
    t(sentence, {
      ...{ name: t(codeLabels[code] ?? code), value: number, unit: unit ?? '', at: format.instant(at) },
      ...{ days: KNOWN_HOURS / 24 },
    })
  return {
    values: {
      ...(urea && { urea: String(urea.result.number), ureaUnit: urea.unit }),
      ...(crp && { crp: String(crp.result.number), crpUnit: crp.unit }),
    },
    filled: [
      ...[urea, crp].flatMap((taken) =>
        taken ? [said(taken.result, '{{name}}: {{value}} {{unit}}, of {{at}}.')] : [],
      ),
      ...left.map(({ result, why }) => said(result, LEFT[why])),
    ],
  }
}

const codeLabels: Record<string, string> = {
  urea: 'Urea',
  bun: 'Urea nitrogen (BUN)',
  crp: 'C-reactive protein (CRP)',
}

const LEFT = {
  OLD: 'Not filled in, because it is older than {{days}} days: {{name}} {{value}} {{unit}}, of {{at}}.',
  UNIT: 'Not filled in, because this score does not know the unit: {{name}} {{value}} {{unit}}, of {{at}}.',
}

const given = (name: string, value: string | number | null | undefined): Values =>
  value === null || value === undefined ? {} : { [name]: String(value) }
