import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  amountInWords,
  type Currency,
  currencies,
  formatMoney,
  multiply,
  parseAmount,
  plainAmount,
  share,
  sum,
} from '../../src/shared/money.js'

const currency = fc.constantFrom<Currency>('INR', 'USD', 'EUR', 'GBP', 'JPY')
const amounts = fc.bigInt({ min: 0n, max: 999_999_999_999n })

describe('amounts as people type them', () => {
  test('a receptionist types an amount with or without commas, point and sign', () => {
    for (const typed of [
      '1250.50',
      '1,250.50',
      '₹1,250.50',
      ' ₹ 1250.5 ',
      'Rs. 1250.50',
      'rs 1,250.50',
      'INR 1250.50',
      '01250.50',
    ])
      expect(parseAmount(typed), typed).toBe(125_050n)
    expect(parseAmount('12,34,567')).toBe(123_456_700n)
    expect(parseAmount('1,234,567')).toBe(123_456_700n)
    expect(parseAmount('0')).toBe(0n)
    expect(parseAmount('9999999999.99')).toBe(999_999_999_999n)
  })

  test('what is not clearly an amount is refused, not guessed', () => {
    for (const odd of [
      '',
      ' ',
      '₹',
      '1250.505',
      '1,25',
      '1,2500',
      '12,34,56',
      ',500',
      '1250,50',
      '1.250,50',
      '1250.',
      '.50',
      '1e3',
      '0x10',
      '1 250',
      '12a',
      'Infinity',
      '१२५०',
      '$5',
    ])
      expect(parseAmount(odd), odd).toBeNull()
    expect(parseAmount('10000000000')).toBeNull()
    expect(parseAmount('9'.repeat(1000))).toBeNull()
    expect(parseAmount(`1${',000'.repeat(12)}`)).toBeNull()
  })

  test('an amount below zero is refused unless it is allowed', () => {
    expect(parseAmount('-500')).toBeNull()
    expect(parseAmount('-500', 'INR', { negative: true })).toBe(-50_000n)
    expect(parseAmount('- ₹500.25', 'INR', { negative: true })).toBe(-50_025n)
    expect(parseAmount('--500', 'INR', { negative: true })).toBeNull()
  })

  test('a currency without decimals takes none', () => {
    expect(parseAmount('¥1,250', 'JPY')).toBe(1250n)
    expect(parseAmount('1250.5', 'JPY')).toBeNull()
    expect(parseAmount('$12.34', 'USD')).toBe(1234n)
  })

  test('G-C9 what is printed reads back as the same amount, in every currency', () => {
    fc.assert(
      fc.property(amounts, currency, (minor, currency) => {
        const whole = minor % 10n ** BigInt(10 + currencies[currency].decimals)
        for (const locale of ['en-IN', 'en-US'])
          expect(parseAmount(formatMoney(whole, currency, locale), currency)).toBe(whole)
        expect(parseAmount(plainAmount(whole, currency), currency)).toBe(whole)
      }),
    )
  })
})

describe('amounts as people read them', () => {
  test('an Indian bill groups by lakh and crore', () => {
    expect(formatMoney(123_456_750n, 'INR', 'en-IN')).toBe('₹12,34,567.50')
    expect(formatMoney(5n, 'INR', 'en-IN')).toBe('₹0.05')
    expect(formatMoney(-50_000n, 'INR', 'en-IN')).toBe('-₹500.00')
    expect(formatMoney(1250n, 'JPY', 'en-US')).toBe('¥1,250')
  })

  test('G-C9 an amount too large for floating point keeps its last paisa', () => {
    expect(formatMoney(9_007_199_254_740_993_01n, 'INR', 'en-IN')).toBe('₹9,00,71,99,25,47,40,993.01')
    expect(plainAmount(9_223_372_036_854_775_807n, 'INR')).toBe('92233720368547758.07')
  })
})

describe('sums and shares', () => {
  test('G-C9 multiplying is adding again and again', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 50 }), (price, count) => {
        expect(multiply(price, count)).toBe(sum(Array.from({ length: count }, () => price)))
      }),
    )
    expect(() => multiply(100n, 1.5)).toThrow(RangeError)
    expect(() => multiply(100n, Number.NaN)).toThrow(RangeError)
  })

  test('G-C9 a share is rounded to the nearest paisa, halves away from zero', () => {
    expect(share(10_000n, 18n, 100n)).toBe(1800n)
    expect(share(1n, 1n, 2n)).toBe(1n)
    expect(share(-1n, 1n, 2n)).toBe(-1n)
    expect(share(25n, 1n, 10n)).toBe(3n)
    expect(share(24n, 1n, 10n)).toBe(2n)
    expect(share(100n, 1n, 3n)).toBe(33n)
    expect(() => share(1n, 1n, 0n)).toThrow(RangeError)
  })

  test('G-C9 a share is never more than half a paisa off, and a refund rounds like its charge', () => {
    const part = fc.bigInt({ min: 1n, max: 10_000n })
    fc.assert(
      fc.property(amounts, part, part, (minor, numerator, denominator) => {
        const rounded = share(minor, numerator, denominator)
        const error = 2n * (rounded * denominator - minor * numerator)
        expect(error <= denominator && error >= -denominator).toBe(true)
        expect(share(-minor, numerator, denominator)).toBe(-rounded)
      }),
    )
  })
})

