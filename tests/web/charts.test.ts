import { describe, expect, test } from 'vitest'
import type { Components } from '../../src/web/components.js'
import { formatter } from '../../src/web/format.js'
import { render } from '../../src/web/template.js'
import { english } from '../../src/web/words.js'

const format = formatter(english, 'en', 'Asia/Kolkata', 'INR')
const ambient = { user: null, nav: null, flash: [], base: '', t: english, format, can: () => false, site: {} }
const draw = (props: Components['components/line-chart']) => render('components/line-chart', ambient, props)
const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour))

const spo2 = {
  title: 'SpO2',
  unit: '%',
  series: [
    {
      label: 'SpO2',
      points: [
        { at: at(6), value: 92, note: 'on oxygen, 2 L/min' },
        { at: at(0), value: 97 },
        { at: at(3), value: null },
        { at: at(4), value: 94 },
      ],
    },
  ],
}

describe('E-41 a chart of measurements', () => {
  const html = draw({ ...spo2, low: 94, high: 100, decimals: 0 })

  test('is an SVG by attributes alone, with what it shows in words', () => {
    expect(html).toMatch(
      /<svg class="ww-lines-plot"[^>]* role="img" aria-label="SpO2 \(%\)\. SpO2: 3 values from 92 to 97, the last 92 on Sat 21 Nov 2026, 11:30.am\."/,
    )
    expect(html).not.toMatch(/style=|<script|on\w+="|NaN|undefined/)
    expect(html.match(/<path class="ww-line"/g)).toHaveLength(1)
    expect(html).toContain('Reference range: 94 to 100 %')
    expect(html).toMatch(/<rect class="ww-lines-band" x="0" width="100%" y="6" height="[\d.]+">/)
  })

  test('has a table beside it, oldest first, with gaps and notes', () => {
    const rows = [
      ...html.matchAll(/<tr><th scope="row">([^<]+)<\/th><td>([^<]+)<\/td><td>([^<]*)<\/td><\/tr>/g),
    ]
    expect(rows.map(([, , value, note]) => [value, note])).toEqual([
      ['97', ''],
      ['–', ''],
      ['94', ''],
      ['92', 'on oxygen, 2 L/min'],
    ])
    expect(html).toMatch(/<details[^>]*>\s*<summary>The values as a table/)
  })

  test('names its lines where there are several, and draws none where nothing is known', () => {
    const line = (label: string, value: number | null) => ({
      label,
      points: [
        { at: at(1), value },
        { at: at(2), value },
      ],
    })
    const two = draw({
      title: 'Blood pressure',
      unit: 'mmHg',
      series: [line('Upper', 120), line('Lower', 80)],
    })
    expect(two).toMatch(/<li class="ww-line-1">[\s\S]*Upper<\/li>\s*<li class="ww-line-2">[\s\S]*Lower<\/li>/)
    expect(two).toMatch(/<th scope="col">Upper<\/th>\s*<th scope="col">Lower<\/th>/)
    const none = draw({ title: 'Weight', unit: 'kg', series: [line('Weight', null)] })
    expect(none).toContain('No value in this time.')
    expect(none).not.toContain('<svg')
    expect(draw({ title: 'Weight', unit: 'kg', series: [] })).toContain('No value in this time.')
  })

  test('an open end of the reference range is said in words', () => {
    expect(draw({ ...spo2, low: 94 })).toContain('Reference range: 94 % or more')
    expect(draw({ ...spo2, high: 5 })).toContain('Reference range: 5 % or less')
    expect(draw(spo2)).not.toContain('Reference range')
  })
})

test('E-41 a sparkline reads out its values, and is nothing where none is known', () => {
  const spark = (values: (number | null)[]) =>
    render('components/sparkline', ambient, { label: 'Pulse, last 3 rounds', values })
  expect(spark([80, null, 96])).toContain('role="img" aria-label="Pulse, last 3 rounds: 80, –, 96"')
  expect(spark([80, 91, 96])).toMatch(/<path class="ww-spark-line" d="M3,21L48,[\d.]+L93,3">/)
  expect(spark([null]).trim()).toBe('')
})
