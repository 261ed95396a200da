import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answer } from './adapter.js'
import type { Json } from './contract-readings.js'
import { mismatches, readVectors, runVectors, UnreadableVectors } from './vector-run.js'

const given = readFileSync(new URL('clinical-vectors.json', import.meta.url), 'utf8')

/** A mild adult in the contract's words. */
const mild: Json = {
  mode: 'triage',
  ageYears: 45,
  respiratoryRate: 18,
  spo2: 98,
  supplementalOxygen: false,
  breathlessness: false,
  consciousness: 'A',
  symptoms: ['fever'],
  comorbidities: [],
  immunocompromised: false,
  homeFacility: true,
  caregiver: true,
}

test('C-02 every given vector passes', () => {
  const { vectors, orderings } = readVectors(given)
  expect(runVectors(vectors, orderings)).toEqual({
    passed: 46,
    failed: 0,
    lines: ['46 passed, 0 failed'],
  })
})

test('C-02 a question that no engine answers, or an expectation that cannot be read, fails alone', () => {
  const { lines, passed, failed } = runVectors([
    { id: 'S-1', score: 'apache', input: {}, expected: { status: 'ok' } },
    { id: 'S-2', score: 'who', input: { mode: 'ordinal' }, expected: { status: 'ok' } },
    { id: 'S-3', score: 'mohfw', input: mild, expected: { $anyOf: 'mild' } },
    { id: 'S-4', score: 'mohfw', input: mild, expected: { severity: 'mild' } },
  ])
  expect([passed, failed]).toEqual([1, 3])
  expect(lines.join()).toContain('FAILED S-3: UnreadableVectors: an operator needs a list')
})

test('C-02 NaN as Python writes it is an impossible value, not an unreadable file', () => {
  const text = JSON.stringify([
    {
      id: 'N-1',
      score: 'mohfw',
      input: { ...mild, spo2: 'HERE' },
      expected: { status: 'invalid', fields: ['spo2'] },
    },
  ]).replace('"HERE"', 'NaN')
  const { vectors } = readVectors(text)
  expect(runVectors(vectors)).toMatchObject({ passed: 1, failed: 0 })
})

describe('C-02 a wrong vector fails: each expectation of a given one, changed', () => {
  const covered = readVectors(given).vectors.filter((vector) => answer(vector) !== null)
  const plain = covered.flatMap(({ id, expected, ...vector }) =>
    Object.keys(expected)
      .filter((key) => !key.startsWith('$'))
      .map((key) => ({ ...vector, id: `${id} ${key}`, expected: { ...expected, [key]: 'something else' } })),
  )
  test.each(plain)('$id', (vector) => {
    const { failed, lines } = runVectors([vector])
    expect(failed).toBe(1)
    expect(lines[0]).toContain(`FAILED ${vector.id}`)
    expect(lines.at(-1)).toBe('0 passed, 1 failed')
  })
})

