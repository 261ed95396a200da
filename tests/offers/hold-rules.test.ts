import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fits,
  rescueHeldUntil,
  SHORTEST_ANSWER_MINUTES,
  type Wish,
  waitingHeldUntil,
} from '../../src/offers/hold-rules.js'
import { day, timeOfDay } from '../../src/shared/calendar.js'

const now = new Date('2026-11-23T06:00:00.000Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const minutesTo = (instant: Date) => (instant.getTime() - now.getTime()) / 60_000
const settings = { noticeMinutes: 60, waitingHoldMinutes: 120, rescueHoldHours: 48 }

const someSettings = fc.record({
  noticeMinutes: fc.integer({ min: 0, max: 10_000 }),
  waitingHoldMinutes: fc.integer({ min: 5, max: 2_880 }),
  rescueHoldHours: fc.integer({ min: 1, max: 336 }),
})
const minutes = fc.integer({ min: -1_000, max: 100_000 })

describe('until when a time is held', () => {
  test('of the waiting list: the time of the settings, but never into the notice', () => {
    expect(waitingHeldUntil(inMinutes(1_000), settings, now)).toEqual(inMinutes(120))
    expect(waitingHeldUntil(inMinutes(150), settings, now)).toEqual(inMinutes(90))
    expect(waitingHeldUntil(inMinutes(75), settings, now)).toEqual(inMinutes(15))
    expect(waitingHeldUntil(inMinutes(74), settings, now)).toBeNull()
    fc.assert(
      fc.property(minutes, someSettings, (startsIn, rules) => {
        const until = waitingHeldUntil(inMinutes(startsIn), rules, now)
        if (!until) return startsIn - Math.max(rules.noticeMinutes, 30) < 15 || rules.waitingHoldMinutes < 15
        const held = minutesTo(until)
        return (
          held >= SHORTEST_ANSWER_MINUTES &&
          held <= rules.waitingHoldMinutes &&
          startsIn - held >= Math.max(rules.noticeMinutes, 30)
        )
      }),
    )
  })

  test('for a visit without a time: two hours before the old one the desk must know', () => {
    const far = { startsAt: inMinutes(20_000), oldStartsAt: inMinutes(10_000) }
    expect(rescueHeldUntil(far, settings, now)).toEqual(inMinutes(48 * 60))
    expect(rescueHeldUntil({ ...far, oldStartsAt: inMinutes(600) }, settings, now)).toEqual(inMinutes(480))
    expect(rescueHeldUntil({ ...far, oldStartsAt: inMinutes(30) }, settings, now)).toEqual(inMinutes(60))
    expect(rescueHeldUntil({ ...far, startsAt: inMinutes(70) }, settings, now)).toBeNull()
    fc.assert(
      fc.property(minutes, minutes, someSettings, (startsIn, oldIn, rules) => {
        const times = { startsAt: inMinutes(startsIn), oldStartsAt: inMinutes(oldIn) }
        const until = rescueHeldUntil(times, rules, now)
        if (!until) return startsIn - Math.max(rules.noticeMinutes, 30) < SHORTEST_ANSWER_MINUTES
        const held = minutesTo(until)
        return (
          held >= SHORTEST_ANSWER_MINUTES &&
          held <= rules.rescueHoldHours * 60 &&
          startsIn - held >= Math.max(rules.noticeMinutes, 30) &&
          held <= Math.max(oldIn - 120, 60)
        )
      }),
    )
  })
})

describe('what fits a wish', () => {
  const wish: Wish = {
    doctorId: null,
    earliestOn: day('2026-11-24'),
    latestOn: day('2026-11-26'),
    partOfDay: 'ANY',
    visit: null,
  }
  const at = (on: string, time: string) => ({
    doctorId: 'rao',
    day: day(on),
    time: timeOfDay(time),
    startsAt: new Date(`${on}T${time}:00Z`),
  })

  test.each([
    ['the first day', '2026-11-24', true],
    ['the last day', '2026-11-26', true],
    ['the day before', '2026-11-23', false],
    ['the day after', '2026-11-27', false],
  ])('%s', (_name, on, expected) => {
    expect(fits(wish, at(on, '09:00'))).toBe(expected)
  })

  test('noon is afternoon, a minute before it is morning', () => {
    const [morning, afternoon] = [
      { ...wish, partOfDay: 'MORNING' as const },
      { ...wish, partOfDay: 'AFTERNOON' as const },
    ]
    expect([fits(morning, at('2026-11-24', '11:59')), fits(morning, at('2026-11-24', '12:00'))]).toEqual([
      true,
      false,
    ])
    expect([fits(afternoon, at('2026-11-24', '11:59')), fits(afternoon, at('2026-11-24', '12:00'))]).toEqual([
      false,
      true,
    ])
  })

  test('the doctor, where one is named', () => {
    expect(fits({ ...wish, doctorId: 'rao' }, at('2026-11-24', '09:00'))).toBe(true)
    expect(fits({ ...wish, doctorId: 'iyer' }, at('2026-11-24', '09:00'))).toBe(false)
  })

  test('E-9 only what is earlier than the visit', () => {
    const earlier = { ...wish, visit: { startsAt: new Date('2026-11-25T09:00:00Z') } }
    expect(fits(earlier, at('2026-11-25', '08:30'))).toBe(true)
    expect(fits(earlier, at('2026-11-25', '09:00'))).toBe(false)
    expect(fits(earlier, at('2026-11-25', '09:30'))).toBe(false)
  })
})
