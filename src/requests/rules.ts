import { priorities } from '../appointments/rules.js'
import type {
  Priority,
  RequestSource,
  RequestStatus,
  Severity,
  WardLevel,
} from '../generated/prisma/enums.js'

/** What a bed must have for a patient. */
export interface BedNeeds {
  isolation: boolean
  oxygen: boolean
  /** Any of these will do, the first by preference. */
  levels: readonly WardLevel[]
}

export interface Asked {
  priority: Priority
  need: BedNeeds
  source: RequestSource
}

export const sourceLabels: Record<RequestSource, string> = {
  TRIAGE: 'By a triage',
  RED_FLAG: 'After a red flag at home',
  STAFF: 'By staff',
}

export const requestStatusLabels: Record<RequestStatus, string> = {
  WAITING: 'Waiting',
  ADMITTED: 'Admitted',
  WITHDRAWN: 'Withdrawn',
}

/** The care that people can ask for, and the levels that give it. */
export const careLevels = {
  WARD: ['WARD'],
  HDU_ICU: ['HDU', 'ICU'],
  ICU: ['ICU'],
  ANY: ['WARD', 'HDU', 'ICU'],
} as const satisfies Record<string, WardLevel[]>

export type Care = keyof typeof careLevels

export const cares = ['WARD', 'HDU_ICU', 'ICU', 'ANY'] as const satisfies Care[]

export const careLabels: Record<Care, string> = {
  WARD: 'care on a ward',
  HDU_ICU: 'high dependency or intensive care',
  ICU: 'intensive care',
  ANY: 'any level of care',
}

/** The care that has these levels; a need that was put together of several is of the nearest kind. */
export function careOf({ levels }: Pick<BedNeeds, 'levels'>): Care {
  if (levels.includes('WARD')) return levels.length === 1 ? 'WARD' : 'ANY'
  return levels.includes('HDU') ? 'HDU_ICU' : 'ICU'
}

export type RequestDeed = 'raise' | 'hold' | 'release' | 'admit' | 'withdraw'

/** What is done to a request, and what it then is. A closed one is read, and never changed. */
export const requestTransitions: Record<RequestStatus, Partial<Record<RequestDeed, RequestStatus>>> = {
  WAITING: {
    raise: 'WAITING',
    hold: 'WAITING',
    release: 'WAITING',
    admit: 'ADMITTED',
    withdraw: 'WITHDRAWN',
  },
  ADMITTED: {},
  WITHDRAWN: {},
}

/** From the weakest ground to the strongest: what people asked for is not taken back by a later triage alone. */
const sources = ['TRIAGE', 'STAFF', 'RED_FLAG'] as const satisfies RequestSource[]

/**
 * What a request asks for after somebody asked again for the same patient: the worse of both, by need and by priority. A
 * later triage replaces what an earlier one asked for, as it knows more.
 */
export function raised(open: Asked, again: Asked): Asked {
  if (open.source === 'TRIAGE' && again.source === 'TRIAGE') return again
  return {
    priority: later(priorities, open.priority, again.priority),
    need: worseNeed(open.need, again.need),
    source: later(sources, open.source, again.source),
  }
}

/**
 * A need that answers both. Where no level would do for both of them, the higher care counts.
 */
export function worseNeed(one: BedNeeds, other: BedNeeds): BedNeeds {
  const both = one.levels.filter((level) => other.levels.includes(level))
  const higher = least(one) >= least(other) ? one.levels : other.levels
  return {
    isolation: one.isolation || other.isolation,
    oxygen: one.oxygen || other.oxygen,
    levels: both.length > 0 ? both : higher,
  }
}

export interface Ranked {
  id: string
  priority: Priority
  /** By the newest triage; null where none decided it. */
  severity: Severity | null
  requestedAt: Date
}

const severities = ['MILD', 'MODERATE', 'SEVERE'] as const satisfies Severity[]

/** Who gets the next bed that fits: the more urgent, then the more severely ill, then who waits longer. */
export function byRank(one: Ranked, other: Ranked): number {
  return (
    priorities.indexOf(other.priority) - priorities.indexOf(one.priority) ||
    severityPlace(other.severity) - severityPlace(one.severity) ||
    one.requestedAt.getTime() - other.requestedAt.getTime() ||
    (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
  )
}

const severityPlace = (severity: Severity | null) => (severity === null ? -1 : severities.indexOf(severity))

const least = (need: BedNeeds) => Math.min(...need.levels.map((level) => careLevels.ANY.indexOf(level)))

const later = <const Value extends string>(order: readonly Value[], one: Value, other: Value): Value =>
  order.indexOf(one) >= order.indexOf(other) ? one : other

/** Why a request ended whose patient waits by another one, or lies in a bed by another record. */
export const MERGED = 'The record was merged with another one.'

/** What a request asks for, as it is written down when a merge raises it. */
export interface AskedColumns extends BedNeeds {
  source: RequestSource
  priority: Priority
  levels: WardLevel[]
  reason: string
  alertId: string | null
}

/** A request that a merge raised: what it asked for before, and what it asks for since. */
export interface RaisedRequest {
  id: string
  before: AskedColumns
  after: AskedColumns
}
