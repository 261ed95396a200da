import type { Express } from 'express'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { db } from '../../src/db/client.js'
import { admit } from '../isolation/admitted.js'
import { doctorWithPatient, ordered, postResult } from '../orders/clinic.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logIn, logInAs } from '../support/people.js'
import { hospitalZone } from '../support/zone.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})
afterEach(() => {
  vi.useRealTimers()
})

const DAY = 24 * 3_600_000
const goBack = (days: number) =>
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(Date.now() - days * DAY) })

/** A doctor with an adult patient in a bed. */
async function inBed() {
  const { doctor, patient } = await doctorWithPatient(app)
  await admit(patient.id, doctor.accountId)
  return { doctor, patient, scores: `/doctor/patients/${patient.id}/scores` }
}

type Stay = Awaited<ReturnType<typeof inBed>>

/** The doctor orders a test, and clinical data entry records what the laboratory found. */
async function resulted({ doctor, patient }: Stay, code: string, values: Record<string, string>) {
  const clerk = await logInAs(app, 'DATA_ENTRY')
  const { id } = await ordered(doctor, patient.id, { codes: [code] })
  // What is far outside its range is asked about once.
  const again = Object.entries(values).map((pair) => pair.join('='))
  expect((await postResult(clerk, id, values, { again: again.join() })).status).toBe(303)
}

/** The same doctor, logged in anew: days have passed. */
const again = async ({ doctor }: Stay) => Object.assign({}, doctor, await logIn(app, doctor))

/** What a laboratory with another unit would have in its catalogue. */
async function withUnit(code: string, unit: string, work: () => Promise<void>) {
  const where = { code: code.toLowerCase(), item: { code } }
  const { unit: usual } = await db.testParameter.findFirstOrThrow({ where })
  await db.testParameter.updateMany({ where, data: { unit } })
  try {
    await work()
  } finally {
    await db.testParameter.updateMany({ where, data: { unit: usual } })
  }
}

const begun = async ({ doctor, scores }: Stay) => {
  const { text } = await doctor.get(`${scores}/four-c/new`).expect(200)
  const filled = /Filled in from the record: check each value[\s\S]*?<\/ul>/.exec(text)?.[0] ?? ''
  const field = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(text)?.[1]
  const chosen = (name: string) =>
    /value="([^"]+)" selected/.exec(
      new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?</select>`).exec(text)?.[0] ?? '',
    )?.[1]
  return {
    text,
    filled: filled.replace(/<[^>]+>/g, '\n').replace(/\n\s*/g, '\n'),
    urea: [field('urea'), chosen('ureaUnit')],
    crp: [field('crp'), chosen('crpUnit')],
  }
}

const today = () =>
  new Intl.DateTimeFormat('en-IN', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: hospitalZone,
  }).format(new Date())

describe('T-17 the mortality score begins with the urea and the CRP of the laboratory', () => {
  test('each with its value, its unit and its day, and the score is worked out from them', async () => {
    const stay = await inBed()
    await resulted(stay, 'UREA', { urea: '60' })
    await resulted(stay, 'CRP', { crp: '120.5' })
    const { filled, urea, crp, text } = await begun(stay)
    expect([urea, crp]).toEqual([
      ['60', 'mg/dL'],
      ['120.5', 'mg/L'],
    ])
    expect(filled).toMatch(/Urea: 60 mg\/dL, of \w{3},? .*\./)
    expect(filled).toMatch(/C-reactive protein \(CRP\): 120\.5 mg\/L, of /)
    expect(filled.match(new RegExp(today().split(' ')[0] ?? '', 'g'))?.length).toBeGreaterThanOrEqual(2)
    const form = {
      ...{ sex: 'MALE', comorbidities: 'NONE', respiratoryRate: '18', spo2: '97', oxygen: 'ROOM_AIR' },
      ...{ spo2OnAir: '', gcs: '15', urea: urea[0] ?? '', ureaUnit: urea[1] ?? '' },
      ...{ crp: crp[0] ?? '', crpUnit: crp[1] ?? '' },
    }
    const answer = await stay.doctor.post(`${stay.scores}/four-c`, { ...form, ...hidden(text) })
    const score = (await stay.doctor.get(answer.headers.location ?? '').expect(200)).text
    expect(score).toContain('60 mg/dL')
    expect(score).toContain('120.5 mg/L')
    expect(score).toContain('100 or more')
  })

  test('BUN stands in where the urea was not measured, and says that it is BUN', async () => {
    const stay = await inBed()
    await resulted(stay, 'UREA', { bun: '28' })
    const { filled, urea } = await begun(stay)
    expect(urea).toEqual(['28', 'mg/dL-BUN'])
    expect(filled).toContain('Urea nitrogen (BUN): 28 mg/dL')
  })

  test('of two results the newer', async () => {
    const stay = await inBed()
    await resulted(stay, 'CRP', { crp: '40' })
    await resulted(stay, 'CRP', { crp: '80' })
    expect((await begun(stay)).crp).toEqual(['80', 'mg/L'])
  })

  test.each([
    ['CRP', 'crp', 'mg/dL', '12', ['12', 'mg/dL']],
    ['UREA', 'urea', 'mmol/L', '9', ['9', 'mmol/L']],
  ] as const)(
    'a %s in another unit that the score knows is taken in that unit',
    async (test, code, unit, value, taken) => {
      const stay = await inBed()
      await withUnit(test, unit, () => resulted(stay, test, { [code]: value }))
      expect((await begun(stay))[code]).toEqual(taken)
    },
  )

  test('in a unit that the score does not know it is not taken, and the page says so', async () => {
    const stay = await inBed()
    await withUnit('CRP', 'nmol/L', () => resulted(stay, 'CRP', { crp: '500' }))
    const { filled, crp } = await begun(stay)
    expect(crp).toEqual(['', undefined])
    expect(filled).toContain(
      'Not filled in, because this score does not know the unit: C-reactive protein (CRP) 500 nmol/L',
    )
  })

  test('an old one is not filled in, and is said with its day; one of three days ago still is', async () => {
    goBack(4)
    const stay = await inBed()
    await resulted(stay, 'UREA', { urea: '60' })
    vi.useRealTimers()
    goBack(2)
    await resulted({ ...stay, doctor: await again(stay) }, 'CRP', { crp: '70' })
    vi.useRealTimers()
    const doctor = await again(stay)
    const { filled, urea, crp } = await begun({ ...stay, doctor })
    expect(urea).toEqual(['', undefined])
    expect(crp).toEqual(['70', 'mg/L'])
    expect(filled).toMatch(/Not filled in, because it is older than 3 days: Urea 60 mg\/dL, of /)
  })

  test('G-Z1 and nothing of anybody else', async () => {
    const [stay, other] = [await inBed(), await inBed()]
    await resulted(other, 'CRP', { crp: '99' })
    expect((await begun(stay)).crp).toEqual(['', undefined])
    await stay.doctor.get(`${other.scores}/four-c/new`).expect(404)
  })
})
