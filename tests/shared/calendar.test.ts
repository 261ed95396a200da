import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  ageOn,
  type Day,
  day,
  dayFromColumn,
  dayIn,
  daysBetween,
  dayToColumn,
  financialYearOf,
  formatDay,
  formatInstant,
  formatTime,
  formatTimeOfDay,
  formatWeekday,
  instantAt,
  isDay,
  parseDay,
  parseTimeOfDay,
  startOfDay,
  timeIn,
  timeOfDay,
  weekdayOf,
  yearsBetween,
} from '../../src/shared/calendar.js'

const zones = ['Asia/Kolkata', 'Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'UTC']
const days = fc.integer({ min: 0, max: 100_000 }).map((n) => addDays(day('1910-01-01'), n))
const times = fc.integer({ min: 0, max: 1439 }).map((minutes) => {
  const two = (n: number) => String(n).padStart(2, '0')
  return timeOfDay(`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`)
})
const zone = fc.constantFrom(...zones)
const instants = fc.date({ min: new Date('1995-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })

describe('days', () => {
  test('G-K12 only real dates of the years 1900 to 2200 are days', () => {
    for (const real of ['1900-01-01', '2200-12-31', '2024-02-29', '2000-02-29', '2026-12-31'])
      expect(parseDay(real)).toBe(real)
    for (const unreal of ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'])
      expect(parseDay(unreal), unreal).toBeNull()
    for (const odd of [
      '1899-12-31',
      '2201-01-01',
      '2026-1-1',
      '26-01-01',
      '2026-11-21T00:00',
      ' 2026-11-21',
      '',
      '२०२६-११-२१',
    ])
      expect(parseDay(odd), odd).toBeNull()
    expect(() => day('2026-02-30')).toThrow(RangeError)
  })

  test('G-K12 adding days and counting them agree, over every leap year and clock change', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -3000, max: 3000 }), (from, n) => {
        const to = addDays(from, n)
        expect(isDay(to)).toBe(true)
        expect(daysBetween(from, to)).toBe(n)
        expect(addDays(to, -n)).toBe(from)
        if (n > 0) expect(to > from).toBe(true)
      }),
    )
    expect(addDays(day('2026-03-28'), 1)).toBe('2026-03-29')
    expect(addDays(day('2024-02-28'), 2)).toBe('2024-03-01')
  })

  test('weekdays count from Monday, and come again after seven days', () => {
    expect(weekdayOf(day('2026-11-16'))).toBe(1)
    expect(weekdayOf(day('2026-11-21'))).toBe(6)
    expect(weekdayOf(day('2026-11-22'))).toBe(7)
    fc.assert(
      fc.property(days, (from) => {
        expect(weekdayOf(addDays(from, 1))).toBe((weekdayOf(from) % 7) + 1)
      }),
    )
  })

  test('G-K12 a date column keeps its day whatever the zone of the server', () => {
    fc.assert(
      fc.property(days, (one) => {
        expect(dayToColumn(one).toISOString()).toBe(`${one}T00:00:00.000Z`)
        expect(dayFromColumn(dayToColumn(one))).toBe(one)
      }),
    )
    expect(() => dayFromColumn(new Date('2026-11-21T18:30:00Z'))).toThrow('an instant is not a day')
  })

  test('the Indian financial year starts on 1 April', () => {
    expect(financialYearOf(day('2026-03-31'))).toBe(2025)
    expect(financialYearOf(day('2026-04-01'))).toBe(2026)
    expect(financialYearOf(day('2027-01-15'))).toBe(2026)
    expect(financialYearOf(day('2026-01-01'), 1)).toBe(2026)
  })
})

