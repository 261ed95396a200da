import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { daysAgo, filledForm } from './filled-form.js'

useDatabase()
let patient: Browser & TestPerson
beforeAll(async () => {
  patient = await logInAs(openApp(), 'PATIENT')
})

async function refused(changes: Record<string, string | string[]>) {
  const page = await patient.get('/patient/triage/new').expect(200)
  const answer = await patient.post('/patient/triage', { ...filledForm(changes), ...hidden(page.text) })
  expect(answer.status).toBe(422)
  expect(await db.triageAssessment.count()).toBe(0)
  expect(await db.observation.count()).toBe(0)
  return answer.text
}

/** The sentence beside a field. */
function beside(html: string, field: string): string {
  const found = new RegExp(`id="field-${field}-error"><span[^>]*>Error:</span> ([^<]*)`).exec(html)
  return (found?.[1] ?? '').replaceAll('&#39;', "'")
}

test.each([
  ['spo2', '140', 'SpO2 is a whole percentage from 50 to 100; 140 is not possible.'],
  ['spo2', '101', 'SpO2 is a whole percentage from 50 to 100; 101 is not possible.'],
  ['spo2', '49', 'SpO2 is a whole percentage from 50 to 100; 49 is not possible.'],
  ['spo2', '-97', 'SpO2 is a whole percentage from 50 to 100; -97 is not possible.'],
  ['spo2', '97.5', 'SpO2 is a whole percentage from 50 to 100; 97.5 is not possible.'],
  ['spo2', 'ninety', 'SpO2 is a whole percentage from 50 to 100; ninety is not possible.'],
  ['spo2', 'NaN', 'SpO2 is a whole percentage from 50 to 100; NaN is not possible.'],
  ['spo2', '1e2', 'SpO2 is a whole percentage from 50 to 100; 1e2 is not possible.'],
  ['spo2', '0x61', 'SpO2 is a whole percentage from 50 to 100; 0x61 is not possible.'],
  [
    'respiratoryRate',
    '81',
    'A respiratory rate is a whole number from 0 to 80 breaths per minute; 81 is not possible.',
  ],
  ['pulse', '0', 'A pulse is a whole number from 20 to 300 beats per minute; 0 is not possible.'],
  [
    'systolic',
    '400',
    'A systolic blood pressure is a whole number from 40 to 300 mmHg; 400 is not possible.',
  ],
  ['diastolic', '5', 'A diastolic blood pressure is a whole number from 20 to 200 mmHg; 5 is not possible.'],
  [
    'diastolic',
    '130',
    'The upper blood pressure (124) must be higher than the lower one (130): are they swapped?',
  ],
  ['temperature', '37', '37 °F is not a possible body temperature: did you mean °C?'],
  ['temperature', '200', 'A body temperature is a number from 77 to 113 °F; 200 is not possible.'],
  ['temperature', 'warm', 'A body temperature is a number; warm is not one.'],
  ['feverDays', '61', 'Enter a whole number from 0 to 60.'],
  ['feverDays', '-1', 'Enter a whole number from 0 to 60.'],
  ['laboratory', ' ', 'Enter the laboratory that made the test.'],
  ['laboratory', 'x'.repeat(201), 'Use 200 characters or fewer.'],
  ['testKind', '', 'Choose the kind of test.'],
  ['testKind', 'GUESS', 'Choose the kind of test.'],
  ['testedOn', '', 'Enter the date of the positive test.'],
  ['testedOn', '2026-02-30', 'Enter a real date like 2026-11-21.'],
  ['oxygen', 'LITTLE', 'Choose one of the list.'],
  ['consciousness', 'X', 'Choose one of the list.'],
  ['breathlessness', 'perhaps', 'Answer yes or no.'],
])('C-02 %s "%s" is refused with the reason, and nothing is saved', async (field, value, sentence) => {
  expect(beside(await refused({ [field]: value }), field)).toBe(sentence)
})

test('C-02 98.6 marked °C is refused, with the question whether °F was meant', async () => {
  const html = await refused({ temperature: '98.6', temperatureUnit: 'C' })
  expect(beside(html, 'temperature')).toBe('98.6 °C is not a possible body temperature: did you mean °F?')
  expect(html).toContain('value="98.6"')
})

test('C-02 a temperature without its unit is refused: the unit is never guessed', async () => {
  const html = await refused({ temperature: '38.1', temperatureUnit: '' })
  expect(beside(html, 'temperatureUnit')).toBe('Say whether the temperature is in °C or °F.')
})

test('C-01 a test in the future, or more than 60 days old, is refused; 60 days ago and today are not', async () => {
  expect(beside(await refused({ testedOn: daysAgo(-1) }), 'testedOn')).toBe(
    'The date of the test is in the future.',
  )
  expect(beside(await refused({ testedOn: daysAgo(61) }), 'testedOn')).toContain('The test was 61 days ago.')
  for (const days of [0, 60]) {
    const html = await refused({ testedOn: daysAgo(days), spo2: '140' })
    expect(beside(html, 'testedOn')).toBe('')
  }
})

test('C-02 "none of these" beside a symptom is refused, for a symptom as for a condition', async () => {
  const html = await refused({ symptoms: ['FEVER', 'NONE'], conditions: ['NONE', 'HIV'] })
  for (const field of ['symptoms', 'conditions'])
    expect(beside(html, field)).toBe('Tick what there is, or “None of these”, but not both.')
})

test('E-5 every mistake is told at once, the test, the readings and the temperature’s unit', async () => {
  const html = await refused({
    laboratory: '',
    testedOn: daysAgo(-3),
    spo2: '140',
    temperatureUnit: '',
    pulse: '500',
  })
  for (const field of ['laboratory', 'testedOn', 'spo2', 'temperatureUnit', 'pulse'])
    expect(html).toContain(`<a href="#field-${field}">`)
})

test('G-W10 two values for one reading are refused', async () => {
  expect(beside(await refused({ spo2: ['97', '60'] }), 'spo2')).toBe('Enter one value here.')
})
