import { describe, expect, test } from 'vitest'
import { CARE_SITES, type CareSite, type TriageResult } from '../../src/triage/outcome-rules.js'
import { bedPriority, kindOf, sitesToDecide, waitsForSignOff } from '../../src/triage/site-decision-rules.js'

type Decided = Pick<TriageResult, 'status' | 'site' | 'homeIsolation'>

const home = (homeIsolation: TriageResult['homeIsolation']): Decided => ({
  status: 'OK',
  site: 'HOME',
  homeIsolation,
})
const elsewhere = (site: CareSite): Decided => ({ status: 'OK', site, homeIsolation: 'NOT_ELIGIBLE' })
const incomplete: Decided = { status: 'INCOMPLETE', site: null, homeIsolation: 'NOT_ELIGIBLE' }
const severeAlready: Decided = { ...incomplete, site: 'HDU_ICU' }
const child: Decided = { status: 'NOT_APPLICABLE', site: null, homeIsolation: null }

describe('C-02 to which sites of care a doctor can decide', () => {
  test.each<[string, Decided, CareSite | null, CareSite[]]>([
    ['home, for whom it is possible', home('ELIGIBLE'), null, ['COVID_CARE_CENTRE', 'WARD', 'HDU_ICU']],
    ['home, after evaluation', home('MEDICAL_OFFICER_EVALUATION'), null, [...CARE_SITES]],
    [
      'home, signed off',
      home('MEDICAL_OFFICER_EVALUATION'),
      'HOME',
      ['COVID_CARE_CENTRE', 'WARD', 'HDU_ICU'],
    ],
    ['a ward', elsewhere('WARD'), null, ['HOME', 'COVID_CARE_CENTRE', 'HDU_ICU']],
    ['a ward, decided for home', elsewhere('WARD'), 'HOME', ['COVID_CARE_CENTRE', 'WARD', 'HDU_ICU']],
    ['something is missing', incomplete, null, ['WARD', 'HDU_ICU']],
    ['something is missing, and severe already', severeAlready, null, ['WARD']],
    ['a child', child, null, [...CARE_SITES]],
  ])('%s', (_, result, last, sites) => {
    expect(sitesToDecide(result, last)).toEqual(sites)
  })

  test('only what waits for the medical officer is signed off, and only once', () => {
    const waiting = home('MEDICAL_OFFICER_EVALUATION')
    expect(waitsForSignOff(waiting, null)).toBe(true)
    expect(waitsForSignOff(waiting, 'WARD')).toBe(false)
    expect(waitsForSignOff(home('ELIGIBLE'), null)).toBe(false)
    expect(kindOf(waiting, null, 'HOME')).toBe('SIGN_OFF')
    expect(kindOf(waiting, null, 'WARD')).toBe('OVERRIDE')
    expect(kindOf(waiting, 'WARD', 'HOME')).toBe('OVERRIDE')
    expect(kindOf(elsewhere('WARD'), null, 'HOME')).toBe('OVERRIDE')
  })

  test.each([
    ['WARD', 'URGENT', 'URGENT'],
    ['WARD', 'EMERGENCY', 'EMERGENCY'],
    ['HDU_ICU', 'URGENT', 'EMERGENCY'],
    ['WARD', null, 'URGENT'],
  ] as const)('a bed in %s, of urgency %s, is asked for as %s', (site, urgency, priority) => {
    expect(bedPriority(site, urgency)).toBe(priority)
  })
})