describe('C-02 each operator of the contract can pass and can fail', () => {
  const actual = {
    severity: 'moderate',
    site: 'ward',
    missing: ['spo2', 'age'],
    reasons: ['a', 'b'],
    nested: { x: 1, y: 2 },
    none: null,
  }
  test.each([
    [{ severity: 'moderate' }, true],
    [{ severity: 'severe' }, false],
    [{ absent: null }, true],
    [{ absent: 'x' }, false],
    [{ missing: ['age', 'spo2'] }, true],
    [{ missing: ['age'] }, false],
    [{ missing: ['age', 'spo2', 'rr'] }, false],
    [{ reasons: ['a', 'b'] }, true],
    [{ reasons: ['b', 'a'] }, false],
    [{ nested: { x: 1 } }, true],
    [{ nested: { x: 2 } }, false],
    [{ nested: { x: 1, z: 3 } }, false],
    [{ $anyOf: [{ severity: 'mild' }, { site: 'ward' }] }, true],
    [{ $anyOf: [{ severity: 'mild' }, { site: 'home' }] }, false],
    [{ $mustNot: { severity: ['mild', 'severe'] } }, true],
    [{ $mustNot: { severity: ['mild', 'moderate'] } }, false],
    [{ $mustNot: { absent: ['x'] } }, true],
    [{ $includes: { reasons: ['b'] } }, true],
    [{ $includes: { reasons: ['b', 'c'] } }, false],
    [{ $includes: { absent: ['b'] } }, false],
    [{ $excludes: { reasons: ['c'] } }, true],
    [{ $excludes: { reasons: ['c', 'a'] } }, false],
    [{ $excludes: { absent: ['a'] } }, true],
    [{ $accept: { severity: ['severe', 'moderate'] } }, true],
    [{ $accept: { severity: ['severe', null] } }, false],
    [{ $accept: { absent: ['severe', null] } }, true],
    [{ $accept: { none: [null] } }, true],
    [{ $atLeast: { severity: 'moderate', site: 'covid-care-centre' } }, true],
    [{ $atLeast: { severity: 'severe' } }, false],
    [{ $atLeast: { absent: 'moderate' } }, false],
    [{ $atLeast: { severity: 'no such class' } }, false],
    [{ $unheardOf: { severity: 'moderate' } }, false],
    [{ severity: 'moderate', $mustNot: { site: ['ward'] } }, false],
  ])('%j: %s', (expected, passes) => {
    expect(mismatches(expected, actual).length === 0).toBe(passes)
  })
})

describe('C-02 the contract, as others may fill it', () => {
  test.each<[Json, Json]>([
    [{ supplementalOxygen: null }, { status: 'incomplete', missing: ['supplementalOxygen'], severity: null }],
    [{ supplementalOxygen: undefined }, { status: 'incomplete', missing: ['supplementalOxygen'] }],
    [{ supplementalOxygen: 'no' }, { status: 'invalid', fields: ['supplementalOxygen'] }],
    [{ spo2: '98' }, { status: 'invalid', fields: ['spo2'] }],
    [
      { spo2: 97.5, respiratoryRate: -3 },
      { status: 'invalid', fields: ['respiratoryRate', 'spo2'] },
    ],
    [{ consciousness: 'X' }, { status: 'invalid', fields: ['consciousness'] }],
    [{ consciousness: null }, { status: 'incomplete', missing: ['consciousness'] }],
    [
      { temperature: 37, temperatureUnit: 'F' },
      { status: 'invalid', fields: ['temperature'] },
    ],
    [{ temperature: 37 }, { status: 'invalid', fields: ['temperatureUnit'] }],
    [
      { temperature: 98.6, temperatureUnit: 'F' },
      { status: 'ok', severity: 'mild' },
    ],
    [{ systolicBp: 400 }, { status: 'invalid', fields: ['systolicBp'] }],
    [{ ageYears: null }, { status: 'incomplete', missing: ['ageYears'] }],
    [{ ageYears: 17 }, { status: 'not-applicable', reason: 'age-under-18', severity: null, site: null }],
    [
      { ageYears: 9, spo2: 86 },
      { status: 'not-applicable', alert: 'emergency', redFlags: ['spo2-below-90'] },
    ],
    [{ comorbidities: null }, { status: 'incomplete', missing: ['comorbidities'] }],
    [{ immunocompromised: null }, { status: 'incomplete', missing: ['immunocompromised'] }],
    [{ immunocompromised: 'no' }, { status: 'invalid', fields: ['immunocompromised'] }],
    [{ comorbidities: 'diabetes' }, { status: 'invalid', fields: ['comorbidities'] }],
    [
      { immunocompromised: true },
      { severity: 'mild', homeIsolation: 'medical-officer-evaluation', highRisk: true },
    ],
    [{ caregiver: false }, { severity: 'mild', site: 'covid-care-centre', homeIsolation: 'not-eligible' }],
    [{ homeFacility: null }, { status: 'incomplete', missing: ['homeFacility'] }],
    [{ respiratorySupport: 'hfnc' }, { severity: 'severe', site: 'hdu-icu' }],
    [
      { spo2: 88, respiratoryRate: null },
      { status: 'incomplete', severity: 'severe', missing: ['respiratoryRate'] },
    ],
    [
      { spo2: 92, respiratoryRate: null },
      { status: 'incomplete', severity: null, alert: 'urgent' },
    ],
    [{ symptoms: ['chest-pain'] }, { redFlags: ['chest-pain'], site: 'ward', homeIsolation: 'not-eligible' }],
    [{ symptoms: ['Difficulty breathing'] }, { severity: 'moderate', redFlags: ['breathlessness'] }],
    [{ symptoms: ['prolonged-fever'] }, { redFlags: ['prolonged-fever'], homeIsolation: 'not-eligible' }],
    [{ symptoms: ['itchy toe'] }, { severity: 'mild', homeIsolation: 'medical-officer-evaluation' }],
    [{ symptoms: [7] }, { status: 'invalid', fields: ['symptoms'] }],
  ])('%j', (change, expected) => {
    const found = answer({ score: 'mohfw', input: { ...mild, ...change } })
    expect(mismatches(expected, found)).toEqual([])
  })

  test.each([
    'diabetes',
    'Hypertension',
    'CKD',
    'chronic-kidney-disease',
    'Chronic Kidney Disease',
    'copd',
    'asthma',
    'HIV',
    'TB',
  ])('a comorbidity spelled %s is a known high risk', (spelled) => {
    const found = answer({ score: 'mohfw', input: { ...mild, comorbidities: [spelled] } })
    expect(found).toMatchObject({ status: 'ok', highRisk: true, homeIsolation: 'medical-officer-evaluation' })
  })
})

