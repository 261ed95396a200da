import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asksForBed, nextStep, nextSteps } from '../../src/triage/next-step-rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { adult } from './patients.js'

describe('what follows from a triage', () => {
  test.each<[string, Presentation, string]>([
    ['mild and fit for home', adult(), 'AT_HOME'],
    ['mild and over 60', adult({}, { ageYears: 61 }), 'DOCTOR_DECIDES'],
    ['mild without a caregiver', adult({}, { caregiver: false }), 'CARE_CENTRE'],
    ['moderate', adult({ spo2: 93 }), 'COME_TODAY'],
    ['severe', adult({ spo2: 89 }), 'COME_NOW'],
    ['mild readings with slurred speech', adult({}, { symptoms: ['SLURRED_SPEECH'] }), 'COME_NOW'],
    ['something missing', adult({ respiratoryRate: null }), 'COMPLETE_FIRST'],
    ['something missing, moderate at least', adult({ respiratoryRate: null, spo2: 91 }), 'COME_TODAY'],
    ['something missing, severe', adult({ respiratoryRate: null, spo2: 85 }), 'COME_NOW'],
    ['a child', adult({}, { ageYears: 9 }), 'PAEDIATRICS'],
    ['a child in danger', adult({ spo2: 85 }, { ageYears: 9 }), 'PAEDIATRICS_NOW'],
  ])('C-03 C-05 %s', (_, patient, step) => {
    expect(nextStep(triage(patient))).toBe(step)
  })

  test('C-02 nobody is told to stay at home unless mild, complete and eligible', () => {
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
    const patients = fc.record({
      spo2: maybe(fc.integer({ min: 50, max: 100 })),
      oxygen: maybe(fc.constantFrom('ROOM_AIR' as const, 'ON_OXYGEN' as const)),
      respiratoryRate: maybe(fc.integer({ min: 0, max: 80 })),
      ageYears: maybe(fc.integer({ min: 0, max: 100 })),
      caregiver: maybe(fc.boolean()),
    })
    fc.assert(
      fc.property(patients, ({ ageYears, caregiver, ...readings }) => {
        const result = triage(adult(readings, { ageYears, caregiver }))
        if (nextStep(result) !== 'AT_HOME') return
        expect(result).toMatchObject({
          status: 'OK',
          severity: 'MILD',
          site: 'HOME',
          homeIsolation: 'ELIGIBLE',
        })
      }),
    )
  })
})

test('every step has words for both readers, and those for the patient say whom to call', () => {
  for (const { patient, staff } of Object.values(nextSteps)) {
    expect(patient.text).toContain('{{phone}}')
    expect(staff.heading).not.toBe('')
  }
  expect(asksForBed('COME_TODAY') && asksForBed('COME_NOW')).toBe(true)
  expect(asksForBed('AT_HOME')).toBe(false)
})
