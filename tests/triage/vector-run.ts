import { answer } from './adapter.js'
import type { Json } from './contract-readings.js'

export interface Vector {
  id: string
  score: string
  input: Json
  expected: Json
}

export type Orderings = Record<string, readonly string[]>

/** From the contract; a file's own `orderings` come before these. */
export const ORDERINGS: Orderings = {
  severity: ['asymptomatic', 'mild', 'moderate', 'severe', 'critical'],
  site: ['home', 'covid-care-centre', 'ward', 'hdu-icu'],
  alert: ['none', 'recheck', 'urgent', 'emergency'],
}

/** A file that cannot be run: the message says why. */
export class UnreadableVectors extends Error {
  override name = 'UnreadableVectors'
}

/** Reads `{ contract, public: [...] }` (lists under any name) or a bare list. Throws UnreadableVectors. */
export function readVectors(text: string): { vectors: Vector[]; orderings: Orderings } {
  const file = parsed(text)
  const { contract, ...lists } = Array.isArray(file)
    ? { contract: null, list: file }
    : isObject(file)
      ? file
      : {}
  const vectors = Object.values(lists).filter(Array.isArray).flat().map(vector)
  if (vectors.length === 0) throw new UnreadableVectors('there is no vector in it')
  return { vectors, orderings: { ...ORDERINGS, ...orderingsOf(contract) } }
}

/** Runs vectors: lines to print, the last being the tally. One that is strange fails, and the others are run. */
export function runVectors(
  vectors: readonly Vector[],
  orderings: Orderings = ORDERINGS,
): { lines: string[]; passed: number; failed: number } {
  const lines: string[] = []
  let passed = 0
  for (const { id, score, input, expected } of vectors) {
    const given = attempt(
      () => answer({ score, input }) ?? { unknown: `no engine for ${score} ${input.mode ?? ''}` },
    )
    const actual = given.ok ? given.value : { threw: given.error }
    const compared = attempt(() => mismatches(expected, actual, orderings))
    const wrong = compared.ok ? compared.value : [compared.error]
    if (wrong.length === 0) {
      passed += 1
      continue
    }
    lines.push(
      `FAILED ${id}: ${wrong.join('; ')}`,
      `  expected ${JSON.stringify(expected)}`,
      `  actual   ${JSON.stringify(actual)}`,
    )
  }
  const failed = vectors.length - passed
  lines.push(`${passed} passed, ${failed} failed`)
  return { lines, passed, failed }
}

/** What of `expected`, operators included, `actual` does not fulfil; empty where it fulfils all of it. */
export function mismatches(expected: Json, actual: unknown, orderings: Orderings = ORDERINGS): string[] {
  const found: Json = isObject(actual) ? actual : {}
  return Object.entries(expected).flatMap(([key, wanted]) => {
    const check = operators[key]
    if (check) return check(wanted, found, orderings)
    if (key.startsWith('$')) return [`unknown operator ${key}`]
    return matches(key, wanted, found[key] ?? null, orderings)
      ? []
      : [`${key} is ${shown(found[key])}, not ${shown(wanted)}`]
  })
}

type Operator = (wanted: unknown, actual: Json, orderings: Orderings) => string[]

const operators: Record<string, Operator> = {
  $anyOf: (wanted, actual, orderings) => {
    const alternatives = asList(wanted).map((one) => mismatches(asObject(one), actual, orderings))
    return alternatives.some((wrong) => wrong.length === 0)
      ? []
      : [`none of the alternatives: ${alternatives.map((wrong) => wrong.join(' and ')).join(' / ')}`]
  },
  $mustNot: perKey(
    (values, found) => !asList(values).some((value) => same(value, found)),
    'must not be one of',
  ),
  $includes: perKey(
    (values, found) => Array.isArray(found) && asList(values).every((value) => has(found, value)),
    'does not include',
  ),
  $excludes: perKey(
    (values, found) =>
      found === null || (Array.isArray(found) && !asList(values).some((value) => has(found, value))),
    'must exclude',
  ),
  $accept: perKey((values, found) => asList(values).some((value) => same(value, found)), 'is none of'),
  $atLeast: perKey((value, found, order) => {
    const [wanted, got] = [order.indexOf(String(value)), order.indexOf(String(found))]
    return wanted >= 0 && got >= wanted
  }, 'is not at least'),
}

/** An operator of the form `{ key: what it asks of that key }`. */
function perKey(
  holds: (wanted: unknown, found: unknown, order: readonly string[]) => boolean,
  complaint: string,
): Operator {
  return (wanted, actual, orderings) =>
    Object.entries(asObject(wanted)).flatMap(([key, asked]) =>
      holds(asked, actual[key] ?? null, orderings[key] ?? [])
        ? []
        : [`${key} ${complaint} ${shown(asked)}: ${shown(actual[key])}`],
    )
}

const SETS = ['missing', 'fields']

function matches(key: string, wanted: unknown, found: unknown, orderings: Orderings): boolean {
  if (SETS.includes(key) && Array.isArray(wanted) && Array.isArray(found)) {
    return wanted.every((item) => has(found, item)) && found.every((item) => has(wanted, item))
  }
  if (isObject(wanted)) return isObject(found) && mismatches(wanted, found, orderings).length === 0
  return same(wanted, found)
}

function has(list: readonly unknown[], item: unknown): boolean {
  return list.some((one) => same(one, item))
}

/** Deep equality of JSON; the order of an object's keys does not count, and absent is null. */
function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]))
  }
  if (isObject(one) && isObject(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
      same(one[key], other[key]),
    )
  }
  return (one ?? null) === (other ?? null)
}

/** Python writes NaN and Infinity as bare words; no JSON has them, and the engine refuses them as strings alike. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll(/([:[,]\s*)(NaN|-?Infinity)(?=\s*[,\]}])/g, '$1"$2"'))
  } catch (error) {
    throw new UnreadableVectors(`it is not JSON (${error instanceof Error ? error.message : error})`)
  }
}

function vector(value: unknown, index: number): Vector {
  const { id, score, input, expected } = isObject(value) ? value : {}
  if (typeof id !== 'string' || typeof score !== 'string' || !isObject(input) || !isObject(expected)) {
    throw new UnreadableVectors(`entry ${index + 1} is not a vector with id, score, input and expected`)
  }
  if (Object.keys(expected).length === 0) throw new UnreadableVectors(`vector ${id} expects nothing`)
  return { id, score, input, expected }
}

function orderingsOf(contract: unknown): Orderings {
  const given = isObject(contract) && isObject(contract.orderings) ? contract.orderings : {}
  return Object.fromEntries(Object.entries(given).map(([key, order]) => [key, asList(order).map(String)]))
}

function attempt<T>(act: () => T): { ok: true; value: T } | { ok: false; error: string } {
  try {
    return { ok: true, value: act() }
  } catch (error) {
    return { ok: false, error: String(error) }
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: unknown): Json {
  if (!isObject(value)) throw new UnreadableVectors(`an operator needs an object, not ${shown(value)}`)
  return value
}

function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new UnreadableVectors(`an operator needs a list, not ${shown(value)}`)
  return value
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'absent'
}
