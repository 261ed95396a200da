import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkRound,
  type EnteredRound,
  mgDlOf,
  mmolLOf,
  type Round,
  roundOf,
} from '../../src/observations/entry-rules.js'
import { OXYGEN_DEVICES, supportBy } from '../../src/observations/oxygen-rules.js'
import { answerTo, questionsOf, unanswered } from '../../src/observations/plausible-rules.js'
import { takenAtProblem } from '../../src/observations/round-rules.js'
import { wellReadings } from './rounds.js'

const nothing: EnteredRound = {
  ...{
    respiratoryRate: null,
    spo2: null,
    breathing: null,
    oxygenFlow: null,
    fio2: null,
    systolic: null,
    diastolic: null,
  },
  ...{
    pulse: null,
    consciousness: null,
    temperature: null,
    temperatureUnit: null,
    pain: null,
    glucose: null,
  },
  ...{ glucoseUnit: null, weight: null },
}
const read = (changes: Partial<EnteredRound>) => checkRound({ ...nothing, ...changes })
const fieldsOf = (changes: Partial<EnteredRound>) => {
  const checked = read(changes)
  return checked.ok ? [] : checked.problems.map(({ field }) => field)
}

describe('T-17 a round as entered', () => {
  test('what is empty was not measured', () => {
    expect(read({})).toEqual({
      ok: true,
      round: expect.objectContaining({ oxygen: null, pain: null, weightGrams: null }),
    })
  })

  test('a device says how much support it is', () => {
    for (const breathing of OXYGEN_DEVICES)
      expect(read({ breathing })).toMatchObject({
        ok: true,
        round: { oxygen: supportBy(breathing), oxygenDevice: breathing },
      })
    expect(read({ breathing: 'ON_OXYGEN' })).toMatchObject({
      round: { oxygen: 'ON_OXYGEN', oxygenDevice: null },
    })
    expect(OXYGEN_DEVICES.map(supportBy).indexOf('HIGH_FLOW_OR_VENTILATED')).toBe(
      OXYGEN_DEVICES.indexOf('HIGH_FLOW'),
    )
  })

  test.each<[Partial<EnteredRound>, string[]]>([
    [{ fio2: 21, breathing: 'VENTURI_MASK' }, []],
    [{ fio2: 20, breathing: 'VENTURI_MASK' }, ['fio2']],
    [{ fio2: 100, breathing: 'VENTILATOR' }, []],
    [{ fio2: 101, breathing: 'VENTILATOR' }, ['fio2']],
    [{ fio2: 40 }, ['breathing']],
    [{ oxygenFlow: 2 }, ['breathing']],
    [{ oxygenFlow: 2, breathing: 'ROOM_AIR' }, ['breathing']],
    [{ oxygenFlow: 0, breathing: 'NASAL_CANNULA' }, ['oxygenFlow']],
    [{ oxygenFlow: 100, breathing: 'HIGH_FLOW' }, []],
    [{ oxygenFlow: 100.1, breathing: 'HIGH_FLOW' }, ['oxygenFlow']],
    [{ pain: 0 }, []],
    [{ pain: 10 }, []],
    [{ pain: 11 }, ['pain']],
    [{ pain: -1 }, ['pain']],
    [{ pain: 4.5 }, ['pain']],
    [{ weight: 0.2 }, []],
    [{ weight: 0.1 }, ['weight']],
    [{ weight: 500 }, []],
    [{ weight: 500.1 }, ['weight']],
    [{ weight: Number.NaN }, ['weight']],
    [{ glucose: 10, glucoseUnit: 'mg/dL' }, []],
    [{ glucose: 9.9, glucoseUnit: 'mg/dL' }, ['glucose']],
    [{ glucose: 2000, glucoseUnit: 'mg/dL' }, []],
    [{ glucose: 2001, glucoseUnit: 'mg/dL' }, ['glucose']],
    [{ glucose: 0.6, glucoseUnit: 'mmol/L' }, []],
    [{ glucose: 0.5, glucoseUnit: 'mmol/L' }, ['glucose']],
    [{ glucose: 111, glucoseUnit: 'mmol/L' }, []],
    [{ glucose: 112, glucoseUnit: 'mmol/L' }, ['glucose']],
    [{ glucose: 7 }, ['glucoseUnit']],
  ])('%j', (changes, fields) => {
    expect(fieldsOf(changes)).toEqual(fields)
  })

  test('a glucose is the same in either unit, to a tenth of a mmol/L', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 1110 }), (tenths) => {
        const mmol = tenths / 10
        expect(Math.abs(Number(mmolLOf(mgDlOf(mmol, 'mmol/L'))) - mmol)).toBeLessThan(0.1)
        const checked = read({ glucose: mmol, glucoseUnit: 'mmol/L' })
        expect(checked).toMatchObject({ ok: true, round: { glucoseMgDl: mgDlOf(mmol, 'mmol/L') } })
      }),
    )
    expect(mgDlOf(5.5, 'mmol/L')).toBe(99)
  })

  test('a weight is kept to the gram, and a flow to the tenth of a litre', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 500_000 }), (grams) => {
        expect(read({ weight: grams / 1000 })).toMatchObject({ round: { weightGrams: grams } })
      }),
    )
    expect(read({ oxygenFlow: 2.5, breathing: 'NASAL_CANNULA' })).toMatchObject({
      round: { oxygenFlowTenths: 25 },
    })
  })
})