test('C-02 an engine that throws fails the vector, not the run', () => {
  const trap = new Proxy(mild, {
    get: (input, key) => {
      if (key === 'spo2') throw new Error('no oximeter')
      return Reflect.get(input, key)
    },
  })
  const { lines, failed } = runVectors([{ id: 'T', score: 'mohfw', input: trap, expected: { status: 'ok' } }])
  expect(failed).toBe(1)
  expect(lines.join()).toContain('no oximeter')
})

describe('C-02 a file that cannot be run is refused with the reason', () => {
  test.each([
    ['', 'not JSON'],
    ['[]', 'no vector'],
    ['{}', 'no vector'],
    ['{"contract":{},"public":[]}', 'no vector'],
    ['"text"', 'no vector'],
    ['[{"id":"X","score":"mohfw","input":{}}]', 'entry 1'],
    ['[{"id":"X","score":"mohfw","input":{},"expected":{}}]', 'expects nothing'],
  ])('%s', (text, reason) => {
    expect(() => readVectors(text)).toThrow(UnreadableVectors)
    expect(() => readVectors(text)).toThrow(reason)
  })
})

describe('C-02 the command ends with the tally and its exit code', () => {
  test('0 where all pass', () => {
    const run = command(given)
    expect(run.stdout.trimEnd().split('\n').at(-1)).toBe('46 passed, 0 failed')
    expect(run.status).toBe(0)
  })

  test('1 where one fails, with what was expected and what came', () => {
    const run = command(
      JSON.stringify([{ id: 'X-1', score: 'mohfw', input: mild, expected: { severity: 'severe' } }]),
    )
    expect(run.stdout).toContain('FAILED X-1: severity is "mild", not "severe"')
    expect(run.stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed')
    expect(run.status).toBe(1)
  })

  test('2 for an empty list', () => {
    const run = command('[]')
    expect(run.stderr).toContain('no vector')
    expect(run.status).toBe(2)
  })

  function command(contents: string) {
    const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
    try {
      writeFileSync(join(folder, 'vectors.json'), contents)
      return spawnSync(
        process.execPath,
        ['--import', 'tsx', 'tests/triage/vectors.ts', join(folder, 'vectors.json')],
        { encoding: 'utf8' },
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
})
