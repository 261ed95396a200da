import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BreathingReading, supportCharges } from '../../src/admissions/support-rules.js'
import { addDays, day, dayIn } from '../../src/shared/calendar.js'

const zone = 'Asia/Kolkata'
const rates = [
  { support: 'OXYGEN' as const, from: day('2026-01-01'), dailyRateMinor: 120_000n },
  { support: 'OXYGEN' as const, from: day('2026-11-12'), dailyRateMinor: 150_000n },
  { support: 'VENTILATOR' as const, from: day('2026-01-01'), dailyRateMinor: 900_000n },
]

let next = 0
/** At this hour, in the hospital's time, of a day of November 2026. */
const reading = (
  dayOfMonth: number,
  hour: number,
  oxygen: BreathingReading['oxygen'],
  oxygenDevice: BreathingReading['oxygenDevice'] = null,
): BreathingReading => ({
  id: `reading ${++next}`,
  takenAt: new Date(Date.UTC(2026, 10, dayOfMonth, hour - 5, -30)),
  oxygen,
  oxygenDevice,
})

const shown = (readings: BreathingReading[], with_ = rates) =>
  supportCharges(readings, with_, zone).map(({ support, from, until, days, dailyRateMinor }) => [
    support,
    from,
    until,
    days,
    dailyRateMinor,
  ])

describe('A-17 days of oxygen and of ventilator', () => {
  test('a day with oxygen at any time is one day, days in a row one line; without oxygen none', () => {
    const readings = [
      reading(8, 0, 'ON_OXYGEN', 'NASAL_CANNULA'),
      reading(8, 23, 'ON_OXYGEN', 'VENTURI_MASK'),
      reading(9, 6, 'ROOM_AIR'),
      reading(9, 23, 'ON_OXYGEN'),
      reading(10, 6, 'ROOM_AIR'),
      reading(11, 6, 'HIGH_FLOW_OR_VENTILATED', 'HIGH_FLOW'),
      reading(13, 6, null),
    ]
    expect(shown(readings)).toEqual([
      ['OXYGEN', '2026-11-08', '2026-11-09', 2, 120_000n],
      ['OXYGEN', '2026-11-11', '2026-11-11', 1, 120_000n],
    ])
  })

  test('by the hospital’s calendar: half past midnight is the next day', () => {
    const late = { ...reading(8, 0, 'ON_OXYGEN'), takenAt: new Date('2026-11-08T18:45:00Z') }
    expect(shown([late])).toEqual([['OXYGEN', '2026-11-09', '2026-11-09', 1, 120_000n]])
  })

  test('a ventilator at any time makes it a day of ventilator instead, in whatever order the readings are', () => {
    const readings = [
      reading(8, 6, 'ON_OXYGEN', 'NON_REBREATHER'),
      reading(8, 12, 'HIGH_FLOW_OR_VENTILATED', 'VENTILATOR'),
      reading(8, 18, 'ON_OXYGEN', 'NON_REBREATHER'),
      reading(9, 6, 'HIGH_FLOW_OR_VENTILATED', 'CPAP_BIPAP'),
      reading(10, 6, 'HIGH_FLOW_OR_VENTILATED'),
    ]
    const lines = [
      ['VENTILATOR', '2026-11-08', '2026-11-09', 2, 900_000n],
      ['OXYGEN', '2026-11-10', '2026-11-10', 1, 120_000n],
    ]
    expect(shown(readings)).toEqual(lines)
    expect(shown([...readings].reverse())).toEqual(lines)
  })

  test('at the rate of the day: a new rate begins a new line; without a rate nothing is charged', () => {
    const readings = [11, 12, 13].map((date) => reading(date, 9, 'ON_OXYGEN'))
    expect(shown(readings)).toEqual([
      ['OXYGEN', '2026-11-11', '2026-11-11', 1, 120_000n],
      ['OXYGEN', '2026-11-12', '2026-11-13', 2, 150_000n],
    ])
    expect(shown(readings, [])).toEqual([])
    expect(shown(readings, [{ support: 'OXYGEN', from: day('2026-01-01'), dailyRateMinor: 0n }])).toEqual([])
  })

  test('whatever was read: each day with support is charged once, and no other day', () => {
    const anyReading = fc
      .record({
        hours: fc.integer({ min: 0, max: 20 * 24 }),
        oxygen: fc.constantFrom(
          null,
          'ROOM_AIR' as const,
          'ON_OXYGEN' as const,
          'HIGH_FLOW_OR_VENTILATED' as const,
        ),
        device: fc.constantFrom(null, 'HIGH_FLOW' as const, 'CPAP_BIPAP' as const, 'VENTILATOR' as const),
      })
      .map(({ hours, oxygen, device }) => reading(1, hours, oxygen, device))
    fc.assert(
      fc.property(fc.array(anyReading, { maxLength: 60 }), (readings) => {
        const charged = supportCharges(readings, rates, zone).flatMap(({ support, from, days }) =>
          Array.from({ length: days }, (_, index) => `${addDays(from, index)} ${support}`),
        )
        const due = new Map<string, string>()
        for (const { takenAt, oxygen, oxygenDevice } of readings) {
          if (oxygen === null || oxygen === 'ROOM_AIR') continue
          const on = dayIn(takenAt, zone)
          const ventilated = oxygenDevice === 'VENTILATOR' || oxygenDevice === 'CPAP_BIPAP'
          if (ventilated || !due.has(on)) due.set(on, ventilated ? 'VENTILATOR' : 'OXYGEN')
        }
        expect(charged).toEqual([...due].map(([on, support]) => `${on} ${support}`).sort())
      }),
    )
  })
})
