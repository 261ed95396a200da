import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween } from '../../src/catalogues/change-rules.js'
import { fileAmong, textOf } from '../../src/catalogues/file-rules.js'
import { ageInDays, rangeFor } from '../../src/catalogues/range-rules.js'
import { columnsIn, type Problem, readTable } from '../../src/catalogues/table-rules.js'
import { readList } from '../../src/catalogues/whole-list-rules.js'
import { hasForbiddenCharacters } from '../../src/shared/text.js'

const head = 'code,name,category,preparation,price'
const treatments = (...rows: string[]) => ({ 'treatments.csv': [head, ...rows, ''].join('\n') })
const medicineHead = 'code,name,form,strength,route,unit,price,ingredients'
const medicine = (row: string) => ({ 'medicines.csv': `${medicineHead}\n${row}\n` })
const rules = (
  interactions: string,
  ingredients = 'warfarin,Warfarin,,\nibuprofen,Ibuprofen,nsaids,2400',
) => ({
  'classes.csv': 'code,name,cross_reacts,duplicate\nnsaids,NSAIDs,,yes\n',
  'ingredients.csv': `code,name,classes,max_daily_mg\n${ingredients}\n`,
  'interactions.csv': `a,b,severity,text,source\n${interactions}\n`,
})
const tests = (parameters: string, ranges: string) => ({
  'tests.csv':
    'code,name,category,specimen,preparation,price,turnaround_hours\nK,Potassium,Chemistry,Blood,,100,2\n',
  'parameters.csv': `test,position,code,name,kind,unit,decimals,choices,abnormal,critical,possible_low,possible_high\n${parameters}\n`,
  'ranges.csv': `parameter,sex,from_age,until_age,low,high,critical_low,critical_high\n${ranges}\n`,
})
const potassium = 'K,1,potassium,Potassium,NUMBER,mmol/L,1,,,,0.8,15'
const range = 'potassium,,0d,,3.5,5.1,2.5,6.5'
const said = (problems: Problem[]) =>
  problems.map(
    ({ line, text, values }) =>
      `${line}: ${text.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => String(values[name]))}`,
  )

test('a list that is right is read as it stands, whatever the order of its columns and the ends of its lines', () => {
  const { list, problems } = readList(
    'TREATMENTS',
    {
      'treatments.csv':
        '\uFEFFprice,code,name,category,preparation\r\n"1,250.50",NEB,"Nebulisation, long",Lungs,\r\n',
    },
    'INR',
  )
  expect(problems).toEqual([])
  expect(list).toMatchObject({
    items: [{ code: 'NEB', name: 'Nebulisation, long', priceMinor: 125_050n, preparation: null }],
  })
})

test.each([
  ['NEB,Nebulisation,Lungs,', '2: This row has 4 cells, the first has 5.'],
  ['NEB,,Lungs,,120', '2: name is empty.'],
  [
    'neb,Nebulisation,Lungs,,120',
    '2: code is not a code of capital letters, digits, hyphens and points: neb.',
  ],
  ['NEB,Nebulisation,Lungs,,0', '2: price is not an amount above zero: 0.'],
  ['NEB,Nebulisation,Lungs,,-5', '2: price is not an amount above zero: -5.'],
  ['NEB,Nebulisation,Lungs,,free', '2: price is not an amount above zero: free.'],
  ['NEB,=1+1,Lungs,,120', '2: A cell begins with =, +, - or @ and is no number: a spreadsheet would run it.'],
  ['NEB,A,Lungs,,1\nNEB,B,Lungs,,2', '3: NEB is already in line 2.'],
  [`NEB,${'x'.repeat(121)},Lungs,,120`, '2: name has more than 120 characters.'],
  ['NEB,"Nebu\nlisation,Lungs,,120', 'null: A quotation mark is opened and never closed.'],
  ['NEB,Nebu"lisation,Lungs,,120', '2: From here on this is no CSV: a quotation mark stands in the middle.'],
])('a treatment like %j is told with its line', (rows, sentence) => {
  const { problems } = readList('TREATMENTS', treatments(...rows.split('\n')), 'INR')
  expect(said(problems)).toContain(sentence)
})

test.each([
  ['', 'null: The file is missing or empty.'],
  [`${head}\n`, 'null: The file has no rows.'],
  ['code,name,category,price\nA,B,C,1\n', '1: These columns are missing: preparation.'],
  [`${head},colour\nA,B,C,,1,red\n`, '1: These columns are not known: colour.'],
  [`${head},code\nA,B,C,,1,A\n`, '1: A column is there twice.'],
])('a file like %j is told as a whole', (text, sentence) => {
  expect(said(readList('TREATMENTS', { 'treatments.csv': text }, 'INR').problems)).toContain(sentence)
})

