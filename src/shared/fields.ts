import { z } from 'zod'
import {
  type Day,
  FIRST_YEAR,
  isOutsideYears,
  LAST_YEAR,
  parseDay,
  parseTimeOfDay,
  type TimeOfDay,
} from './calendar.js'
import { readDecimal } from './decimal.js'
import {
  type Field,
  listOf,
  oneValueOnly,
  optional,
  raw,
  type Sentences,
  scalar,
  tooLongForUs,
  within,
} from './field.js'
import { type Currency, parseAmount } from './money.js'
import { oneLine, parsePhone, severalLines } from './text.js'

/** The fields of forms, one function for each kind. `optional(whole({ min: 0, max: 300 }))` makes null of a blank. */
export { type Field, optional } from './field.js'

/** One line of text, 1 to `max` characters. */
export function text({
  max,
  missing,
  tooLong,
}: {
  max: number
  missing?: string
  tooLong?: string
}): Field<string> {
  return scalar(missing, (typed, refuse) => within(oneLine(typed), max, refuse, tooLong), { max, tooLong })
}

/** Several lines of text, 1 to `max` characters. */
export function longText({
  max,
  missing,
  tooLong,
}: {
  max: number
  missing?: string
  tooLong?: string
}): Field<string> {
  return scalar(missing, (typed, refuse) => within(severalLines(typed), max, refuse, tooLong), {
    max,
    tooLong,
  })
}

export function optionalText(max: number, tooLong?: string): Field<string | null> {
  return optional(text({ max, tooLong }))
}

export function optionalLongText(max: number, tooLong?: string): Field<string | null> {
  return optional(longText({ max, tooLong }))
}

/** A password exactly as typed: nothing is trimmed or cut. Its rules are the accounts' own. */
export function password({
  missing = 'Enter your password.',
}: Pick<Sentences, 'missing'> = {}): Field<string> {
  return raw((value, refuse) => {
    if (value === undefined || value === '') return refuse(missing)
    if (typeof value !== 'string') return refuse(oneValueOnly)
    return value.length > 1000 ? refuse(tooLongForUs, { max: 1000 }) : value
  })
}

/** An address in small letters, because nobody has two that differ in capitals only. */
export function email({
  missing = 'Enter an email address.',
  wrong: sentence = 'Enter an email address like name@example.com.',
}: Sentences = {}): Field<string> {
  return scalar(missing, (typed, refuse) => {
    const address = oneLine(typed).toLowerCase()
    return address.length <= 254 && anEmail.safeParse(address).success ? address : refuse(sentence)
  })
}

/** Stored as '+919876543210'. */
export function phone({
  missing = 'Enter a telephone number.',
  wrong: sentence = 'Enter a telephone number like 98765 43210 or +44 20 7946 0018.',
}: Sentences = {}): Field<string> {
  return scalar(missing, (typed, refuse) => parsePhone(typed) ?? refuse(sentence))
}

export function dayField({
  missing = 'Enter a date.',
  wrong: sentence = 'Enter a real date like 2026-11-21.',
}: Sentences = {}): Field<Day> {
  return scalar(missing, (typed, refuse) => {
    const text = typed.trim()
    if (isOutsideYears(text))
      return Number(text.slice(0, 4)) < FIRST_YEAR
        ? refuse('Check the year: it must be {{year}} or later.', { year: FIRST_YEAR })
        : refuse('Check the year: it must be {{year}} or earlier.', { year: LAST_YEAR })
    return parseDay(text) ?? refuse(sentence)
  })
}

export function optionalDay(sentences: Pick<Sentences, 'wrong'> = {}): Field<Day | null> {
  return optional(dayField(sentences))
}

export function timeField({
  missing = 'Enter a time.',
  wrong: sentence = 'Enter a time of the 24-hour clock like 09:30.',
}: Sentences = {}): Field<TimeOfDay> {
  return scalar(missing, (typed, refuse) => parseTimeOfDay(typed.trim()) ?? refuse(sentence))
}

/** An instant as our own pages write it: 2026-11-23T04:30:00.000Z. */
export function instantField({
  missing = 'Choose a time.',
  wrong: sentence = missing,
}: Sentences = {}): Field<Date> {
  return scalar(missing, (typed, refuse) => {
    const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(typed) ? new Date(typed) : null
    return instant && !Number.isNaN(instant.getTime()) && isBookable(instant) ? instant : refuse(sentence)
  })
}

