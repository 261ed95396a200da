import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import type { Day, TimeOfDay } from '../../src/shared/calendar.js'
import {
  amount,
  checkbox,
  choice,
  choices,
  dayField,
  decimal,
  email,
  type Field,
  idempotencyKey,
  longText,
  optional,
  optionalDay,
  optionalText,
  password,
  phone,
  text,
  timeField,
  uuid,
  uuids,
  version,
  whole,
} from '../../src/shared/fields.js'
import { column, textList } from '../../src/shared/list-fields.js'

const id = '0192f0c1-2d3e-7a4b-8c5d-6e7f80910213'

/** What the form says about a value: its sentence, or the value that the command gets. */
function entered<T>(field: Field<T>, value?: unknown): { value: T } | { says: string } {
  const result = z.strictObject({ field }).safeParse(value === undefined ? {} : { field: value })
  return result.success
    ? { value: result.data.field }
    : { says: result.error.issues.map((issue) => issue.message).join(' | ') }
}

/** One of every kind of field. */
const all = {
  text: text({ max: 20, missing: 'Enter the full name.' }),
  longText: longText({ max: 20 }),
  optionalText: optionalText(20),
  password: password(),
  email: email(),
  phone: phone(),
  day: dayField(),
  optionalDay: optionalDay(),
  time: timeField(),
  whole: whole({ min: 0, max: 300 }),
  decimal: decimal({ min: 30, max: 45 }),
  amount: amount(),
  choice: choice(['MILD', 'SEVERE']),
  choices: choices(['FEVER', 'COUGH']),
  uuids: uuids(),
  textList: textList({ max: 20, most: 3 }),
  column: column({ max: 20, most: 3 }),
  checkbox: checkbox(),
  uuid: uuid(),
  idempotencyKey: idempotencyKey(),
  version: version(),
  optionalWhole: optional(whole({ min: 0, max: 300 })),
} satisfies Record<string, Field<unknown>>

describe('every field', () => {
  test('G-W10 an array or an object where one value belongs is a sentence, not an exception', () => {
    const lists = ['choices', 'uuids', 'textList', 'column']
    for (const [kind, field] of Object.entries(all)) {
      for (const odd of [['a', 'b'], [['a']], { equals: 'a' }, 5, true, null]) {
        if (lists.includes(kind) && Array.isArray(odd) && typeof odd[0] === 'string') continue
        expect(entered<unknown>(field, odd), `${kind} ${JSON.stringify(odd)}`).toHaveProperty('says')
      }
    }
  })

  test('whatever is sent, the answer is a value or a plain sentence', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.string({ unit: 'binary', maxLength: 10 }), { maxLength: 5 }),
      fc.anything(),
    )
    fc.assert(
      fc.property(anything, (value) => {
        for (const [kind, field] of Object.entries(all)) {
          const answer = entered<unknown>(field, value)
          if ('says' in answer) expect(answer.says, kind).toMatch(/^[A-Z][A-Za-z0-9 ,.:@{}+-]*\.$/)
        }
      }),
    )
  })

  test('G-D1 ten million characters are refused at once by every field', () => {
    const flood = ' '.repeat(5_000_000) + 'a'.repeat(5_000_000)
    for (const [kind, field] of Object.entries(all))
      expect(entered<unknown>(field, flood), kind).toHaveProperty('says')
  })

  test('G-D1 a flood is refused for its length before anything else looks at it', () => {
    const issue = z.strictObject({ id: uuid() }).safeParse({ id: 'a'.repeat(20_001) }).error?.issues[0]
    expect(issue).toMatchObject({ message: 'Use {{max}} characters or fewer.', params: { max: 20_000 } })
  })

  test('G-W6 control characters, NUL and reversed reading are refused with the reason', () => {
    for (const hidden of ['Ana\0nya', 'Ana\u202enya', 'Ana\u001bnya', 'Ana\ud800nya']) {
      for (const kind of ['text', 'longText', 'optionalText', 'textList', 'column'] as const)
        expect(entered<unknown>(all[kind], hidden)).toEqual({
          says: 'Remove the characters that cannot be shown, and enter it again.',
        })
    }
  })

  test('G-Z6 a form refuses a field that does not belong to it', () => {
    const form = z.strictObject({ name: text({ max: 20 }) })
    expect(form.safeParse({ name: 'Ananya', role: 'ADMIN' }).error?.issues[0]?.code).toBe('unrecognized_keys')
  })

  test('the command gets exact types', () => {
    const form = z.strictObject(all)
    type Out = z.output<typeof form>
    expectTypeOf<Out['text']>().toEqualTypeOf<string>()
    expectTypeOf<Out['optionalText']>().toEqualTypeOf<string | null>()
    expectTypeOf<Out['day']>().toEqualTypeOf<Day>()
    expectTypeOf<Out['optionalDay']>().toEqualTypeOf<Day | null>()
    expectTypeOf<Out['time']>().toEqualTypeOf<TimeOfDay>()
    expectTypeOf<Out['amount']>().toEqualTypeOf<bigint>()
    expectTypeOf<Out['choice']>().toEqualTypeOf<'MILD' | 'SEVERE'>()
    expectTypeOf<Out['choices']>().toEqualTypeOf<('FEVER' | 'COUGH')[]>()
    expectTypeOf<Out['checkbox']>().toEqualTypeOf<boolean>()
    expectTypeOf<Out['optionalWhole']>().toEqualTypeOf<number | null>()
  })
})

