import { consciousnessLabels, oxygenSupportLabels } from '../observations/rules.js'
import { sexLabels } from '../patients/rules.js'
import type { Values } from '../shared/errors.js'
import type { T } from '../web/words.js'
import { respiratorySupportLabels } from './support-rules.js'

/** A rule's sentence; a text among its values is an English label. */
export const sentenceOf = (text: string, values: Values, t: T): string =>
  t(
    text,
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? t(value) : value]),
    ),
  )

/**
 * What a rule found or asks for, as people say it: `>= 24` is "24 or more", a code its label. Rules keep their limits as
 * they were when they fired, so that a result of long ago is read here too. `labels` are those of other codes.
 */
export function inWords(written: string | number, t: T, labels: Record<string, string> = {}): string {
  const text = String(written)
  const known: Record<string, string> = { ...codes, ...labels }
  const parts = (text in known ? [text] : text.split(', ')).map((part) => known[part])
  if (parts.every((label) => label !== undefined)) return parts.map((label) => t(label)).join(t(' or '))
  for (const [form, sentence] of forms) {
    const found = form.exec(text)
    if (found) return t(sentence, { ...found.groups })
  }
  return t(text)
}

const codes: Record<string, string> = {
  ...oxygenSupportLabels,
  ...respiratorySupportLabels,
  ...consciousnessLabels,
  ...sexLabels,
  'RR 9 to 23, SpO2 >= 94 on room air, no breathlessness':
    'Respiratory rate 9 to 23, SpO2 94 % or more on room air, no breathlessness',
}

/** Named groups are the values of the sentence. A range with equal ends is a number. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/^>= (?<limit>[\d.]+)$/, '{{limit}} or more'],
  [/^<= (?<limit>[\d.]+)$/, '{{limit}} or less'],
  [/^> (?<limit>[\d.]+)$/, 'above {{limit}}'],
  [/^< (?<limit>[\d.]+)$/, 'below {{limit}}'],
  [/^(?<limit>[\d.]+) to \k<limit>$/, '{{limit}}'],
  [/^(?<from>[\d.]+) to (?<to>[\d.]+)$/, '{{from}} to {{to}}'],
  [/^(?<from>[\d.]+) to less than (?<to>[\d.]+)$/, '{{from}} to less than {{to}}'],
  [/^RR (?<rate>\d+), SpO2 (?<spo2>\d+)$/, 'Respiratory rate {{rate}}/min, SpO2 {{spo2}} %'],
  [
    /^<= (?<limit>\d+) in >= (?<count>\d+) readings within (?<minutes>\d+) minutes$/,
    '{{limit}} or less in {{count}} readings or more within {{minutes}} minutes',
  ],
  [/^(?<value>[\d.]+) mg\/dL-BUN$/, '{{value}} mg/dL of urea nitrogen (BUN)'],
]
