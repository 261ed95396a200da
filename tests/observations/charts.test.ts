import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import type { Prisma } from '../../src/generated/prisma/client.js'
import { roundOf } from '../../src/observations/entry-rules.js'
import { scoreOf } from '../../src/observations/score-rules.js'
import { storedScore } from '../../src/observations/stored-score.js'
import { statementsOf } from '../patients/statements.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { wellReadings } from './rounds.js'
import { admit, minutesAgo, onWard, record } from './ward.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

type Row = Prisma.ObservationCreateManyInput

/** As many rounds as asked, an hour apart, the newest an hour ago; the pulse counts them. */
async function manyRounds(
  patientId: string,
  recordedById: string,
  count: number,
  change: (nth: number) => Partial<Row> = () => ({}),
) {
  const data = Array.from({ length: count }, (_, index): Row => {
    const round = roundOf(wellReadings({ pulse: 51 + (index % 40) }))
    const score = scoreOf(round, { ageYears: 45, pregnant: false, decision: null, earlier: [] })
    const takenAt = new Date(Date.now() - (index + 1) * 3_600_000)
    return {
      ...round,
      ...{
        patientId,
        recordedById,
        takenAt,
        news2: storedScore(score),
        news2Total: score.total,
        news2Band: score.band,
      },
      ...change(index),
    }
  })
  await db.observation.createMany({ data })
}

describe('E-41 the latest round', () => {
  test('has each value with its range in words, and a small line of the last ones', async () => {
    const { doctor, rounds } = await onWard(app)
    for (const [minutes, spo2] of [
      [300, '97'],
      [200, '95'],
      [100, '92'],
    ] as const)
      await record(doctor, rounds, { ...minutesAgo(minutes), spo2 })
    const page = (await doctor.get(rounds).expect(200)).text
    expect(page).toMatch(/ww-tone-attention">\s*<dt>SpO2<\/dt>\s*<dd><span class="ww-reading-value">92</)
    expect(page).toContain('<dd class="ww-reading-note">Low</dd>')
    expect(page).toContain('aria-label="SpO2, last 3 rounds: 97, 95, 92"')
    expect(page).not.toMatch(/NaN|undefined/)
  })

  test('is overdue for a patient in a bed when its time has passed, and for nobody else', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    await record(doctor, rounds, { ...minutesAgo(90), consciousness: 'C' })
    expect((await doctor.get(rounds)).text).not.toContain('overdue')
    await admit(patient.id, doctor.accountId, 4)
    expect((await doctor.get(rounds)).text).toContain('The next round is overdue')
    await record(doctor, rounds, { ...minutesAgo(5), consciousness: 'C' })
    expect((await doctor.get(rounds)).text).not.toContain('overdue')
  })

  test('of a patient without any says what would stand here', async () => {
    const { doctor, rounds } = await onWard(app)
    for (const page of ['', '/chart'])
      expect((await doctor.get(`${rounds}${page}`).expect(200)).text).toContain('No round yet')
    expect((await doctor.get(`${rounds}/trends`).expect(200)).text).toContain('No round in this time')
  })

  test('from before scores were kept is shown without one', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    await db.observation.create({
      data: {
        patientId: patient.id,
        recordedById: doctor.accountId,
        takenAt: new Date(),
        spo2: 97,
        oxygen: 'ROOM_AIR',
      },
    })
    const page = (await doctor.get(rounds).expect(200)).text
    expect(page).toContain('No score was kept when this round was written down.')
    await doctor.get(`${rounds}/chart`).expect(200)
  })

  test('keeps the version that its score was made with', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    const score = scoreOf(roundOf(wellReadings()), {
      ageYears: 45,
      pregnant: false,
      decision: null,
      earlier: [],
    })
    await manyRounds(patient.id, doctor.accountId, 1, () => ({
      news2: storedScore({ ...score, ruleSet: { instrument: 'NEWS2, RCP 2017', version: 'Wardwell 0' } }),
    }))
    expect((await doctor.get(rounds)).text).toContain('NEWS2, RCP 2017 · Wardwell 0')
  })
})

