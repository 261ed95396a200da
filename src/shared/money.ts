import { numberInWords } from './number-words.js'

/** Money is a `bigint` of minor units (paise, cents, yen); names end in `Minor`. Only this file rounds. */
export type Currency = keyof typeof currencies

export const currencies = {
  INR: {
    decimals: 2,
    marks: ['₹', 'Rs.', 'Rs', 'INR'],
    words: { one: 'Rupee', many: 'Rupees', minorOne: 'Paisa', minorMany: 'Paise' },
    system: 'indian',
  },
  USD: {
    decimals: 2,
    marks: ['US$', '$', 'USD'],
    words: { one: 'Dollar', many: 'Dollars', minorOne: 'Cent', minorMany: 'Cents' },
    system: 'international',
  },
  EUR: {
    decimals: 2,
    marks: ['€', 'EUR'],
    words: { one: 'Euro', many: 'Euros', minorOne: 'Cent', minorMany: 'Cents' },
    system: 'international',
  },
  GBP: {
    decimals: 2,
    marks: ['£', 'GBP'],
    words: { one: 'Pound', many: 'Pounds', minorOne: 'Penny', minorMany: 'Pence' },
    system: 'international',
  },
  JPY: {
    decimals: 0,
    marks: ['JP¥', '¥', 'JPY'],
    words: { one: 'Yen', many: 'Yen', minorOne: 'Sen', minorMany: 'Sen' },
    system: 'international',
  },
} as const satisfies Record<
  string,
  { decimals: number; marks: string[]; words: CurrencyWords; system: 'indian' | 'international' }
>

interface CurrencyWords {
  one: string
  many: string
  minorOne: string
  minorMany: string
}

export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(currencies, code)
}

/** Ten digits before the point: any amount times any quantity up to 9 million stays inside a 64-bit column. */
const MOST_DIGITS = 10

/**
 * An amount as people type it: '1250', '1,250.50', '12,34,567', '₹ 1250'. Null for more decimals than the
 * currency has, commas elsewhere than between groups, ten billion and more, and negatives unless allowed.
 */
export function parseAmount(
  text: string,
  currency: Currency = 'INR',
  { negative = false }: { negative?: boolean } = {},
): bigint | null {
  if (text.length > 40) return null
  const { decimals, marks } = currencies[currency]
  const typed = text.trim().replace(/^[-−]/, '').trim()
  const sign = typed === text.trim() ? 1n : -1n
  if (sign < 0n && !negative) return null
  const mark = marks.find((mark) => typed.toLowerCase().startsWith(mark.toLowerCase())) ?? ''
  const parts = /^(\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})(?:\.(\d+))?$/.exec(
    typed.slice(mark.length).trim(),
  )
  if (!parts) return null
  const whole = (parts[1] ?? '').replaceAll(',', '').replace(/^0+(?=\d)/, '')
  const fraction = parts[2] ?? ''
  if (whole.length > MOST_DIGITS || fraction.length > decimals) return null
  return sign * BigInt(whole + fraction.padEnd(decimals, '0'))
}

/** '₹12,34,567.50' in en-IN. Exact for any size: the amount never passes through a floating-point number. */
export function formatMoney(minor: bigint, currency: Currency, locale: string): string {
  // Intl takes decimal text exactly; the type of plainAmount cannot say that it is one.
  return formatter(currency, locale).format(plainAmount(minor, currency) as `${number}`)
}

/** '1234567.50', as a form's amount field holds it. */
export function plainAmount(minor: bigint, currency: Currency): string {
  const { decimals } = currencies[currency]
  const digits = magnitude(minor)
    .toString()
    .padStart(decimals + 1, '0')
  const sign = minor < 0n ? '-' : ''
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** A price times a whole count; exact. Throws RangeError for a count that is not whole. */
export function multiply(unitPriceMinor: bigint, quantity: number): bigint {
  if (!Number.isSafeInteger(quantity)) throw new RangeError(`not a whole count: ${quantity}`)
  return unitPriceMinor * BigInt(quantity)
}

export function sum(amountsMinor: Iterable<bigint>): bigint {
  let total = 0n
  for (const amount of amountsMinor) total += amount
  return total
}

/**
 * The part `numerator`/`denominator` of an amount (18/100 for a tax of 18 %), the one place where money is
 * rounded: to the nearest minor unit, exact halves away from zero, so that a charge and its refund round alike.
 */
export function share(minor: bigint, numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('the denominator of a share is above zero')
  const scaled = minor * numerator
  const rounded = (2n * magnitude(scaled) + denominator) / (2n * denominator)
  return scaled < 0n ? -rounded : rounded
}

/**
 * 'Rupees Twelve Lakh Thirty-Four Thousand Five Hundred Sixty-Seven and Fifty Paise Only'. English, with lakh
 * and crore for rupees and million for the others.
 */
export function amountInWords(minor: bigint, currency: Currency): string {
  const { decimals, words, system } = currencies[currency]
  const perMajor = 10n ** BigInt(decimals)
  const [major, rest] = [magnitude(minor) / perMajor, magnitude(minor) % perMajor]
  const majorWords = `${major === 1n ? words.one : words.many} ${numberInWords(major, system)}`
  const minorWords = `${numberInWords(rest, system)} ${rest === 1n ? words.minorOne : words.minorMany}`
  return `${minor < 0n ? 'Minus ' : ''}${majorWords}${rest === 0n ? '' : ` and ${minorWords}`} Only`
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor
}

const formatters = new Map<string, Intl.NumberFormat>()

function formatter(currency: Currency, locale: string): Intl.NumberFormat {
  const key = `${currency} ${locale}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency, numberingSystem: 'latn' })
  formatters.set(key, made)
  return made
}