describe('T-17 what is possible and rare is asked about, on both sides of each limit', () => {
  const asked = (changes: Partial<Round>, ageYears: number | null = 45) =>
    questionsOf({ ...roundOf(wellReadings()), ...changes }, ageYears).map(({ field }) => field)

  test.each<[keyof Round, field: string, from: number, to: number]>([
    ['spo2', 'spo2', 70, 100],
    ['respiratoryRate', 'respiratoryRate', 6, 45],
    ['temperatureTenthsC', 'temperature', 330, 415],
    ['pulse', 'pulse', 35, 180],
    ['systolic', 'systolic', 70, 240],
    ['diastolic', 'diastolic', 30, 140],
    ['glucoseMgDl', 'glucose', 40, 500],
    ['weightGrams', 'weight', 30_000, 200_000],
  ])('%s of an adult', (key, field, from, to) => {
    expect([from, to].map((value) => asked({ [key]: value }))).toEqual([[], []])
    expect(asked({ [key]: from - 1 })).toEqual([field])
    if (key !== 'spo2') expect(asked({ [key]: to + 1 })).toEqual([field])
  })

  test('a child and an infant have limits of their own; an age that is not known is an adult’s', () => {
    expect([45, null, 15, 0].map((age) => asked({ pulse: 190 }, age).length)).toEqual([1, 1, 0, 0])
    expect([16, 15, 1, 0].map((age) => asked({ respiratoryRate: 50 }, age).length)).toEqual([1, 0, 0, 0])
    expect(asked({ pulse: 60 }, 0)).toEqual(['pulse'])
  })

  test.each<[Round['oxygenDevice'], tenths: number, asks: boolean]>([
    ['NASAL_CANNULA', 60, false],
    ['NASAL_CANNULA', 61, true],
    ['SIMPLE_MASK', 49, true],
    ['NON_REBREATHER', 100, false],
    ['NON_REBREATHER', 99, true],
    ['HIGH_FLOW', 700, false],
    ['VENTILATOR', 700, false],
  ])('%s at %i tenths of a litre: %s', (oxygenDevice, oxygenFlowTenths, asks) => {
    expect(asked({ oxygen: 'ON_OXYGEN', oxygenDevice, oxygenFlowTenths })).toEqual(asks ? ['oxygenFlow'] : [])
  })

  test('an answer is for these very values', () => {
    const questions = questionsOf({ ...roundOf(wellReadings({ spo2: 60, pulse: 190 })) }, 45)
    expect(unanswered(questions, null)).toHaveLength(2)
    expect(unanswered(questions, answerTo(questions))).toEqual([])
    const other = questionsOf({ ...roundOf(wellReadings({ spo2: 61, pulse: 190 })) }, 45)
    expect(unanswered(other, answerTo(questions)).map(({ field }) => field)).toEqual(['spo2'])
  })
})

test.each<[minutes: number, text: string | null]>([
  [0, null],
  [24 * 60, null],
  [24 * 60 + 1, 'A round is written down within {{hours}} hours. What is older belongs into a note.'],
  [-1, 'This time has not come yet.'],
])('T-17 taken %i minutes before now', (minutes, text) => {
  const now = new Date('2026-11-21T09:00:00Z')
  const problem = takenAtProblem(new Date(now.getTime() - minutes * 60_000), now)
  expect(problem?.text ?? null).toBe(text)
})
