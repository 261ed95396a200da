import type { ShownScore } from '../web/components/observations.js'
import type { Tone } from '../web/components/telling.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import { breathingLabels } from './entry-rules.js'
import { type Band, PARAMETERS, type Parameter } from './news2-rules.js'
import type { RoundToShow } from './pages.js'
import { celsius } from './range-rules.js'
import {
  alertTexts,
  bandLabels,
  bandResponses,
  isNearCutOff,
  monitoringLabels,
  NO_POINTS_RESPONSE,
  nextRound,
  notApplicableTexts,
  OXIMETER_CAUTION,
  parameterLabels,
} from './response-rules.js'
import { consciousnessLabels } from './rules.js'
import type { StoredScore } from './score-rules.js'
import { RISE } from './serial-rules.js'

/** The score of a round in words: its parts, what its band asks for, and what to keep in mind. */
export function shownScore(round: RoundToShow, t: T, format: Format): ShownScore {
  const { score, takenAt } = round
  const cautions = isNearCutOff(round, score?.spo2Scale ?? 1)
    ? [t(OXIMETER_CAUTION, { value: round.spo2 ?? '' })]
    : []
  if (!score) return { ...unscored(t), cautions }
  const next = nextRound(score, takenAt)
  return {
    ...news2Status(round, t),
    red: score.redScore ? t('Red: a value has 3 points.') : null,
    response: responseOf(score, t),
    next: next && dueText(next, t, format),
    parts:
      score.status === 'NOT_APPLICABLE'
        ? []
        : PARAMETERS.map((parameter) => partOf(parameter, round, score, t)),
    alerts: score.alerts.map((alert) => t(alertTexts[alert], { rise: RISE })),
    cautions,
    missing: score.missing.map((item) => t(parameterLabels[item])),
    before: score.before && beforeText(score.before, t, format),
    scale: score.scaleDecision
      ? t('SpO2 on scale 2, decided by {{doctor}} on {{at}}.', {
          doctor: score.scaleDecision.doctor,
          at: format.instant(new Date(score.scaleDecision.decidedAt)),
        })
      : t('SpO2 on scale 1.'),
    ruleSet: `${score.ruleSet.instrument} · ${score.ruleSet.version}`,
  }
}

/** The score as a status: word and tone, never a number alone. */
export function news2Status({ score, total, band }: RoundToShow, t: T): { text: string; tone: Tone } {
  if (total !== null && band !== null)
    return {
      text: t('NEWS2 {{total}}: {{band}}', { total, band: t(bandLabels[band]).toLowerCase() }),
      tone: bandTones[band],
    }
  if (!score) return { text: t('No NEWS2'), tone: 'neutral' }
  if (score.status === 'NOT_APPLICABLE') return { text: t('NEWS2 does not apply'), tone: 'neutral' }
  const atLeast = score.minimumTotal ?? 0
  return {
    text: atLeast > 0 ? t('NEWS2 incomplete, at least {{atLeast}}', { atLeast }) : t('NEWS2 incomplete'),
    tone: score.redScore || atLeast >= 5 ? 'danger' : 'attention',
  }
}

export const bandTones: Record<Band, Tone> = {
  LOW: 'good',
  LOW_MEDIUM: 'attention',
  MEDIUM: 'attention',
  HIGH: 'danger',
}

/** '4 L/min by nasal prongs' */
export function breathingText(
  round: Pick<RoundToShow, 'oxygen' | 'oxygenDevice' | 'oxygenFlowTenths' | 'fio2'>,
  t: T,
) {
  const { oxygen, oxygenDevice, oxygenFlowTenths, fio2 } = round
  if (oxygen === null) return null
  const parts = [
    oxygenDevice ? t(breathingLabels[oxygenDevice]) : t(oxygen === 'ROOM_AIR' ? 'Room air' : 'Oxygen'),
    ...(oxygenFlowTenths === null ? [] : [t('{{litres}} L/min', { litres: oxygenFlowTenths / 10 })]),
    ...(fio2 === null ? [] : [t('FiO2 {{fio2}} %', { fio2 })]),
  ]
  return parts.join(', ')
}

function unscored(t: T): ShownScore {
  return {
    text: t('No NEWS2'),
    tone: 'neutral',
    red: null,
    response: t('No score was kept when this round was written down.'),
    next: null,
    parts: [],
    alerts: [],
    cautions: [],
    missing: [],
    before: null,
    scale: null,
    ruleSet: null,
  }
}

function responseOf(score: StoredScore, t: T): string {
  if (score.notApplicable) return t(notApplicableTexts[score.notApplicable])
  if (score.band === null || score.monitoring === null)
    return t('There is no total while something is missing: measure it now. It can only add points.')
  const asked = score.total === 0 ? NO_POINTS_RESPONSE : bandResponses[score.band]
  return `${t(asked)} ${t(monitoringLabels[score.monitoring])}`
}

function dueText({ from, by }: { from: Date; by: Date }, t: T, format: Format): string {
  return from < by
    ? t('Next round between {{from}} and {{by}}.', { from: format.instant(from), by: format.instant(by) })
    : t('Next round by {{by}}.', { by: format.instant(by) })
}

const beforeText = ({ takenAt, total }: { takenAt: string; total: number }, t: T, format: Format) =>
  t('The score before was {{total}}, {{at}}.', { total, at: format.instant(new Date(takenAt)) })

function partOf(
  parameter: Parameter,
  round: RoundToShow,
  score: StoredScore,
  t: T,
): ShownScore['parts'][number] {
  const points = score.points[parameter]
  return {
    label: t(parameterLabels[parameter]),
    value: measuredText(parameter, round, t),
    points,
    told: points === null ? t('not known') : points === 1 ? t('1 point') : t('{{points}} points', { points }),
  }
}

function measuredText(parameter: Parameter, round: RoundToShow, t: T): string | null {
  const { spo2, respiratoryRate, systolic, diastolic, pulse, consciousness } = round
  const temperature = celsius(round)
  switch (parameter) {
    case 'respiratoryRate':
      return respiratoryRate === null ? null : t('{{value}} a minute', { value: respiratoryRate })
    case 'spo2':
      return spo2 === null ? null : `${spo2} %`
    case 'oxygen':
      return breathingText(round, t)
    case 'systolic':
      return systolic === null ? null : `${systolic}/${diastolic ?? '–'} mmHg`
    case 'pulse':
      return pulse === null ? null : t('{{value}} a minute', { value: pulse })
    case 'consciousness':
      return consciousness && t(consciousnessLabels[consciousness])
    case 'temperature':
      return temperature && `${temperature} °C`
  }
}
