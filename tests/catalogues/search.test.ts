import { expect, test } from 'vitest'
import { parametersOf } from '../../src/catalogues/parameter-queries.js'
import {
  findItems,
  findMedicines,
  safetyRules,
  searchItems,
  searchMedicines,
} from '../../src/catalogues/queries.js'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { asOwner, useDatabase } from '../support/database.js'

const database = useDatabase()
const medicines = async (typed: string) => (await searchMedicines(typed)).map(({ code }) => code)
const tests = async (typed: string) => (await searchItems('TEST', typed)).map(({ code }) => code)

test.each([
  ['para', 'PARA-500-TAB'],
  ['paracetamol 650', 'PARA-650-TAB'],
  ['paracetmol', 'PARA-500-TAB'],
  ['amoxycillin', 'AMOX-500-CAP'],
  ['azithromicin', 'AZI-500-TAB'],
  ['PANTO-40-INJ', 'PANTO-40-INJ'],
  ['remdesivir', 'REMDE-100-INJ'],
  ['metformin 500', 'METF-500-TAB'],
])('a doctor who types %j finds %s among the first', async (typed, code) => {
  expect((await medicines(typed)).slice(0, 5)).toContain(code)
})

test.each([
  ['cbc', 'CBC'],
  ['complete blood', 'CBC'],
  ['potasium', 'K'],
  ['chest', 'XR-CHEST'],
  ['dengue', 'DENG-NS1'],
  ['covid', 'COVID-PCR'],
  ['troponin', 'TROP-I'],
  ['kft', 'KFT'],
])('a doctor who types %j finds the test %s among the first', async (typed, code) => {
  expect((await tests(typed)).slice(0, 5)).toContain(code)
})

test('an exact code or name comes first, then what begins so', async () => {
  expect((await tests('k'))[0]).toBeUndefined()
  expect((await tests('LFT'))[0]).toBe('LFT')
  expect((await medicines('warfarin')).slice(0, 2).sort()).toEqual(['WARF-1-TAB', 'WARF-5-TAB'])
  expect((await searchItems('TREATMENT', 'nebulisation'))[0]?.code).toBe('NEB')
})

test('G-W9 wildcards are letters, and one letter is too little to look for', async () => {
  expect(await searchMedicines('%%')).toEqual([])
  expect(await searchMedicines('__')).toEqual([])
  expect(await searchMedicines('p')).toEqual([])
  expect(await searchMedicines('')).toEqual([])
  expect((await medicines('glucose 5 %')).length).toBeGreaterThan(0)
})

test('no more comes than was asked for, and nothing of the other kind', async () => {
  expect((await searchMedicines('tablet', 7)).length).toBe(7)
  expect(await searchItems('TREATMENT', 'cbc')).toEqual([])
})

test('what is no longer in the list is not found, but still there by its id', async () => {
  const [item] = await searchItems('TEST', 'AUDIO')
  const [medicine] = await searchMedicines('WARF-1-TAB')
  if (!item || !medicine) throw new Error('not found')
  await db.catalogueItem.update({ where: { id: item.id }, data: { isActive: false } })
  await db.medicine.update({ where: { id: medicine.id }, data: { isActive: false } })
  expect(await tests('audiometry')).toEqual([])
  expect(await medicines('warfarin')).not.toContain('WARF-1-TAB')
  expect(await findItems([item.id])).toMatchObject([{ code: 'AUDIO', isActive: false }])
  expect(await findMedicines([medicine.id])).toMatchObject([{ code: 'WARF-1-TAB', isActive: false }])
})

test('a medicine comes with what one unit of it holds', async () => {
  const [found] = await searchMedicines('AMOXCLAV-625-TAB')
  expect(found).toMatchObject({
    unit: 'tablet',
    priceMinor: 1900n,
    ingredients: [
      { code: 'amoxicillin', amountMg: 500 },
      { code: 'clavulanic-acid', amountMg: 125 },
    ],
  })
  const [insulin] = await searchMedicines('INS-REG-INJ')
  expect(insulin?.ingredients).toEqual([{ code: 'insulin-human', amountMg: null }])
})

test('what a test gives comes in its order, with the limits of everybody', async () => {
  const [cbc] = await searchItems('TEST', 'CBC')
  const parameters = (await parametersOf([cbc?.id ?? ''])).get(cbc?.id ?? '') ?? []
  expect(parameters[0]).toMatchObject({ code: 'haemoglobin', unit: 'g/dL', possibleLow: 1, possibleHigh: 30 })
  expect(parameters.at(-1)?.code).toBe('platelets')
  expect(parameters[0]?.ranges).toContainEqual({
    sex: 'FEMALE',
    fromDays: 5479,
    untilDays: null,
    low: 12,
    high: 15,
    criticalLow: 7,
    criticalHigh: 20,
  })
})

test('the safety rules are read once, and which ones hold is asked each time', async () => {
  const first = await safetyRules()
  expect(first).toMatchObject({ publishedOn: '2026-11-21', reviewBy: '2027-11-21' })
  expect(await statementsOf(() => safetyRules())).toBe(1)
  expect((await safetyRules())?.rules).toBe(first?.rules)
  const {
    id: _id,
    rules,
    ...release
  } = await db.catalogueRelease.findFirstOrThrow({
    where: { kind: 'SAFETY_RULES' },
  })
  if (rules === null || typeof rules !== 'object' || Array.isArray(rules)) throw new Error('no rules')
  await db.catalogueRelease.create({
    data: {
      ...release,
      files: {},
      version: 'next',
      loadedAt: new Date(),
      rules: { ...rules, interactions: [] },
    },
  })
  expect((await safetyRules())?.rules.interactions).toEqual([])
})

test('where no rules were ever loaded, there are none', async () => {
  await asOwner(database, async (owner) => {
    await owner.query('ALTER TABLE catalogue_release DISABLE TRIGGER USER')
    await owner.query(`DELETE FROM catalogue_release WHERE kind = 'SAFETY_RULES'`)
  })
  expect(await safetyRules()).toBeNull()
})
