import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/triage/history-rules.js'
import { triage } from '../../src/triage/rules.js'
import { adult } from './patients.js'

describe('C-03 home isolation of a mild patient by age', () => {
  test.each([
    [18, 'ELIGIBLE', false],
    [60, 'ELIGIBLE', false],
    [61, 'MEDICAL_OFFICER_EVALUATION', true],
    [130, 'MEDICAL_OFFICER_EVALUATION', true],
  ] as const)('%i years: %s', (ageYears, homeIsolation, highRisk) => {
    const result = triage(adult({}, { ageYears }))
    expect(result).toMatchObject({ status: 'OK', severity: 'MILD', site: 'HOME', homeIsolation, highRisk })
    expect(result.highRiskFeatures).toEqual(highRisk ? ['AGE_OVER_60'] : [])
  })
})

describe('C-03 each condition sends the question to the medical officer', () => {
  test.each(conditions.map(({ code }) => code))('%s', (code) => {
    const result = triage(adult({}, { conditions: [code] }))
    expect(result).toMatchObject({
      severity: 'MILD',
      homeIsolation: 'MEDICAL_OFFICER_EVALUATION',
      advice: 'Home isolation only after a named medical officer has evaluated the patient.',
      highRiskFeatures: code === 'OTHER' ? [] : [code],
      highRisk: code !== 'OTHER',
    })
  })
})

test('C-03 weakened immunity is said to be not recommended at home', () => {
  const immunity = conditions.filter(({ weakensImmunity }) => weakensImmunity).map(({ code }) => code)
  expect(immunity).toEqual(['HIV', 'TRANSPLANT', 'CANCER_THERAPY', 'WEAKENED_IMMUNITY'])
  for (const code of immunity) {
    const [, rule] = triage(adult({}, { conditions: [code] })).fired
    expect(rule?.text).toContain('not recommended')
  }
})

describe('C-03 a mild patient whose home does not allow it goes to a COVID care centre', () => {
  test.each([
    ['no room', { homeFacility: false }, 'home-no-facility'],
    ['no caregiver', { caregiver: false }, 'home-no-caregiver'],
    ['no room, caregiver not asked', { homeFacility: false, caregiver: null }, 'home-no-facility'],
    ['no caregiver, room not asked', { homeFacility: null, caregiver: false }, 'home-no-caregiver'],
    ['no caregiver and over 60', { caregiver: false, ageYears: 70 }, 'home-no-caregiver'],
  ])('%s', (_, told, by) => {
    const result = triage(adult({}, told))
    expect(result).toMatchObject({
      status: 'OK',
      severity: 'MILD',
      site: 'COVID_CARE_CENTRE',
      homeIsolation: 'NOT_ELIGIBLE',
    })
    expect(result.decidedBy).toEqual({ severity: 'mild', site: by, homeIsolation: by })
    expect(result.advice).toContain('COVID care centre')
  })
})

describe('C-03 what the rules cannot judge is for the medical officer', () => {
  test.each([
    ['pregnancy', { pregnant: true }, true],
    ['a severe cough', { symptoms: ['SEVERE_COUGH'] }, false],
    ['a symptom outside the list', { symptoms: ['OTHER'] }, true],
  ] as const)('%s', (_, told, policy) => {
    const result = triage(adult({}, told))
    expect(result).toMatchObject({ severity: 'MILD', homeIsolation: 'MEDICAL_OFFICER_EVALUATION' })
    expect(result.fired.find(({ id }) => id === result.decidedBy.homeIsolation)?.policy).toBe(policy)
  })
})

test('C-03 without any symptom and with everything known, home isolation is possible', () => {
  expect(triage(adult({}, { symptoms: [], feverDays: 0 }))).toMatchObject({ homeIsolation: 'ELIGIBLE' })
})

test('C-05 a home that allows isolation does not keep a moderate patient there', () => {
  expect(
    triage(adult({ spo2: 93 }, { caregiver: null, homeFacility: null, conditions: null })),
  ).toMatchObject({
    status: 'OK',
    severity: 'MODERATE',
    site: 'WARD',
    missing: [],
  })
})

test('C-05 whoever is to be admitted is not asked about the home', () => {
  for (const patient of [
    adult({ spo2: 93 }, { caregiver: false }),
    adult({ consciousness: 'V' }, { ageYears: 70 }),
  ]) {
    expect(triage(patient).fired.filter(({ id }) => id.startsWith('home-'))).toEqual([])
  }
  expect(triage(adult({ spo2: 93 }, { symptoms: null }))).toMatchObject({ status: 'OK', missing: [] })
})

describe('C-02 cautions stand beside the decision and do not change it', () => {
  test.each([
    [87, false],
    [88, true],
    [96, true],
    [97, false],
  ])('an oximeter near a cut-off, SpO2 %i %%: %s', (spo2, shown) => {
    expect(cautions(adult({ spo2 })).includes('caution-oximeter')).toBe(shown)
  })

  test.each([
    ['on oxygen', adult({ oxygen: 'ON_OXYGEN' }), 'caution-keep-oxygen'],
    ['COPD', adult({}, { conditions: ['COPD'] }), 'caution-lungs'],
    ['pregnant', adult({}, { pregnant: true }), 'caution-pregnancy'],
    ['fever for an unknown time', adult({}, { feverDays: null }), 'caution-fever-days-unknown'],
    ['newly confused', adult({ consciousness: 'C' }), 'caution-confusion-is-new'],
    ['high risk', adult({}, { ageYears: 61 }), 'caution-high-risk'],
  ])('%s', (_, patient, id) => {
    expect(cautions(patient)).toContain(id)
    expect(cautions(adult())).toEqual([])
  })

  test.each(['HYPERCAPNIC_FAILURE', 'ASTHMA', 'CHRONIC_LUNG_DISEASE', 'TUBERCULOSIS'] as const)(
    'the usual SpO2 may be low in %s',
    (condition) => {
      expect(cautions(adult({}, { conditions: [condition] }))).toContain('caution-lungs')
    },
  )

  test('COPD lowers no limit', () => {
    expect(triage(adult({ spo2: 92 }, { conditions: ['COPD'] }))).toMatchObject({ severity: 'MODERATE' })
    expect(triage(adult({ spo2: 89 }, { conditions: ['COPD'] }))).toMatchObject({ severity: 'SEVERE' })
  })
})

function cautions(patient: Parameters<typeof triage>[0]) {
  return triage(patient).cautions.map(({ id }) => id)
}