describe('text', () => {
  const name = text({ max: 5, missing: 'Enter the full name.' })

  test('a name is tidied; nothing but spaces is missing', () => {
    expect(entered(name, '  Ana  B ')).toEqual({ value: 'Ana B' })
    for (const nothing of [undefined, '', '   ', '\u200b\u00a0'])
      expect(entered(name, nothing)).toEqual({ says: 'Enter the full name.' })
  })

  test('the limit counts characters as people do, and is told', () => {
    expect(entered(name, '😀😀😀😀😀')).toEqual({ value: '😀😀😀😀😀' })
    const issue = z.strictObject({ name }).safeParse({ name: 'Ananya' }).error?.issues[0]
    expect(issue).toMatchObject({ message: 'Use {{max}} characters or fewer.', params: { max: 5 } })
    expect(entered(text({ max: 5, tooLong: 'Shorten the name.' }), 'Ananya')).toEqual({
      says: 'Shorten the name.',
    })
  })

  test('an optional text that was left empty is null, and one that is too long is still refused', () => {
    expect(entered(optionalText(5))).toEqual({ value: null })
    expect(entered(optionalText(5), '  ')).toEqual({ value: null })
    expect(entered(optionalText(5), ' Ana ')).toEqual({ value: 'Ana' })
    const issue = z.strictObject({ note: optionalText(5) }).safeParse({ note: 'Ananya' }).error?.issues[0]
    expect(issue).toMatchObject({ message: 'Use {{max}} characters or fewer.', params: { max: 5 } })
  })

  test('a note keeps its lines', () => {
    expect(entered(longText({ max: 50 }), ' one\r\n\r\ntwo ')).toEqual({ value: 'one\n\ntwo' })
  })

  test('G-A9 a password is taken exactly as typed, spaces included', () => {
    expect(entered(password(), '  pass word\t ')).toEqual({ value: '  pass word\t ' })
    expect(entered(password(), '')).toEqual({ says: 'Enter your password.' })
    expect(entered(password(), 'a'.repeat(1001))).toHaveProperty('says')
  })
})

describe('ways to reach a person', () => {
  test('G-O2 an email address is one plain address in small letters', () => {
    expect(entered(email(), ' Ananya@Example.COM ')).toEqual({ value: 'ananya@example.com' })
    for (const odd of [
      'ananya',
      'a@b',
      'a@b.c, d@e.f',
      'Ana <a@b.com>',
      'a@b.com\r\nBcc: x@y.com',
      `${'a'.repeat(250)}@b.com`,
    ])
      expect(entered(email(), odd), odd).toEqual({ says: 'Enter an email address like name@example.com.' })
  })

  test('a telephone number is stored with its country', () => {
    expect(entered(phone(), '98765 43210')).toEqual({ value: '+919876543210' })
    expect(entered(phone(), '12')).toHaveProperty('says')
  })
})

