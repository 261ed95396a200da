import { expect, test } from 'vitest'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { formatter } from '../../src/web/format.js'
import { english } from '../../src/web/words.js'

const zone = 'Asia/Kolkata'
const format = formatter(english, 'en', zone, 'INR')

test('an age reads in years, and for a small child in months, one of them in the singular', () => {
  const today = dayIn(new Date(), zone)
  const ages = [5, 45, 400, 800].map((days) => format.age(addDays(today, -days)))
  expect(ages).toEqual(['0 months', '1 month', '13 months', '2 years'])
})

test('E-20 in a narrow column am and pm stay with their time', () => {
  const nine = new Date('2026-11-21T03:30:00Z')
  expect(format.instant(nine)).toBe('Sat 21 Nov 2026, 9:00\u00a0am')
  expect(format.time(nine)).toBe('9:00\u00a0am')
})
