import { describe, expect, test } from 'vitest'
import type { AlertLevel } from '../../src/isolation/home-alert-rules.js'
import { scoreReport, scoreReports } from '../../src/isolation/monitoring-rules.js'
import type { HomeReport } from '../../src/isolation/report-rules.js'
import { adult, report } from './home-reports.js'

describe('C-03 SpO2 of 93 % or less three times within 60 minutes is a red flag', () => {
  test.each<[string, [minutes: number, spo2: number | null][], AlertLevel, boolean]>([
    [
      'three, the last after exactly 60 minutes',
      [
        [0, 93],
        [30, 92],
        [60, 93],
      ],
      'URGENT',
      true,
    ],
    [
      'three, the last after 61 minutes',
      [
        [0, 93],
        [30, 92],
        [61, 93],
      ],
      'RECHECK',
      false,
    ],
    [
      'two',
      [
        [0, 93],
        [20, 92],
      ],
      'RECHECK',
      false,
    ],
    [
      'three, one of them 94',
      [
        [0, 93],
        [20, 94],
        [40, 93],
      ],
      'RECHECK',
      false,
    ],
    [
      'three of four, with a better one between',
      [
        [0, 93],
        [20, 96],
        [40, 92],
        [50, 91],
      ],
      'URGENT',
      true,
    ],
    [
      'three that arrive in another order',
      [
        [40, 93],
        [0, 92],
        [20, 93],
      ],
      'URGENT',
      true,
    ],
    [
      'the same instant three times is one reading',
      [
        [0, 93],
        [0, 93],
        [0, 92],
      ],
      'RECHECK',
      false,
    ],
    [
      'two instants, one of them twice',
      [
        [0, 93],
        [0, 93],
        [20, 92],
      ],
      'RECHECK',
      false,
    ],
    [
      'three a day apart',
      [
        [0, 93],
        [1440, 93],
        [2880, 93],
      ],
      'RECHECK',
      false,
    ],
    [
      'the window may lie anywhere',
      [
        [0, 97],
        [300, 93],
        [310, 93],
        [359, 93],
        [600, 97],
      ],
      'URGENT',
      true,
    ],
    [
      '89 once outweighs them',
      [
        [0, 93],
        [30, 92],
        [60, 89],
      ],
      'EMERGENCY',
      true,
    ],
    [
      'a later good one takes no emergency back',
      [
        [0, 88],
        [30, 98],
      ],
      'EMERGENCY',
      false,
    ],
  ])('%s', (_, readings, alert, sustained) => {
    const series = readings.map(([minutes, spo2]) => report({ spo2 }, minutes))
    const score = scoreReports(series, adult)
    expect(score).toMatchObject({ status: 'OK', alert })
    expect(score.reasons.some(({ id }) => id === 'spo2-low-sustained')).toBe(sustained)
    const ids = score.reasons.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('C-03 fever above 100 °F on more than 3 days is a red flag', () => {
  const days = (...temperatures: [number, 'C' | 'F'][]) =>
    temperatures.map(([temperature, temperatureUnit], day) =>
      report({ temperature, temperatureUnit }, day * 1440),
    )

  test.each<[string, HomeReport[], AlertLevel]>([
    ['4 days of 100.1 °F', days([100.1, 'F'], [100.1, 'F'], [100.1, 'F'], [100.1, 'F']), 'URGENT'],
    ['3 days', days([101, 'F'], [101, 'F'], [101, 'F']), 'NONE'],
    ['4 days of exactly 100 °F', days([100, 'F'], [100, 'F'], [100, 'F'], [100, 'F']), 'NONE'],
    ['4 days of 37.8 °C', days([37.8, 'C'], [37.8, 'C'], [37.8, 'C'], [37.8, 'C']), 'URGENT'],
    ['4 days of 37.7 °C', days([37.7, 'C'], [37.7, 'C'], [37.7, 'C'], [37.7, 'C']), 'NONE'],
    [
      '8 times on 3 days',
      [0, 1, 2].flatMap((day) =>
        [0, 60, 120].map((minutes) => report({ temperature: 102 }, day * 1440 + minutes)),
      ),
      'NONE',
    ],
    ['4 days, in both units', days([38, 'C'], [101, 'F'], [38.5, 'C'], [100.4, 'F']), 'URGENT'],
  ])('%s', (_, series, alert) => {
    expect(scoreReports(series, adult).alert).toBe(alert)
    expect(scoreReports([...series].reverse(), adult).alert).toBe(alert)
  })

  test('a report without fever after them raises nothing again', () => {
    const series = days([101, 'F'], [101, 'F'], [101, 'F'], [101, 'F'])
    expect(scoreReport(report({}, 4 * 1440), series, adult).alert).toBe('NONE')
    expect(scoreReport(report({ temperature: 101 }, 4 * 1440), series, adult).alert).toBe('URGENT')
  })

  test('a day is one of the calendar of the hospital, not of Greenwich', () => {
    const evenings = [0, 1, 2].flatMap((day) => [
      report({ temperature: 101 }, day * 1440),
      report({ temperature: 101 }, day * 1440 + 16 * 60),
    ])
    expect(scoreReports(evenings, { ageYears: 45, zone: 'UTC' }).alert).toBe('NONE')
    expect(scoreReports(evenings, adult).alert).toBe('URGENT')
  })
})