describe('days, times and numbers', () => {
  test('a day that does not exist is refused with an example', () => {
    expect(entered(dayField(), '2024-02-29')).toEqual({ value: '2024-02-29' })
    expect(entered(dayField(), '2026-02-29')).toEqual({ says: 'Enter a real date like 2026-11-21.' })
    // A year is told apart from a day that never was.
    for (const year of ['1880', '1899', '0088'])
      expect(entered(dayField(), `${year}-05-06`), year).toEqual({
        says: 'Check the year: it must be {{year}} or later.',
      })
    expect(entered(dayField(), '2201-05-06')).toEqual({
      says: 'Check the year: it must be {{year}} or earlier.',
    })
    expect(entered(dayField(), '1900-01-01')).toEqual({ value: '1900-01-01' })
    expect(entered(dayField(), '1880-02-30')).toEqual({ says: 'Enter a real date like 2026-11-21.' })
    expect(entered(dayField({ missing: 'Enter the date of birth.' }))).toEqual({
      says: 'Enter the date of birth.',
    })
    expect(entered(optionalDay(), '')).toEqual({ value: null })
    expect(entered(timeField(), '09:30')).toEqual({ value: '09:30' })
    expect(entered(timeField(), '9.30')).toHaveProperty('says')
  })

  test('a whole number stays inside its limits, both included', () => {
    const spo2 = whole({
      min: 0,
      max: 100,
      missing: 'Enter the SpO2.',
      wrong: 'SpO2 is a whole number from 0 to 100.',
    })
    expect(entered(spo2, '0')).toEqual({ value: 0 })
    expect(entered(spo2, ' 100 ')).toEqual({ value: 100 })
    for (const odd of ['101', '-1', '93.5', '1e2', '0x5', '९३', 'abc', '9'.repeat(30)])
      expect(entered(spo2, odd), odd).toEqual({ says: 'SpO2 is a whole number from 0 to 100.' })
    expect(entered(whole({ min: -5, max: 5 }), '-0')).toEqual({ value: 0 })
  })

  test('a temperature may have one decimal, after a point or a comma', () => {
    const temperature = decimal({ min: 30, max: 45, decimals: 1 })
    expect(entered(temperature, '38.4')).toEqual({ value: 38.4 })
    expect(entered(temperature, '38,4')).toEqual({ value: 38.4 })
    expect(entered(temperature, '38')).toEqual({ value: 38 })
    for (const odd of ['38.45', '29.9', '45.1', '38.', '.5', '3,800', '38..4', 'NaN'])
      expect(entered(temperature, odd), odd).toHaveProperty('says')
  })

  test('G-C9 an amount is whole paise, never negative', () => {
    expect(entered(amount(), '₹1,250.50')).toEqual({ value: 125_050n })
    expect(entered(amount(), '-5')).toHaveProperty('says')
    expect(entered(amount({ currency: 'JPY' }), '12.5')).toHaveProperty('says')
    expect(entered(optional(amount()), '')).toEqual({ value: null })
  })
})

describe('choices', () => {
  test('only what the list holds can be chosen', () => {
    const severity = choice(['MILD', 'SEVERE'], { missing: 'Choose a severity.' })
    expect(entered(severity, 'MILD')).toEqual({ value: 'MILD' })
    for (const odd of [undefined, '', 'mild', 'toString', 'MILD '])
      expect(entered(severity, odd), odd).toEqual({ says: 'Choose a severity.' })
  })

  test('one ticked box and several arrive as a list, each once, in the order of the list', () => {
    const symptoms = choices(['FEVER', 'COUGH', 'FATIGUE'])
    expect(entered(symptoms)).toEqual({ value: [] })
    expect(entered(symptoms, 'COUGH')).toEqual({ value: ['COUGH'] })
    expect(entered(symptoms, ['FATIGUE', 'FEVER', 'FEVER'])).toEqual({ value: ['FEVER', 'FATIGUE'] })
    expect(entered(symptoms, ['FEVER', 'PLAGUE'])).toHaveProperty('says')
    expect(entered(choices(['A'], { missing: 'Choose a symptom.' }))).toEqual({ says: 'Choose a symptom.' })
  })

  test('doctors are chosen by id, each once', () => {
    expect(entered(uuids(), [id, id.toUpperCase()])).toEqual({ value: [id] })
    expect(entered(uuids({ missing: 'Choose a doctor.' }))).toEqual({ says: 'Choose a doctor.' })
    expect(entered(uuids(), [id, '1; drop table'])).toHaveProperty('says')
    expect(entered(uuids({ most: 1 }), [id, id.replace('0', '1')])).toHaveProperty('says')
  })

  test('rows of inputs: a list leaves blanks out, a column keeps their place', () => {
    expect(entered(textList({ max: 20, most: 3 }), [' a ', '', 'b'])).toEqual({ value: ['a', 'b'] })
    expect(entered(column({ max: 20, most: 3 }), [' a ', '', 'b'])).toEqual({ value: ['a', '', 'b'] })
    expect(entered(textList({ max: 20, most: 3 }), ['a', 'b', 'c', 'd'])).toHaveProperty('says')
    expect(entered(textList({ max: 20, most: 3, missing: 'Enter a medicine.' }), ['', ''])).toEqual({
      says: 'Enter a medicine.',
    })
  })

  test('a box is ticked or it is not', () => {
    expect(entered(checkbox())).toEqual({ value: false })
    expect(entered(checkbox(), 'on')).toEqual({ value: true })
    expect(entered(checkbox(), 'yes')).toHaveProperty('says')
  })
})

describe('what the page itself sends', () => {
  test('G-C3 G-C5 a key and a version that the page did not make are refused', () => {
    expect(entered(idempotencyKey(), id)).toEqual({ value: id })
    expect(entered(version(), '7')).toEqual({ value: 7 })
    for (const odd of [undefined, 'x', "' or 1=1", `${id} `, '-1', '1.5']) {
      expect(entered(idempotencyKey(), odd)).toEqual({ says: 'This page was not complete. Open it again.' })
      expect(entered(version(), odd)).toEqual({ says: 'This page was not complete. Open it again.' })
    }
    expect(entered(uuid(), id.toUpperCase())).toEqual({ value: id })
  })
})
