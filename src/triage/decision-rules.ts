import type { Values } from '../shared/errors.js'
import type { Effect, FiredRule } from './outcome-rules.js'
import type { Presentation } from './presentation-rules.js'

export const ADULT_SHEET = 'AIIMS/ICMR-NTF/JMG adult COVID-19 guidance, revised 05/01/2023'
export const HOME_GUIDELINES = 'MoHFW home isolation guidelines, revised 05/01/2022'
export const HOME_GUIDELINES_2020 = 'MoHFW home isolation guidelines, 2020'
/** What we decided where the guidelines are silent. Every source that starts so is shown as our policy. */
export const POLICY = 'Wardwell policy'
export const POLICY_AFTER_NEWS2_TOTAL = `${POLICY}, after the totals of NEWS2 (RCP 2017, chart 2)`
export const POLICY_AFTER_NEWS2 = `${POLICY}, after the single red scores of NEWS2 (RCP 2017, chart 1)`

/** One row of a table of rules: what it looks at, when it fires, and who says so. */
export interface Row<Subject> extends Look<Subject> {
  id: string
  /** A sentence key for `t()`. It may use {{value}} and the limit's {{limit}} or {{from}} and {{to}}. */
  text: string
  source: string
}

/** A row of the triage, with what it then decides. */
export interface Rule extends Effect, Row<Presentation> {}

export type Fired<Rows> = Omit<Rows, 'finds'> & Pick<FiredRule, 'policy' | 'values' | 'value'>

export function fire<Subject, Rows extends Row<Subject>>(
  rules: readonly Rows[],
  subject: Subject,
): Fired<Rows>[] {
  return rules.flatMap(({ finds, ...rule }) => {
    const values = finds(subject)
    const policy = rule.source.startsWith(POLICY)
    return values === null ? [] : [{ ...rule, policy, values, value: values.value }]
  })
}

/** The worst that fired of one part, by an order from mildest to worst, and the id of the first rule that says so. */
export function decided<Part extends keyof Effect>(
  part: Part,
  order: readonly NonNullable<Effect[Part]>[],
  fired: readonly FiredRule[],
): { worst: NonNullable<Effect[Part]> | null; by: string | null } {
  for (const worst of [...order].reverse()) {
    const rule = fired.find((candidate) => candidate[part] === worst)
    if (rule) return { worst, by: rule.id }
  }
  return { worst: null, by: null }
}

/** What a rule looks at and when it fires. What is not known (null) fires nothing. */
interface Look<Subject> {
  threshold: string
  finds: (subject: Subject) => (Values & { value: string | number }) | null
}

interface Limit<T> {
  threshold: string
  values: Values
  holds: (value: T) => boolean
}

export function when<T extends string | number | boolean, Subject = Presentation>(
  reads: (subject: Subject) => T | null,
  limit: Limit<T>,
): Look<Subject> {
  return {
    threshold: limit.threshold,
    finds: (subject) => {
      const value = reads(subject)
      return value !== null && limit.holds(value)
        ? { value: typeof value === 'boolean' ? (value ? 'Yes' : 'No') : value, ...limit.values }
        : null
    },
  }
}

export const above = (limit: number): Limit<number> => ({
  threshold: `> ${limit}`,
  values: { limit },
  holds: (value) => value > limit,
})

export const atLeast = (limit: number): Limit<number> => ({
  threshold: `>= ${limit}`,
  values: { limit },
  holds: (value) => value >= limit,
})

export const below = (limit: number): Limit<number> => ({
  threshold: `< ${limit}`,
  values: { limit },
  holds: (value) => value < limit,
})

export const atMost = (limit: number): Limit<number> => ({
  threshold: `<= ${limit}`,
  values: { limit },
  holds: (value) => value <= limit,
})

/** Both ends included. For whole numbers only, between which printed bands leave no gap. */
export const between = (from: number, to: number): Limit<number> => ({
  threshold: `${from} to ${to}`,
  values: { from, to },
  holds: (value) => value >= from && value <= to,
})

export const yes: Limit<boolean> = { threshold: 'Yes', values: {}, holds: (value) => value }

export const no: Limit<boolean> = { threshold: 'No', values: {}, holds: (value) => !value }

export const oneOf = (...choices: readonly string[]): Limit<string> => ({
  threshold: choices.join(', '),
  values: {},
  holds: (value) => choices.includes(value),
})