test('one look finds everything that is wrong', () => {
  const { problems } = readList('TREATMENTS', treatments('a,,L,,x', 'B,Fine,L,,1', 'c,,L,,y'), 'INR')
  expect(problems.map(({ line }) => line)).toEqual([2, 2, 2, 4, 4, 4])
})

test.each([
  ['P-500,P,Tablet,500 mg,By mouth,tablet,1,', 'ingredients is empty.'],
  ['P-500,P,Tablet,500 mg,By mouth,tablet,1,paracetamol:0', 'An ingredient is written like'],
  ['P-500,P,Tablet,500 mg,By mouth,tablet,1,paracetamol:half', 'An ingredient is written like'],
  ['P-500,P,Tablet,500 mg,By mouth,tablet,1,Paracetamol:500', 'is not a code of small letters'],
  ['P-500,P,Tablet,500 mg,By mouth,tablet,1,a:1|a:2', 'names something twice'],
])('a medicine like %j is refused', (row, sentence) => {
  expect(said(readList('MEDICINES', medicine(row), 'INR').problems).join('\n')).toContain(sentence)
})

test('a strength that is no weight leaves the amount open', () => {
  const { list } = readList(
    'MEDICINES',
    medicine('I,Insulin,Pen,100 units,Under the skin,unit,1,insulin'),
    'INR',
  )
  expect(list).toMatchObject({ medicines: [{ ingredients: [{ code: 'insulin', amountMg: null }] }] })
})

test.each([
  [
    'warfarin,class:nsaid,SERIOUS,Bleeding.,Label',
    'There is no ingredient or class class:nsaid in the list.',
  ],
  ['warfarin,aspirin,SERIOUS,Bleeding.,Label', 'There is no ingredient or class aspirin in the list.'],
  [
    'warfarin,class:nsaids,BAD,Bleeding.,Label',
    'severity is none of CAUTION, SERIOUS, CONTRAINDICATED: BAD.',
  ],
  ['warfarin,class:nsaids,SERIOUS,,Label', 'text is empty.'],
  ['warfarin,class:nsaids,SERIOUS,Bleeding.,', 'source is empty.'],
  [
    'warfarin,ibuprofen,SERIOUS,B.,L\nibuprofen,warfarin,CAUTION,B.,L',
    'ibuprofen + warfarin is already in line 2.',
  ],
])('an interaction like %j is refused', (rows, sentence) => {
  expect(said(readList('SAFETY_RULES', rules(rows), 'INR').problems).join('\n')).toContain(sentence)
})

test('an ingredient of a class that is not there, or with a daily dose of nothing, is refused', () => {
  const { problems } = readList('SAFETY_RULES', rules('a,a,CAUTION,T.,L', 'a,A,ghosts,0'), 'INR')
  expect(said(problems)).toEqual([
    '2: max_daily_mg is above zero, or empty.',
    '2: There is no class ghosts in the list.',
  ])
})

test.each([
  [potassium.replace('0.8,15', ','), range, 'A number needs possible_low and possible_high'],
  [potassium.replace('0.8,15', '15,0.8'), range, 'A number needs possible_low and possible_high'],
  [potassium.replace('K,1', 'NA,1'), range, 'There is no test NA in the list.'],
  [`${potassium}\n${potassium}`, range, 'K potassium is already in line 2.'],
  ['K,1,potassium,Potassium,CHOICE,,0,High,,,,', range, 'A choice needs two choices at least.'],
  [
    'K,1,potassium,Potassium,CHOICE,,0,A|B,C,,,',
    range,
    'What is abnormal or critical is one of the choices.',
  ],
  ['K,1,potassium,Potassium,TEXT,,0,,,,0,1', range, 'Only a number has possible_low and possible_high.'],
  [potassium, 'potassium,,0d,,5.1,3.5,,', 'The limits are not in order'],
  [potassium, 'potassium,,0d,,3.5,5.1,4,', 'The limits are not in order'],
  [potassium, 'potassium,,0d,,3.5,20,,', 'The limits are not in order'],
  [potassium, 'potassium,,18y,1y,3.5,5.1,,', 'until_age comes after from_age.'],
  [potassium, 'potassium,,0d,,,,,', 'This range has no limit at all.'],
  [potassium, 'potassium,,soon,,3.5,5.1,,', 'from_age is not an age like 0d, 28d, 6m or 18y: soon.'],
  [potassium, 'sodium,,0d,,3.5,5.1,,', 'There is no parameter sodium in the list.'],
  [potassium, `${range}\npotassium,,18y,,3.5,5.1,,`, 'for the same sex and the same ages'],
])('a parameter %j with a range %j is refused', (parameter, ranges, sentence) => {
  expect(said(readList('TESTS', tests(parameter, ranges), 'INR').problems).join('\n')).toContain(sentence)
})