/** A whole number, both limits included. */
export function whole({
  min,
  max,
  missing = 'Enter a number.',
  wrong: sentence = 'Enter a whole number from {{min}} to {{max}}.',
}: { min: number; max: number } & Sentences): Field<number> {
  return scalar(missing, (typed, refuse) => {
    const number = /^[-+]?\d{1,15}$/.test(typed.trim()) ? Number(typed) : Number.NaN
    return number >= min && number <= max ? number + 0 : refuse(sentence, { min, max })
  })
}

/** A number with at most `decimals` decimals, as `readDecimal` reads it, both limits included. */
export function decimal({
  min,
  max,
  decimals = 1,
  missing = 'Enter a number.',
  wrong: sentence = 'Enter a number from {{min}} to {{max}}.',
}: { min: number; max: number; decimals?: number } & Sentences): Field<number> {
  return scalar(missing, (typed, refuse) => {
    const read = readDecimal(typed)
    if (!read) return refuse(sentence, { min, max })
    if (read.decimals > decimals) return refuse('Use {{decimals}} decimals or fewer.', { decimals })
    return read.number >= min && read.number <= max ? read.number : refuse(sentence, { min, max })
  })
}

/** Money, zero or more, in minor units. */
export function amount({
  currency = 'INR',
  missing = 'Enter an amount.',
  wrong: sentence = 'Enter an amount like 1250 or 1,250.50.',
}: { currency?: Currency } & Sentences = {}): Field<bigint> {
  return scalar(missing, (typed, refuse) => parseAmount(typed, currency) ?? refuse(sentence))
}

/** One of a list, as radio buttons or a select send it. */
export function choice<const T extends string>(
  values: readonly T[],
  { missing = 'Choose one of the list.', wrong: sentence = missing }: Sentences = {},
): Field<T> {
  return scalar(missing, (typed, refuse) => values.find((value) => value === typed) ?? refuse(sentence))
}

/** Any of a list, each once, in the list's order, as check boxes send them. `missing` makes one necessary. */
export function choices<const T extends string>(
  values: readonly T[],
  { missing, wrong: sentence = 'Choose from the list.' }: Sentences = {},
): Field<T[]> {
  return raw((value, refuse) => {
    const chosen = listOf(value)
    if (!chosen) return refuse(sentence)
    if (chosen.length === 0 && missing) return refuse(missing)
    return chosen.every((one) => values.some((value) => value === one))
      ? values.filter((value) => chosen.includes(value))
      : refuse(sentence)
  })
}

/** Ids chosen from a list of records (the doctors in charge), each once, in the order sent. */
export function uuids({
  most = 50,
  missing,
  wrong: sentence = 'Choose from the list.',
}: { most?: number } & Sentences = {}): Field<string[]> {
  return raw((value, refuse) => {
    const chosen = listOf(value)
    if (!chosen || chosen.length > most) return refuse(sentence)
    if (chosen.length === 0 && missing) return refuse(missing)
    return chosen.every((id) => anId.test(id))
      ? [...new Set(chosen.map((id) => id.toLowerCase()))]
      : refuse(sentence)
  })
}

/** 'on' is true, absent is false. */
export function checkbox(): Field<boolean> {
  return raw((value, refuse) => {
    if (value === undefined || value === '') return false
    return value === 'on' ? true : refuse('Tick the box or leave it empty.')
  })
}

export function uuid({
  missing = 'Choose one of the list.',
  wrong: sentence = missing,
}: Sentences = {}): Field<string> {
  return scalar(missing, (typed, refuse) => (anId.test(typed) ? typed.toLowerCase() : refuse(sentence)))
}

/** The one-time key that makes a repeated submission answer with the first result. */
export function idempotencyKey(): Field<string> {
  return scalar(incomplete, (typed, refuse) => (anId.test(typed) ? typed.toLowerCase() : refuse(incomplete)))
}

/** The version of the record that the form was opened with. */
export function version(): Field<number> {
  return scalar(incomplete, (typed, refuse) => (/^\d{1,9}$/.test(typed) ? Number(typed) : refuse(incomplete)))
}

/** Within the years that a `Day` has, so that every zone's calendar has it. */
const isBookable = (instant: Date) => instant.getUTCFullYear() > 1900 && instant.getUTCFullYear() < 2200

const anEmail = z.email()
const anId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const incomplete = 'This page was not complete. Open it again.'
