import type { WarningKind, WarningSeverity } from '../generated/prisma/enums.js'
import { isDay } from '../shared/calendar.js'
import type { Values } from '../shared/errors.js'
import type { Tone } from '../web/components/telling.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import { asksForAllergies } from './not-checked-rules.js'
import { warningKindLabels, warningSeverityLabels } from './rules.js'
import type { Warning } from './safety-terms-rules.js'
import { keyOf, markOf, type Standing } from './warning-rules.js'

/** A warning in the reader's words. */
export interface SaidWarning {
  kind: string
  severity: string
  tone: Tone
  text: string
  source: string
}

/** A warning on the form, with where its reason is typed. */
export interface AskedWarning extends SaidWarning {
  key: string
  mark: string
  standing: Standing
  /** Whether it must be ticked as read besides. */
  mustBeRead: boolean
  /** Where it can be settled. */
  link: { label: string; href: string } | null
}

const tones: Record<WarningSeverity, Tone> = {
  CAUTION: 'attention',
  SERIOUS: 'danger',
  CONTRAINDICATED: 'danger',
}

export function saidWarning(
  warning: { kind: WarningKind; severity: WarningSeverity; text: string; values: Values; source: string },
  t: T,
  format: Format,
): SaidWarning {
  const { day, ...values } = warning.values
  const said = typeof day === 'string' && isDay(day) ? { ...values, day: format.day(day) } : warning.values
  return {
    kind: t(warningKindLabels[warning.kind]),
    severity: t(warningSeverityLabels[warning.severity]),
    tone: tones[warning.severity],
    text: t(warning.text, said),
    source: warning.source,
  }
}

export const askedWarning = (
  warning: Warning,
  standing: Standing,
  { history, t, format }: { history: string; t: T; format: Format },
): AskedWarning => ({
  ...saidWarning(warning, t, format),
  key: keyOf(warning),
  mark: markOf(warning),
  standing,
  mustBeRead: warning.severity === 'CONTRAINDICATED',
  link: asksForAllergies(warning)
    ? { label: t('Record the allergies, or that there are none'), href: history }
    : null,
})

/** What to do about a warning that keeps the prescription from being signed; by the field it stands beside. */
export function complaint(
  warning: Warning,
  standing: Standing,
  t: T,
): [field: string, sentence: string] | null {
  const key = keyOf(warning)
  const kind = t(warningKindLabels[warning.kind])
  switch (standing) {
    case 'PASSED':
      return null
    case 'NEW':
      return [
        `reason-${key}`,
        t('{{kind}}: read this, and say why you go on, or change the prescription.', { kind }),
      ]
    case 'CHANGED':
      return [
        `reason-${key}`,
        t('{{kind}}: this has changed since you gave your reason. Read it again.', { kind }),
      ]
    case 'NO_REASON':
      return [`reason-${key}`, t('{{kind}}: say why you go on, or change the prescription.', { kind })]
    case 'NOT_READ':
      return [
        `read-${key}`,
        t('{{kind}}: tick that you have read this, or change the prescription.', { kind }),
      ]
  }
}
