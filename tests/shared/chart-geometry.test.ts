import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisMarks } from '../../src/shared/chart-axis.js'
import { drawLines, drawSpark, type Lines, PLOT, SPARK } from '../../src/shared/chart-geometry.js'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour))
const line = (...values: (number | null)[]): Lines => ({
  series: [{ label: 'SpO2', points: values.map((value, index) => ({ at: at(index), value })) }],
})

describe('E-41 the lines of a chart', () => {
  test('run from left to right through their points, whatever order they come in', () => {
    const { series } = line(90, 100, 95)
    const points = [...(series[0]?.points ?? [])].reverse()
    const drawn = drawLines({ series: [{ label: 'SpO2', points }] })
    expect(drawn).toEqual(drawLines({ series }))
    expect(drawn.lines[0]?.path).toBe('M0,154L500,6L1000,80')
    expect(drawn.levels.map(({ text }) => text)).toEqual(['90', '95', '100'])
    expect(drawn.lines[0]).toMatchObject({ count: 3, least: '90', most: '100' })
    expect(drawn.lines[0]?.latest).toEqual({ at: at(2), value: '95' })
  })

  test('stop where nothing was measured and go on after it; what stands alone is a dot', () => {
    const [drawn] = drawLines(line(97, 96, null, 95, null, 94, 93)).lines
    expect(drawn?.path.match(/M/g)).toHaveLength(2)
    expect(drawn?.dots.match(/M/g)).toHaveLength(5)
    expect(drawn?.count).toBe(5)
  })

  test('one value stands in the middle, and none leaves the chart empty', () => {
    const one = drawLines(line(97))
    expect(one.lines[0]?.dots).toMatch(/^M500,[\d.]+h0$/)
    expect(one.lines[0]?.path).toBe('')
    const none = drawLines({ ...line(null, Number.NaN, Number.POSITIVE_INFINITY), low: 3, high: 5 })
    expect(none).toMatchObject({ levels: [], band: null })
    expect(none.lines[0]).toMatchObject({ path: '', dots: '', count: 0, latest: null })
  })

  test('the reference range is in sight, also where all values are above it', () => {
    const { band, levels } = drawLines({ ...line(9, 8), low: 4, high: 6 })
    expect(Number(levels[0]?.text)).toBeLessThanOrEqual(4)
    expect(band?.height).toBeGreaterThan(0)
  })

  test('the table has a row for each instant, a cell for each line, and the notes', () => {
    const { rows } = drawLines({
      series: [
        {
          label: 'Upper',
          points: [
            { at: at(1), value: 120, note: 'lying' },
            { at: at(0), value: 118 },
          ],
        },
        { label: 'Lower', points: [{ at: at(1), value: 80 }] },
      ],
    })
    expect(rows).toEqual([
      { at: at(0), texts: ['118', null], note: '' },
      { at: at(1), texts: ['120', '80'], note: 'lying' },
    ])
  })

  test('two values of one instant are two rows of the table', () => {
    const { rows } = drawLines({
      series: [{ label: 'Pulse', points: [80, 90].map((value) => ({ at: at(1), value })) }],
    })
    expect(rows.map(({ texts }) => texts)).toEqual([['80'], ['90']])
  })

  test('however odd the numbers, every coordinate is a number inside the box', () => {
    const value = fc.oneof(fc.constant(null), fc.double(), fc.integer({ min: 0, max: 300 }))
    const points = fc.array(fc.record({ at: fc.date({ noInvalidDate: false }), value }), { maxLength: 120 })
    const end = fc.option(fc.double(), { nil: null })
    fc.assert(
      fc.property(
        fc.array(points, { maxLength: 3 }),
        end,
        end,
        fc.option(fc.nat(3), { nil: undefined }),
        (all, low, high, decimals) => {
          const drawn = drawLines({
            series: all.map((points, index) => ({ label: `${index}`, points })),
            ...{ low, high },
            ...(decimals !== undefined && { decimals }),
          })
          for (const { path, dots } of drawn.lines) inside(`${path}${dots}`, PLOT)
          for (const { y, text } of drawn.levels) {
            inside(`M0,${y}`, PLOT)
            expect(text).toMatch(/^-?\d+(\.\d+)?$/)
          }
          if (drawn.band) {
            inside(`M0,${drawn.band.y}L0,${drawn.band.y + drawn.band.height}`, PLOT)
            expect(drawn.band.height).toBeGreaterThanOrEqual(0)
          }
          const known = all.flat().filter(({ at, value }) => !Number.isNaN(at.getTime()) && isDrawable(value))
          expect(drawn.lines.reduce((sum, { count }) => sum + count, 0)).toBe(known.length)
        },
      ),
    )
  })

  test('a higher value is never drawn lower', () => {
    const whole = fc.integer({ min: 0, max: 300 })
    fc.assert(
      fc.property(fc.array(whole, { minLength: 2, maxLength: 40 }), (values) => {
        const [drawn] = drawLines(line(...values)).lines
        const heights = [...(drawn?.path ?? '').matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y))
        for (const [index, value] of values.entries())
          if (index > 0 && value > (values[index - 1] ?? 0))
            expect(heights[index]).toBeLessThanOrEqual(heights[index - 1] ?? 0)
      }),
    )
  })
})

