import type { HomeReport } from '../../../src/isolation/report-rules.js'

/** Who has not reported for so many hours; the others report in time. */
export const silentFor: Record<string, number> = {
  'Harshad Oswal': 29,
  'Imtiaz Bagwan': 41,
}

/** Reports of the last hours that are not like the others, by minutes ago. */
export const worrying: Record<string, readonly (readonly [minutesAgo: number, told: Partial<HomeReport>])[]> =
  {
    'Fatima Ansari': [
      [58, { spo2: 93, feeling: 'WORSE', breathing: 'SAME' }],
      [31, { spo2: 93, feeling: 'WORSE', breathing: 'WORSE' }],
      [6, { spo2: 92, feeling: 'WORSE', breathing: 'WORSE', respiratoryRate: 24 }],
    ],
    'Swapnil Borkar': [[44, { spo2: 93, feeling: 'SAME', breathing: 'SAME' }]],
    'Ishita Banerjee': [[150, { symptoms: ['SEVERE_COUGH'], feeling: 'WORSE' }]],
  }

/** Whom the hospital calls besides, and what the plan says for them. */
export const caregivers: Record<string, readonly [name: string, phone: string, note?: string]> = {
  'Fatima Ansari': [
    'Yusuf Ansari',
    '+919822014471',
    'Sleep with the head raised. Call at the first breathlessness.',
  ],
  'Swapnil Borkar': ['Manisha Borkar', '+919890221187'],
  'Tushar Pingale': ['Ranjana Pingale', '+919764410922', 'Go on with the usual tablets in the morning.'],
  'Madhuri Khandelwal': ['Rakesh Khandelwal', '+919921765540'],
  'Imtiaz Bagwan': ['Shabana Bagwan', '+919850031862'],
}