describe('ages', () => {
  test('G-K12 a patient is a year older on the birthday, not the day before', () => {
    expect(ageOn(day('1961-11-21'), day('2026-11-20'))).toEqual({ years: 64, months: 11 })
    expect(ageOn(day('1961-11-21'), day('2026-11-21'))).toEqual({ years: 65, months: 0 })
    expect(yearsBetween(day('1961-11-21'), day('2026-11-20'))).toBe(64)
  })

  test('a patient born on 29 February has the birthday on 1 March of common years', () => {
    expect(ageOn(day('2004-02-29'), day('2026-02-28')).years).toBe(21)
    expect(ageOn(day('2004-02-29'), day('2026-03-01')).years).toBe(22)
    expect(ageOn(day('2004-02-29'), day('2028-02-28')).years).toBe(23)
    expect(ageOn(day('2004-02-29'), day('2028-02-29')).years).toBe(24)
  })

  test('a baby is counted in months', () => {
    expect(ageOn(day('2026-08-31'), day('2026-09-30'))).toEqual({ years: 0, months: 0 })
    expect(ageOn(day('2026-08-31'), day('2026-10-01'))).toEqual({ years: 0, months: 1 })
    expect(ageOn(day('2026-11-21'), day('2026-11-21'))).toEqual({ years: 0, months: 0 })
  })

  test('G-K11 on a clock set back, nobody has a negative age', () => {
    expect(ageOn(day('2026-11-21'), day('2026-11-20'))).toEqual({ years: 0, months: 0 })
  })

  test('nobody grows younger from one day to the next, and the months of a year stay below twelve', () => {
    fc.assert(
      fc.property(fc.nat(40_000), fc.nat(45_000), (born, n) => {
        const birth = addDays(day('1910-01-01'), born)
        const today = ageOn(birth, addDays(birth, n))
        const tomorrow = ageOn(birth, addDays(birth, n + 1))
        const inMonths = (age: { years: number; months: number }) => age.years * 12 + age.months
        expect(inMonths(tomorrow) - inMonths(today)).toBeOneOf([0, 1])
        expect(today.months).toBeLessThan(12)
      }),
    )
  })
})

