import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONSCIOUSNESS, OXYGEN_SUPPORT } from '../../src/observations/rules.js'
import { CONDITIONS, SYMPTOMS } from '../../src/triage/history-rules.js'
import { CARE_SITES, SEVERITIES } from '../../src/triage/outcome-rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { adult } from './patients.js'

test('C-02 a lower SpO2 never gives a milder class or site', () => {
  fc.assert(
    fc.property(presentation(), whole(50, 100), whole(50, 100), (patient, one, other) => {
      const better = triage(withReadings(patient, { spo2: Math.max(one, other) }))
      const worse = triage(withReadings(patient, { spo2: Math.min(one, other) }))
      expect(rank(worse)).toBeGreaterThanOrEqual(rank(better))
      expect(siteRank(worse)).toBeGreaterThanOrEqual(siteRank(better))
    }),
  )
})

test('C-02 faster breathing, from 9 up, never gives a milder class or site', () => {
  fc.assert(
    fc.property(presentation(), whole(9, 80), whole(9, 80), (patient, one, other) => {
      const better = triage(withReadings(patient, { respiratoryRate: Math.min(one, other) }))
      const worse = triage(withReadings(patient, { respiratoryRate: Math.max(one, other) }))
      expect(rank(worse)).toBeGreaterThanOrEqual(rank(better))
      expect(siteRank(worse)).toBeGreaterThanOrEqual(siteRank(better))
    }),
  )
})

test('C-02 one more symptom never gives a milder class or site', () => {
  fc.assert(
    fc.property(presentation(), fc.constantFrom(...SYMPTOMS), (patient, symptom) => {
      const before = triage(patient)
      const after = triage({ ...patient, symptoms: [...(patient.symptoms ?? []), symptom] })
      expect(rank(after)).toBeGreaterThanOrEqual(rank(before))
      expect(siteRank(after)).toBeGreaterThanOrEqual(siteRank(before))
    }),
  )
})

test('C-02 forgetting a value never makes anybody look better', () => {
  fc.assert(
    fc.property(
      presentation(),
      fc.constantFrom('spo2', 'oxygen', 'respiratoryRate', 'consciousness'),
      (patient, forgotten) => {
        const result = triage(withReadings(patient, { [forgotten]: null }))
        expect(result.status).toBe('INCOMPLETE')
        expect(result.missing).toContain(forgotten)
        expect(result.severity === null || result.severity === 'SEVERE').toBe(true)
        expect(result.site === null || result.site === 'HDU_ICU').toBe(true)
        expect(result.homeIsolation).toBe('NOT_ELIGIBLE')
      },
    ),
  )
})

test('C-02 what is certain while values are missing stays true when they are known', () => {
  fc.assert(
    fc.property(
      presentation(),
      fc.constantFrom('spo2', 'oxygen', 'respiratoryRate', 'consciousness'),
      (patient, unknown) => {
        const { atLeast } = triage(withReadings(patient, { [unknown]: null }))
        const full = triage(patient)
        expect(rank(full)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(atLeast?.severity ?? 'MILD'))
        expect(siteRank(full)).toBeGreaterThanOrEqual(CARE_SITES.indexOf(atLeast?.site ?? 'HOME'))
      },
    ),
  )
})

test('C-02 nobody on oxygen is mild or sent home', () => {
  fc.assert(
    fc.property(
      presentation(),
      fc.constantFrom('ON_OXYGEN', 'HIGH_FLOW_OR_VENTILATED'),
      (patient, oxygen) => {
        const result = triage(withReadings(patient, { oxygen }))
        expect(rank(result)).toBeGreaterThanOrEqual(SEVERITIES.indexOf('MODERATE'))
        expect(siteRank(result)).toBeGreaterThanOrEqual(CARE_SITES.indexOf('WARD'))
      },
    ),
  )
})

