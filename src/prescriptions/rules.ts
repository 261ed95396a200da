import type { Values } from '../shared/errors.js'

/** How often a medicine is taken: as prescriptions write it, with the words beside it. */
export const frequencyLabels = {
  OD: 'OD, once a day',
  BD: 'BD, twice a day',
  TDS: 'TDS, three times a day',
  QID: 'QID, four times a day',
  Q6H: 'Q6H, every 6 hours',
  Q8H: 'Q8H, every 8 hours',
  HS: 'HS, at bedtime',
  WEEKLY: 'Once a week',
  STAT: 'STAT, once and at once',
  SOS: 'SOS, only when needed',
} as const

export type Frequency = keyof typeof frequencyLabels

export const frequencies = [
  'OD',
  'BD',
  'TDS',
  'QID',
  'Q6H',
  'Q8H',
  'HS',
  'WEEKLY',
  'STAT',
  'SOS',
] as const satisfies readonly Frequency[]

/** The words for a stored frequency; one that is not on the list (an older record) stands as it is. */
export const frequencyLabel = (stored: string): string =>
  Object.hasOwn(frequencyLabels, stored) ? frequencyLabels[stored as Frequency] : stored

/** Rows of one prescription. */
export const MOST_MEDICINES = 6
export const LONGEST_DAYS = 365

export const durationText = (days: number): { text: string; values: Values } =>
  days === 1 ? { text: '1 day', values: {} } : { text: '{{days}} days', values: { days } }
