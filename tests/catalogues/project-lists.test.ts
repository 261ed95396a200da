import { expect, test } from 'vitest'
import { catalogueKinds } from '../../src/catalogues/list-rules.js'
import { projectFolder, readFiles, readManifest } from '../../src/catalogues/project-lists.js'
import { readList } from '../../src/catalogues/whole-list-rules.js'

const read = async <Kind extends (typeof catalogueKinds)[number]>(kind: Kind) => {
  const { list, problems } = readList(kind, await readFiles(projectFolder, kind), 'INR')
  return { list, problems }
}
const items = async (kind: 'TESTS' | 'TREATMENTS') => {
  const { list } = await read(kind)
  return list.kind === 'TESTS' || list.kind === 'TREATMENTS' ? list.items : []
}
const medicines = async () => {
  const { list } = await read('MEDICINES')
  return list.kind === 'MEDICINES' ? list.medicines : []
}
const rules = async () => {
  const { list } = await read('SAFETY_RULES')
  if (list.kind !== 'SAFETY_RULES') throw new Error('no rules')
  return list.rules
}

test.each(catalogueKinds)('the project’s own list of %s has no row that is wrong', async (kind) => {
  expect((await read(kind)).problems).toEqual([])
})

test('each list says its version, where it comes from, and when it is to be looked at again', async () => {
  for (const entry of Object.values(await readManifest())) {
    expect(entry.source).toMatch(/Compiled by the Wardwell project/)
    expect(entry.reviewBy > entry.publishedOn).toBe(true)
  }
  expect((await readManifest()).SAFETY_RULES.source).toContain(
    "must be approved by the hospital's pharmacist",
  )
})

test('the lists are as long as a general hospital needs', async () => {
  expect((await items('TESTS')).length).toBeGreaterThanOrEqual(90)
  expect((await items('TREATMENTS')).length).toBeGreaterThanOrEqual(35)
  expect((await medicines()).length).toBeGreaterThanOrEqual(220)
  expect((await rules()).interactions.length).toBeGreaterThanOrEqual(150)
})

test('every medicine is made of ingredients that the safety rules know', async () => {
  const known = new Set((await rules()).ingredients.map(({ code }) => code))
  const unknown = (await medicines()).flatMap(({ ingredients }) =>
    ingredients.filter(({ code }) => !known.has(code)),
  )
  expect(unknown).toEqual([])
})

test('one unit of no medicine is more than the most of a day', async () => {
  const most = new Map((await rules()).ingredients.map(({ code, maxDailyMg }) => [code, maxDailyMg]))
  const tooMuch = (await medicines()).flatMap(({ code, ingredients }) =>
    ingredients
      .filter((each) => (each.amountMg ?? 0) > (most.get(each.code) ?? Number.POSITIVE_INFINITY))
      .map((each) => `${code}: ${each.code} ${each.amountMg}`),
  )
  expect(tooMuch).toEqual([])
})

test('no code is that of a test and of a treatment', async () => {
  const tests = new Set((await items('TESTS')).map(({ code }) => code))
  expect((await items('TREATMENTS')).filter(({ code }) => tests.has(code))).toEqual([])
})

test('classes that react to each other say so on both sides', async () => {
  const { classes } = await rules()
  const oneSided = classes.flatMap(({ code, crossReacts }) =>
    crossReacts.filter((other) => !classes.find((each) => each.code === other)?.crossReacts.includes(code)),
  )
  expect(oneSided).toEqual([])
})

test('every class has an ingredient, and every class of which two are a duplicate has two', async () => {
  const { classes, ingredients, duplicateClasses } = await rules()
  const count = (code: string) => ingredients.filter((each) => each.classes.includes(code)).length
  expect(classes.filter(({ code }) => count(code) === 0)).toEqual([])
  for (const code of duplicateClasses) expect([code, count(code) > 0]).toEqual([code, true])
})

test('where a critical limit is for one sex, there is one for whom it is not known, at least as wide', async () => {
  const ranges = (await items('TESTS')).flatMap(({ parameters }) =>
    parameters.map(({ code, ranges }) => ({ code, ranges })),
  )
  const without = ranges.flatMap(({ code, ranges }) =>
    ranges
      .filter(({ sex, criticalLow, criticalHigh }) => sex !== null && (criticalLow ?? criticalHigh) !== null)
      .filter(
        (own) =>
          !ranges.some(
            (both) =>
              both.sex === null &&
              both.fromDays <= own.fromDays &&
              (both.untilDays ?? Number.POSITIVE_INFINITY) >= (own.untilDays ?? Number.POSITIVE_INFINITY) &&
              both.criticalLow === own.criticalLow &&
              both.criticalHigh === own.criticalHigh,
          ),
      )
      .map(() => code),
  )
  expect(without).toEqual([])
})

test('urea is printed in mg/dL and C-reactive protein in mg/L, as Indian laboratories do', async () => {
  const parameters = (await items('TESTS')).flatMap(({ parameters }) => parameters)
  const unitOf = (code: string) => parameters.find((each) => each.code === code)?.unit
  expect([unitOf('urea'), unitOf('crp'), unitOf('creatinine'), unitOf('potassium')]).toEqual([
    'mg/dL',
    'mg/L',
    'mg/dL',
    'mmol/L',
  ])
})

test.each([
  ['warfarin', 'ibuprofen'],
  ['selegiline', 'fluoxetine'],
  ['linezolid', 'sertraline'],
  ['isosorbide-mononitrate', 'sildenafil'],
  ['ramipril', 'spironolactone'],
  ['clarithromycin', 'simvastatin'],
  ['methotrexate', 'trimethoprim'],
  ['morphine', 'diazepam'],
  ['haloperidol', 'azithromycin'],
  ['amiodarone', 'levofloxacin'],
  ['metoprolol', 'verapamil'],
  ['clopidogrel', 'omeprazole'],
  ['allopurinol', 'azathioprine'],
  ['meropenem', 'valproate'],
  ['digoxin', 'amiodarone'],
  ['ciprofloxacin', 'tizanidine'],
  ['ritonavir', 'rivaroxaban'],
  ['dexamethasone', 'mmr-vaccine'],
])('%s together with %s is warned of', async (one, other) => {
  const { ingredients, interactions } = await rules()
  const names = (code: string) => [
    code,
    ...(ingredients.find((each) => each.code === code)?.classes ?? []).map((each) => `class:${each}`),
  ]
  const found = interactions.filter(
    ({ a, b }) =>
      (names(one).includes(a) && names(other).includes(b)) ||
      (names(one).includes(b) && names(other).includes(a)),
  )
  expect(found.length).toBeGreaterThan(0)
})

test.each([
  ['paracetamol', 4000],
  ['ibuprofen', 2400],
  ['diclofenac', 150],
  ['amlodipine', 10],
  ['simvastatin', 40],
  ['warfarin', null],
  ['insulin-human', null],
])('the most of %s in a day is %s mg', async (code, most) => {
  expect((await rules()).ingredients.find((each) => each.code === code)?.maxDailyMg).toBe(most)
})

test('the medicines against COVID-19 are there', async () => {
  const codes = new Set((await medicines()).flatMap(({ ingredients }) => ingredients.map(({ code }) => code)))
  for (const wanted of 'dexamethasone remdesivir enoxaparin tocilizumab paracetamol budesonide baricitinib favipiravir methylprednisolone heparin'.split(
    ' ',
  ))
    expect(codes).toContain(wanted)
})