describe('amounts in words', () => {
  test('U-13 the total in words as an Indian invoice says it', () => {
    expect(amountInWords(123_456_750n, 'INR')).toBe(
      'Rupees Twelve Lakh Thirty-Four Thousand Five Hundred Sixty-Seven and Fifty Paise Only',
    )
    expect(amountInWords(0n, 'INR')).toBe('Rupees Zero Only')
    expect(amountInWords(100n, 'INR')).toBe('Rupee One Only')
    expect(amountInWords(101n, 'INR')).toBe('Rupee One and One Paisa Only')
    expect(amountInWords(2_000n, 'INR')).toBe('Rupees Twenty Only')
    expect(amountInWords(1_000_000_000n, 'INR')).toBe('Rupees One Crore Only')
    expect(amountInWords(100_000_000_000_000n, 'INR')).toBe('Rupees One Lakh Crore Only')
    expect(amountInWords(-50_050n, 'INR')).toBe('Minus Rupees Five Hundred and Fifty Paise Only')
  })

  test('other currencies count by thousand and million', () => {
    expect(amountInWords(123_456_789n, 'USD')).toBe(
      'Dollars One Million Two Hundred Thirty-Four Thousand Five Hundred Sixty-Seven and Eighty-Nine Cents Only',
    )
    expect(amountInWords(1_250n, 'JPY')).toBe('Yen One Thousand Two Hundred Fifty Only')
    expect(amountInWords(101n, 'GBP')).toBe('Pound One and One Penny Only')
  })

  test('U-13 the words say exactly the amount, to the largest that a column holds', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -9_223_372_036_854_775_807n, max: 9_223_372_036_854_775_807n }),
        currency,
        (minor, currency) => {
          expect(heard(amountInWords(minor, currency), currency)).toBe(minor)
        },
      ),
      { numRuns: 1000 },
    )
    for (let minor = 0n; minor < 12_000n; minor++)
      expect(heard(amountInWords(minor, 'INR'), 'INR')).toBe(minor)
  })
})

/** What somebody who writes the words down as a number would get: another way than the one under test. */
function heard(words: string, currency: Currency): bigint {
  const { one, many, minorOne, minorMany } = currencies[currency].words
  const match = new RegExp(
    `^(Minus )?(?:${one}|${many}) (.+?)(?: and (.+) (?:${minorOne}|${minorMany}))? Only$`,
  ).exec(words)
  if (!match) throw new Error(`not an amount in words: ${words}`)
  const [, minus, major = '', minor] = match
  const value = number(major) * 10n ** BigInt(currencies[currency].decimals) + (minor ? number(minor) : 0n)
  return minus ? -value : value
}

/** The largest scale counts all that was said before it: 'One Lakh Two Thousand Crore' is 1,02,000 crore. */
function number(words: string): bigint {
  const largest = words.includes('Crore') ? scales.Crore : scales.Trillion
  let closed = 0n
  let open = 0n
  for (const word of words.split(/[ -]/)) {
    const scale = scales[word]
    if (scale === undefined)
      open += BigInt(units.indexOf(word) >= 0 ? units.indexOf(word) : tens.indexOf(word) * 10)
    else if (scale === 100n) open *= 100n
    else if (scale === largest) {
      closed = (closed + open) * scale
      open = 0n
    } else {
      closed += open * scale
      open = 0n
    }
  }
  return closed + open
}

const scales: Record<string, bigint> = {
  Hundred: 100n,
  Thousand: 1000n,
  Lakh: 100_000n,
  Million: 1_000_000n,
  Crore: 10_000_000n,
  Billion: 1_000_000_000n,
  Trillion: 1_000_000_000_000n,
}
const units = [
  'Zero',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
  'Thirteen',
  'Fourteen',
  'Fifteen',
  'Sixteen',
  'Seventeen',
  'Eighteen',
  'Nineteen',
]
const tens = ['', '', 'Twenty', 'Thirty', 'Forty', 'Fifty', 'Sixty', 'Seventy', 'Eighty', 'Ninety']
