import type { T } from '../web/words.js'
import type { Range } from './range-rules.js'

interface Parameter {
  kind: 'NUMBER' | 'CHOICE' | 'TEXT'
  unit: string | null
  choices: string[]
  abnormal: string[]
  critical: string[]
  possibleLow: number | null
  possibleHigh: number | null
}

/** What may be entered: 'mmol/L, from 0.8 to 15', or the answers to choose from. */
export function parameterAbout(parameter: Parameter, t: T): string {
  const { kind, unit, choices, abnormal, critical, possibleLow, possibleHigh } = parameter
  if (kind === 'TEXT') return t('Text')
  if (kind === 'NUMBER') {
    const limits = t('possible from {{low}} to {{high}}', {
      low: possibleLow ?? '',
      high: possibleHigh ?? '',
    })
    return unit ? `${unit}, ${limits}` : limits
  }
  const flagged = (choice: string) =>
    critical.includes(choice)
      ? t('{{choice}} (critical)', { choice })
      : abnormal.includes(choice)
        ? t('{{choice}} (abnormal)', { choice })
        : choice
  return choices.map(flagged).join(', ')
}

/** 'Women and girls, from 12 years', 'Everybody, 28 days to 1 year'. */
export function forWhom({ sex, fromDays, untilDays }: Pick<Range, 'sex' | 'fromDays' | 'untilDays'>, t: T) {
  const who = sex === 'FEMALE' ? t('Female') : sex === 'MALE' ? t('Male') : t('Everybody')
  if (untilDays === null)
    return fromDays === 0 ? who : `${who}, ${t('from {{age}}', { age: age(fromDays, t) })}`
  return `${who}, ${t('{{from}} to below {{until}}', { from: age(fromDays, t), until: age(untilDays, t) })}`
}

function age(days: number, t: T): string {
  if (days < 60) return t('{{count}} days', { count: days })
  const years = Math.floor(days / 365.25 + 0.01)
  return years >= 1
    ? t('{{count}} years', { count: years })
    : t('{{count}} months', { count: Math.round(days / 30) })
}
