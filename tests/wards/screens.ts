import { parse } from 'csv-parse/sync'
import { expect } from 'vitest'
import type { BedState } from '../../src/wards/rules.js'
import type { Browser } from '../support/app.js'

export type Counts = Record<BedState, number>

/** The beds of the house as one screen shows them: of each ward, or of each level, or of all together. */
export interface Shown {
  screen: string
  /** By the ward's id. */
  wards?: Record<string, Counts & { total: number }>
  house?: { [Name in BedState | 'total']?: number | undefined }
  /** By the words for the level of care. */
  levels?: Record<string, { free: number; total: number }>
  /** By ward and number: 'Ward A 12'. */
  beds?: Record<string, string>
}

/** Every screen with a number of beds on it, at one instant; `at` is an instant that has passed. */
export async function allScreens(
  { desk, admin }: { desk: Browser; admin: Browser },
  wardIds: readonly string[],
  at: Date,
): Promise<{ today: Shown[]; before: Shown[] }> {
  const read = async (browser: Browser, path: string) => {
    const { status, text } = await browser.get(path)
    expect([path, status]).toEqual([path, 200])
    return text
  }
  const [list, board, reception, administration, file, boardFile, past, pastFile, ...wards] =
    await Promise.all([
      read(desk, '/reception/wards'),
      read(desk, '/reception/board'),
      read(desk, '/reception'),
      read(admin, '/admin'),
      read(desk, '/reception/wards/csv'),
      read(admin, '/admin/board/csv'),
      read(desk, `/reception/wards/occupancy?at=${at.toISOString()}`),
      read(desk, `/reception/wards/csv?at=${at.toISOString()}`),
      ...wardIds.map((id) => read(desk, `/reception/wards/${id}`)),
    ])
  return {
    today: [
      { screen: 'wards', wards: wardRows(list), house: allOf(stats(list)) },
      { screen: 'board', wards: wardRows(board), house: allOf(stats(board)) },
      {
        screen: 'ward pages',
        wards: Object.fromEntries(wards.map((page, index) => [wardIds[index], tabs(page)])),
      },
      {
        screen: 'reception',
        house: { FREE: stats(reception).FREE, CLEANING: toClean(reception) },
        levels: levels(reception),
      },
      { screen: 'administration', house: ofAdmin(administration), levels: levels(administration) },
      { screen: 'file of the wards', beds: bedsOf(file) },
      { screen: 'file of the board', beds: bedsOf(boardFile) },
    ],
    before: [
      { screen: 'occupancy at a time', wards: wardRows(past), house: allOf(stats(past)) },
      { screen: 'file at a time', beds: bedsOf(pastFile) },
    ],
  }
}

const words: Record<string, BedState | 'total'> = {
  ...{ Free: 'FREE', 'Free beds': 'FREE', Held: 'HELD', Occupied: 'OCCUPIED', 'Beds in use': 'OCCUPIED' },
  ...{
    Cleaning: 'CLEANING',
    'Being cleaned': 'CLEANING',
    'To be cleaned': 'CLEANING',
    Blocked: 'BLOCKED',
    Beds: 'total',
    All: 'total',
  },
}

/** The row of each ward in a table whose cells are named. */
function wardRows(html: string): Record<string, Counts & { total: number }> {
  const rows = [...html.matchAll(/<tr[\s\S]*?<\/tr>/g)]
  return Object.fromEntries(
    rows.flatMap(([row]) => {
      const [, id] = /(?:data-ward="|href="#ward-)([^"]+)/.exec(row) ?? []
      if (id === undefined) return []
      const cells = [...row.matchAll(/data-label="([^"]+)">([\s\S]*?)<\/td>/g)]
      const found = cells.flatMap(([, label = '', cell = '']) => {
        const state = words[label]
        const text = textOf(cell)
        const [, occupied, total] = /^(\d+) of (\d+)/.exec(text) ?? []
        if (total !== undefined)
          return [
            ['OCCUPIED', Number(occupied)],
            ['total', Number(total)],
          ]
        return state && /^\d+$/.test(text) ? [[state, Number(text)]] : []
      })
      return [[id, Object.fromEntries(found)]]
    }),
  )
}

/** The numbers at the head of a page. */
function stats(html: string): Partial<Counts & { total: number }> {
  const items = [
    ...html.matchAll(/ww-stat-label">([\s\S]*?)<\/p>\s*<p class="ww-stat-value">([\s\S]*?)<\/p>/g),
  ]
  const all = items.flatMap(([, label = '', value = '']) => {
    const state = words[textOf(label)]
    return state ? [[state, Number(textOf(value))]] : []
  })
  const [, total] = /\d+ of (\d+) beds/.exec(textOf(html)) ?? []
  return { ...Object.fromEntries(all), ...(total !== undefined && { total: Number(total) }) }
}

/** Every state must be told; one that is missing on the page is no agreement. */
const allOf = ({ FREE, HELD, OCCUPIED, CLEANING, BLOCKED, total }: Partial<Counts & { total: number }>) => ({
  ...{ FREE, HELD, OCCUPIED, CLEANING, BLOCKED, total },
})

function tabs(html: string): Counts & { total: number } {
  const [, list = ''] = /<nav class="ww-tabs" aria-label="Beds">([\s\S]*?)<\/nav>/.exec(html) ?? []
  const items = [...list.matchAll(/>([A-Za-z]+) <span class="ww-count">(\d+)<\/span>/g)]
  return Object.fromEntries(items.map(([, label = '', count]) => [words[label], Number(count)])) as Counts & {
    total: number
  }
}

/** What the meters of the two days of work say of a level. */
function levels(html: string): Record<string, { free: number; total: number }> {
  const meters = [
    ...html.matchAll(/<div class="ww-meter[^"]*">\s*<span>([^<]+)<\/span>[\s\S]*?ww-meter-text">([^<]+)</g),
  ]
  return Object.fromEntries(
    meters.flatMap(([, label = '', text = '']) => {
      const [, free, total] = /^(\d+|none) free of (\d+)$/.exec(text.trim()) ?? []
      return total === undefined
        ? []
        : [[label, { free: free === 'none' ? 0 : Number(free), total: Number(total) }]]
    }),
  )
}

/** The number at the head of the page; each of so few beds is a line of it. */
function toClean(html: string): number | undefined {
  const { CLEANING } = stats(html)
  expect((html.match(/\/cleaning-done"/g) ?? []).length).toBe(CLEANING)
  return CLEANING
}

function ofAdmin(html: string): Partial<Counts & { total: number }> {
  const [, total, occupied, cleaning] = /of (\d+); (\d+) occupied, (\d+) to be cleaned/.exec(html) ?? []
  return {
    ...{ FREE: stats(html).FREE, OCCUPIED: Number(occupied), CLEANING: Number(cleaning) },
    total: Number(total),
  }
}

function bedsOf(csv: string): Record<string, string> {
  const rows: Record<string, string>[] = parse(csv, { columns: true, bom: true })
  expect(rows.every((row) => row.State)).toBe(true)
  return Object.fromEntries(rows.map((row) => [`${row.Ward} ${row.Bed}`, row.State ?? '']))
}

const textOf = (html: string) =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
