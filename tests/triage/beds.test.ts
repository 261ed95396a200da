import { expect, test } from 'vitest'
import { bedNeeds } from '../../src/triage/bed-rules.js'
import { triage } from '../../src/triage/rules.js'
import { adult } from './patients.js'

test.each([
  ['mild', adult(), null],
  ['mild without a home for it', adult({}, { homeFacility: false }), null],
  ['moderate', adult({ spo2: 92 }), { isolation: true, oxygen: true, levels: ['WARD'] }],
  [
    'mild with chest pain',
    adult({}, { symptoms: ['CHEST_PAIN'] }),
    { isolation: true, oxygen: false, levels: ['WARD'] },
  ],
  ['severe', adult({ spo2: 85 }), { isolation: true, oxygen: true, levels: ['HDU', 'ICU'] }],
  [
    'incomplete, at least moderate',
    adult({ spo2: 92, respiratoryRate: null }),
    { isolation: true, oxygen: true, levels: ['WARD'] },
  ],
  [
    'incomplete, severe',
    adult({ spo2: 88, respiratoryRate: null }),
    { isolation: true, oxygen: true, levels: ['HDU', 'ICU'] },
  ],
  ['incomplete, nothing certain', adult({ spo2: null }), null],
  ['a child', adult({ spo2: 85 }, { ageYears: 8 }), null],
  ['impossible', adult({ spo2: 140 }), null],
] as const)('C-06 the bed for a patient who is %s', (_, patient, needs) => {
  expect(bedNeeds(triage(patient))).toEqual(needs)
})