describe('the observation chart', () => {
  test('has each value in the row of its points, the words beside the colour, and the total below', async () => {
    const { doctor, rounds } = await onWard(app)
    await record(doctor, rounds, { ...minutesAgo(120) })
    await record(doctor, rounds, {
      ...minutesAgo(60),
      ...{
        respiratoryRate: '26',
        spo2: '93',
        breathing: 'VENTURI_MASK',
        fio2: '28',
        temperature: '39.1',
        temperatureUnit: 'C',
        consciousness: 'V',
      },
    })
    const chart = (await doctor.get(`${rounds}/chart`).expect(200)).text
    const row = (label: string, points?: number) => rowOf(chart, label, points)
    expect(row('≥ 25', 3)).toEqual(['', '26'])
    expect(row('12–20', 0)).toEqual(['16', ''])
    expect(row('92–93', 2)).toEqual(['', '93'])
    expect(row('≥ 96', 0)).toEqual(['98', ''])
    expect(row('Air', 0)).toEqual(['✓', ''])
    expect(row('Oxygen', 2)).toEqual(['', '28 %'])
    expect(row('C, V, P or U', 3)).toEqual(['', 'V'])
    expect(row('≥ 39.1', 2)).toEqual(['', '39.1'])
    expect(row('36.1–38.0', 0)).toEqual(['37.0', ''])
    expect(row('NEWS2 total')).toEqual(['0', '12'])
    expect(row('Band')).toEqual(['Low', 'High'])
    expect(row('Device')).toEqual(['', 'V'])
    expect(chart).toContain('<tr class="ww-points-3">')
  })

  test('every value that was measured stands in exactly one row, on scale 2 too', async () => {
    const { chartGroups } = await import('../../src/observations/chart-rules.js')
    for (const spo2Scale of [1, 2])
      for (const oxygen of ['ROOM_AIR', 'ON_OXYGEN', null] as const)
        for (let spo2 = 50; spo2 <= 100; spo2++) {
          const round = { ...roundOf(wellReadings({ spo2, oxygen })), spo2Scale }
          for (const { label, bands } of chartGroups([round])) {
            const held = bands.filter(({ holds }) => holds(round)).length
            expect([label, spo2, oxygen, held]).toEqual([
              label,
              spo2,
              oxygen,
              label === 'Air or oxygen' && oxygen === null ? 0 : 1,
            ])
          }
        }
  })

  test('goes back in time page by page', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    await manyRounds(patient.id, doctor.accountId, 25)
    const first = (await doctor.get(`${rounds}/chart`)).text
    const older = /href="([^"]*chart\?before=[^"]*)"/.exec(first)?.[1] ?? ''
    expect(first.match(/scope="col"><a/g)).toHaveLength(16)
    expect((await doctor.get(older).expect(200)).text.match(/scope="col"><a/g)).toHaveLength(9)
  })
})

describe('E-41 vital signs over time', () => {
  test('by period: only rounds of that time are drawn, each chart with a table beside it', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    await manyRounds(patient.id, doctor.accountId, 40)
    const rowsIn = async (period: string) => {
      const page = (await doctor.get(`${rounds}/trends?period=${period}`).expect(200)).text
      expect(page).not.toMatch(/NaN|undefined|Infinity/)
      return page
        .split('<strong>Pulse (a minute)')[1]
        ?.split('</figure>')[0]
        ?.match(/<th scope="row">/g)?.length
    }
    expect([await rowsIn('24h'), await rowsIn('3d')]).toEqual([23, 40])
    // What is no period is the usual one.
    expect(await rowsIn('forever')).toBe(40)
  })

  test('of many rounds the worst of each stretch is drawn, and the page says so', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    await manyRounds(patient.id, doctor.accountId, 500, (nth) =>
      nth === 250 ? { pulse: 190, news2Total: 3, news2Band: 'LOW_MEDIUM' } : {},
    )
    const page = (await doctor.get(`${rounds}/trends?period=all`).expect(200)).text
    expect(page).toContain('500 rounds are more than a chart can show')
    expect(page).toMatch(/<td>190<\/td>/)
    const rows =
      page
        .split('<strong>Pulse (a minute)')[1]
        ?.split('</figure>')[0]
        ?.match(/<th scope="row">/g)?.length ?? 0
    expect(rows).toBeGreaterThan(40)
    expect(rows).toBeLessThanOrEqual(48)
    expect(page.length).toBeLessThan(90_000)
  })

  test('a scale on which nothing was measured is named, not drawn', async () => {
    const { doctor, rounds } = await onWard(app)
    await record(doctor, rounds)
    const page = (await doctor.get(`${rounds}/trends`)).text
    expect(page).toContain('Not measured in this time: Pain, Glucose, Weight.')
  })
})

test('the list goes back by pages, without gap or repetition, also where rounds were taken at the same instant', async () => {
  const { doctor, rounds, patient } = await onWard(app)
  const takenAt = new Date(Date.now() - 7_200_000)
  await manyRounds(patient.id, doctor.accountId, 60, (nth) => (nth % 2 === 0 ? { takenAt } : {}))
  const seen: string[] = []
  for (let address: string | undefined = rounds; address; ) {
    const page: string = (await doctor.get(address).expect(200)).text
    const table = page.split('<table class="ww-table ww-rounds">')[1] ?? ''
    seen.push(...[...table.matchAll(/href="[^"]*observations\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? ''))
    address = /href="([^"]*\?before=[^"]*)"/.exec(page)?.[1]
  }
  expect(seen).toHaveLength(60)
  expect(new Set(seen).size).toBe(60)
})

test('the statements of each page do not grow with the history, and are few', async () => {
  const { doctor, rounds, patient } = await onWard(app)
  const { id } = await record(doctor, rounds)
  const pages = ['', '/chart', '/trends?period=all', '/new', `/${id}`]
  const counted = async () => {
    const counts: number[] = []
    for (const page of pages)
      counts.push(await statementsOf(() => doctor.get(`${rounds}${page}`).expect(200)))
    return counts
  }
  const few = await counted()
  await manyRounds(patient.id, doctor.accountId, 2000)
  expect(await counted()).toEqual(few)
  for (const count of few) expect(count).toBeLessThanOrEqual(8)
})

/** The cells of a row of the chart; of a band its points stand beside its name. */
function rowOf(html: string, label: string, points?: number): string[] {
  const head = points === undefined ? `>${label}</th>` : `>${label} <b>${points}</b></span></th>`
  const row = html.split(/<tr[ >]/).find((each) => each.includes(head))
  return [...(row ?? '').matchAll(/<td[^>]*>(?:<strong>)?([^<]*)(?:<\/strong>)?<\/td>/g)].map(
    ([, text]) => text ?? '',
  )
}