test('ranges for one sex and for both may lie beside each other; the next begins where one ends', () => {
  const ranges = 'potassium,,0d,18y,3,5,,\npotassium,,18y,,3,5,,\npotassium,MALE,18y,,3.5,5,,'
  expect(readList('TESTS', tests(potassium, ranges), 'INR').problems).toEqual([])
})

test.each([
  ['0d', 0],
  ['28d', 28],
  ['6m', 180],
  ['1y', 366],
  ['18y', 6575],
  ['', null],
  ['18', null],
  ['-1d', null],
  ['1w', null],
])('an age of %j is %s days', (text, days) => {
  expect(ageInDays(text)).toBe(days)
})

test('a person’s range is that of their sex and age; where the sex is not known, the one for both', () => {
  const both = { sex: null, fromDays: 0, untilDays: null }
  const child = { sex: null, fromDays: 0, untilDays: 6575 }
  const woman = { sex: 'FEMALE' as const, fromDays: 6575, untilDays: null }
  expect(rangeFor([both, woman], 'FEMALE', 6575)).toBe(woman)
  expect(rangeFor([both, woman], 'FEMALE', 6574)).toBe(both)
  expect(rangeFor([both, woman], 'OTHER', 9000)).toBe(both)
  expect(rangeFor([both, woman], null, 9000)).toBe(both)
  expect(rangeFor([woman], 'MALE', 9000)).toBeNull()
  expect(rangeFor([child], 'MALE', 6575)).toBeNull()
  expect(rangeFor([child, woman], 'FEMALE', null)).toBe(woman)
})

test('what a spreadsheet writes is read back, whatever is in the cells', () => {
  const cell = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .map((text) => text.replace(/[\p{C}\p{Z}\s=+\-@]+/gu, 'x').normalize('NFC'))
    .filter((text) => text !== '' && !hasForbiddenCharacters(text))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
      const problems: Problem[] = []
      const text = stringify([['a', 'b'], ...rows], { bom: true, record_delimiter: 'windows' })
      const read = readTable('x.csv', text, ['a', 'b'], problems)
      expect(problems).toEqual([])
      expect(read.map(({ cells }) => [cells.a, cells.b])).toEqual(rows)
      expect(read.map(({ line }) => line)).toEqual(rows.map((_row, index) => index + 2))
    }),
  )
})

test('no text whatever makes the reading fail otherwise than by saying so', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { problems } = readList('TREATMENTS', { 'treatments.csv': text }, 'INR')
      expect(problems.length).toBeGreaterThan(0)
    }),
  )
})

test('a file is known by its columns; what is none, or no UTF-8, is not taken', () => {
  expect(fileAmong('TESTS', `${'parameter,sex,from_age,until_age,low,high'}\n`)).toBe('ranges.csv')
  expect(fileAmong('TREATMENTS', treatments()['treatments.csv'])).toBe('treatments.csv')
  expect(fileAmong('MEDICINES', 'a,b,c\n')).toBeNull()
  expect(columnsIn('"a')).toBeNull()
  expect(textOf(Buffer.from([0xff, 0xfe, 0x41]))).toBeNull()
  expect(textOf(Buffer.from('₹ 120'))).toBe('₹ 120')
})

test('what a new list changes is counted by code: also a range is a change of its test', () => {
  const list = (ranges: string) => readList('TESTS', tests(potassium, ranges), 'INR').list
  expect(changesBetween(list(range), list(range))).toMatchObject([{ of: 'Tests', same: 1, changed: [] }])
  expect(changesBetween(list(range), list(range.replace('6.5', '6')))).toMatchObject([
    { changed: ['K Potassium'], added: [], removed: [], same: 0 },
  ])
  expect(changesBetween(null, list(range))).toMatchObject([{ added: ['K Potassium'], same: 0 }])
})