describe('days and instants', () => {
  test('G-K12 shortly after midnight in Chennai it is already the next day, though not in UTC', () => {
    const instant = new Date('2026-11-20T19:00:00Z')
    expect(dayIn(instant, 'Asia/Kolkata')).toBe('2026-11-21')
    expect(timeIn(instant, 'Asia/Kolkata')).toBe('00:30')
    expect(dayIn(instant, 'UTC')).toBe('2026-11-20')
    expect(dayIn(instant, 'America/New_York')).toBe('2026-11-20')
  })

  test('G-K12 nine in the morning is another instant in each zone', () => {
    const nine = (zone: string) => instantAt(day('2026-11-21'), timeOfDay('09:00'), zone).toISOString()
    expect(nine('Asia/Kolkata')).toBe('2026-11-21T03:30:00.000Z')
    expect(nine('Europe/Berlin')).toBe('2026-11-21T08:00:00.000Z')
    expect(nine('America/New_York')).toBe('2026-11-21T14:00:00.000Z')
  })

  test('G-K12 a time that the spring clock change skips is taken as much later', () => {
    const skipped = instantAt(day('2026-03-29'), timeOfDay('02:30'), 'Europe/Berlin')
    expect(skipped.toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(timeIn(skipped, 'Europe/Berlin')).toBe('03:30')
    const inNewYork = instantAt(day('2026-03-08'), timeOfDay('02:15'), 'America/New_York')
    expect(timeIn(inNewYork, 'America/New_York')).toBe('03:15')
  })

  test('G-K12 a time that comes twice on an autumn night is the first of the two', () => {
    expect(instantAt(day('2026-10-25'), timeOfDay('02:30'), 'Europe/Berlin').toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    )
    expect(instantAt(day('2026-11-01'), timeOfDay('01:30'), 'America/New_York').toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    )
  })

  test('G-K12 wall-clock times survive the way to an instant and back, in every zone', () => {
    fc.assert(
      fc.property(days, times, zone, (date, time, zone) => {
        const instant = instantAt(date, time, zone)
        const back = timeIn(instant, zone)
        // In the skipped hour of a spring night the clock shows a later time; the day is the same all the same.
        if (back !== time) expect(back > time).toBe(true)
        expect(dayIn(instant, zone)).toBe(date)
      }),
      { numRuns: 500 },
    )
  })

  test('G-K12 every instant lies between the starts of its day and of the next', () => {
    fc.assert(
      fc.property(instants, zone, (instant, zone) => {
        const today = dayIn(instant, zone)
        expect(startOfDay(today, zone).getTime()).toBeLessThanOrEqual(instant.getTime())
        expect(startOfDay(addDays(today, 1), zone).getTime()).toBeGreaterThan(instant.getTime())
      }),
      { numRuns: 500 },
    )
  })

  test('G-K12 the days of a clock change have 23 and 25 hours', () => {
    const hours = (date: Day, zone: string) =>
      (startOfDay(addDays(date, 1), zone).getTime() - startOfDay(date, zone).getTime()) / 3_600_000
    expect(hours(day('2026-03-29'), 'Europe/Berlin')).toBe(23)
    expect(hours(day('2026-10-25'), 'Europe/Berlin')).toBe(25)
    expect(hours(day('2026-03-29'), 'Asia/Kolkata')).toBe(24)
  })

  test('a misspelt zone is an error, not UTC', () => {
    expect(() => dayIn(new Date(), 'Asia/Madras City')).toThrow(RangeError)
    expect(() => instantAt(day('2026-01-01'), timeOfDay('09:00'), 'Mars/Olympus')).toThrow(RangeError)
  })
})

describe('times of day', () => {
  test('only the 24-hour clock is a time of day', () => {
    for (const real of ['00:00', '09:30', '23:59']) expect(parseTimeOfDay(real)).toBe(real)
    for (const odd of ['24:00', '9:30', '09:60', '09:30:00', '0930', ' 09:30', '', '०९:३०'])
      expect(parseTimeOfDay(odd), odd).toBeNull()
    expect(() => timeOfDay('24:00')).toThrow(RangeError)
  })
})

describe('as people read them', () => {
  const nine = new Date('2026-11-21T03:30:00Z')

  test('E-20 a time reads Sat 21 Nov 2026, 9:00 am', () => {
    expect(formatInstant(nine, 'Asia/Kolkata', 'en-IN')).toBe('Sat 21 Nov 2026, 9:00 am')
    expect(formatDay(day('2026-11-21'), 'en-IN')).toBe('Sat 21 Nov 2026')
    expect(formatTime(nine, 'Asia/Kolkata', 'en-IN')).toBe('9:00 am')
    expect(formatInstant(nine, 'America/New_York', 'en')).toBe('Fri 20 Nov 2026, 10:30 pm')
  })

  test('midnight and noon read 12:00 am and 12:00 pm', () => {
    expect(formatTimeOfDay(timeOfDay('00:00'), 'en-IN')).toBe('12:00 am')
    expect(formatTimeOfDay(timeOfDay('12:00'), 'en-IN')).toBe('12:00 pm')
    expect(formatTimeOfDay(timeOfDay('17:05'), 'en-IN')).toBe('5:05 pm')
  })

  test('English months are the same three letters in every version of Node', () => {
    const months = Array.from(
      { length: 12 },
      (_, month) => formatDay(day(`2026-${String(month + 1).padStart(2, '0')}-01`), 'en-IN').split(' ')[2],
    )
    expect(months).toEqual([
      'Jan',
      'Feb',
      'Mar',
      'Apr',
      'May',
      'Jun',
      'Jul',
      'Aug',
      'Sep',
      'Oct',
      'Nov',
      'Dec',
    ])
  })

  test('a Hindi reader gets Hindi names and the same figures', () => {
    expect(formatDay(day('2026-11-21'), 'hi-IN')).toMatch(/^शनि 21 \S+ 2026$/)
    expect(formatWeekday(1, 'hi-IN')).toBe('सोमवार')
    expect(formatWeekday(7, 'en-IN')).toBe('Sunday')
  })

  test('G-K12 a day is printed as itself in any zone of the server', () => {
    fc.assert(
      fc.property(days, (date) => {
        const [, dayOfMonth, , year] = formatDay(date, 'en-IN').split(' ')
        expect(Number(dayOfMonth)).toBe(Number(date.slice(8)))
        expect(year).toBe(date.slice(0, 4))
      }),
    )
  })
})