describe('E-41 a sparkline', () => {
  test('ends with the newest value, and leaves out what was not measured', () => {
    expect(drawSpark([97, null, 93])).toEqual({ path: 'M3,3h0M93,21h0', last: { x: 93, y: 21 } })
    expect(drawSpark([null, null])).toEqual({ path: '', last: null })
    expect(drawSpark([])).toEqual({ path: '', last: null })
  })

  test('stays inside its box, whatever the numbers', () => {
    const value = fc.oneof(fc.constant(null), fc.double(), fc.integer({ min: 0, max: 300 }))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        inside(drawSpark(values).path, SPARK)
        expect(drawSpark(values).last === null).toBe(!values.some(isDrawable))
      }),
    )
  })
})

describe('the time axis', () => {
  const zone = 'Asia/Kolkata'
  const marks = (from: string, to: string) => axisMarks(new Date(from), new Date(to), zone, 'en-IN')

  test('tells the hours of a day, the days of a month, and with the year when it is long', () => {
    expect(marks('2026-11-20T20:00:00Z', '2026-11-21T15:00:00Z').map(({ text }) => text)).toEqual([
      '6:00 am',
      '12:00 pm',
      '6:00 pm',
    ])
    expect(marks('2026-11-18T00:00:00Z', '2026-11-21T06:00:00Z').map(({ text }) => text)).toEqual([
      '19 Nov',
      '20 Nov',
      '21 Nov',
    ])
    expect(marks('2024-11-18T00:00:00Z', '2026-11-21T06:00:00Z')[1]?.text).toMatch(/^\d+ \w{3} 2026$/)
  })

  test('one instant alone is told with its day', () => {
    expect(marks('2026-11-21T03:30:00Z', '2026-11-21T03:30:00Z')).toEqual([
      { x: 50, text: '21 Nov, 9:00 am', anchor: 'middle' },
    ])
  })

  test('has few marks, all on the chart, in order', () => {
    const instant = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one]
        const xs = axisMarks(from, to, zone, 'en-IN').map(({ x }) => x)
        expect(xs.length).toBeLessThanOrEqual(6)
        expect(xs).toEqual([...xs].sort((a, b) => a - b))
        for (const x of xs) expect(x >= 0 && x <= 100).toBe(true)
      }),
    )
  })
})

function inside(path: string, { width, height }: { width: number; height: number }) {
  expect(path).not.toMatch(/NaN|Infinity|e/)
  for (const [, x, y] of path.matchAll(/[ML]([^,]+),([^MLh]+)/g)) {
    expect(Number(x)).toBeGreaterThanOrEqual(0)
    expect(Number(x)).toBeLessThanOrEqual(width)
    expect(Number(y)).toBeGreaterThanOrEqual(0)
    expect(Number(y)).toBeLessThanOrEqual(height)
  }
}

const isDrawable = (value: number | null): value is number =>
  value !== null && Number.isFinite(value) && Math.abs(value) <= 1e12