test('C-03 only a mild adult with SpO2 94 % or more on air, RR 9 to 23, alert, without a red flag goes home', () => {
  fc.assert(
    fc.property(presentation(), (patient) => {
      const result = triage(patient)
      if (result.site !== 'HOME') return
      expect(result).toMatchObject({ status: 'OK', severity: 'MILD', redFlags: [], missing: [] })
      const { spo2, oxygen, respiratoryRate, consciousness } = patient.readings
      expect([oxygen, consciousness, patient.homeFacility, patient.caregiver]).toEqual([
        'ROOM_AIR',
        'A',
        true,
        true,
      ])
      expect(spo2).toBeGreaterThanOrEqual(94)
      expect(respiratoryRate).toBeLessThanOrEqual(23)
      expect(respiratoryRate).toBeGreaterThanOrEqual(9)
    }),
    { numRuns: 500 },
  )
})

test('C-02 a value that is not a whole number in its range never gives a decision', () => {
  const fields = fc.constantFrom(
    'spo2',
    'respiratoryRate',
    'pulse',
    'systolic',
    'diastolic',
    'temperatureTenthsC',
  )
  const notWhole = fc.anything().filter((value) => value !== null && !Number.isInteger(value))
  fc.assert(
    fc.property(presentation(), fields, notWhole, (patient, field, value) => {
      const result = triage({ ...patient, readings: Object.assign({}, patient.readings, { [field]: value }) })
      expect(result.status).toBe('INVALID')
      expect(result.severity).toBeNull()
    }),
  )
})

test('C-02 whatever is known of an adult, the result is of one piece and can be stored as JSON', () => {
  fc.assert(
    fc.property(presentation(), (patient) => {
      const result = triage(patient)
      const ids = result.fired.map(({ id }) => id)
      expect(JSON.parse(JSON.stringify(result))).toEqual(result)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of Object.values(result.decidedBy)) expect(id === null || ids.includes(id)).toBe(true)
      for (const { text, values } of [...result.fired, ...result.cautions]) {
        for (const [, name] of text.matchAll(/{{(\w+)}}/g)) expect(values).toHaveProperty(String(name))
      }
    }),
  )
})

function presentation(): fc.Arbitrary<Presentation> {
  // Mostly healthy numbers, so that home, ward and intensive care are all reached.
  const told = fc.record({
    ageYears: whole(18, 100),
    breathlessness: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
    symptoms: fc.oneof(fc.constant(['FEVER'] as const), fc.subarray([...SYMPTOMS], { maxLength: 3 })),
    feverDays: whole(0, 5),
    conditions: fc.oneof(fc.constant([]), fc.subarray([...CONDITIONS], { maxLength: 2 })),
    pregnant: fc.option(fc.boolean()),
    homeFacility: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
    caregiver: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
  })
  const readings = fc.record({
    spo2: fc.oneof(whole(86, 100), whole(50, 100)),
    oxygen: fc.oneof(
      { weight: 4, arbitrary: fc.constant('ROOM_AIR' as const) },
      fc.constantFrom(...OXYGEN_SUPPORT),
    ),
    respiratoryRate: fc.oneof(whole(8, 32), whole(0, 80)),
    consciousness: fc.oneof(
      { weight: 4, arbitrary: fc.constant('A' as const) },
      fc.constantFrom(...CONSCIOUSNESS),
    ),
  })
  return fc.tuple(readings, told).map(([measured, said]) => adult(measured, said))
}

function withReadings(patient: Presentation, readings: Partial<Presentation['readings']>): Presentation {
  return { ...patient, readings: { ...patient.readings, ...readings } }
}

function whole(min: number, max: number) {
  return fc.integer({ min, max })
}

function rank({ severity }: ReturnType<typeof triage>) {
  return severity === null ? -1 : SEVERITIES.indexOf(severity)
}

function siteRank({ site }: ReturnType<typeof triage>) {
  return site === null ? -1 : CARE_SITES.indexOf(site)
}
