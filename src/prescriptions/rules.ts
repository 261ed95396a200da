import type { PrescriptionStatus, WarningKind, WarningSeverity } from '../generated/prisma/enums.js'
import type { Values } from '../shared/errors.js'

/** How often a medicine is taken: as prescriptions write it, with the words beside it. */
export const frequencyLabels = {
  OD: 'OD, once a day',
  BD: 'BD, twice a day',
  TDS: 'TDS, three times a day',
  QID: 'QID, four times a day',
  Q4H: 'Q4H, every 4 hours',
  Q6H: 'Q6H, every 6 hours',
  Q8H: 'Q8H, every 8 hours',
  Q12H: 'Q12H, every 12 hours',
  HS: 'HS, at bedtime',
  ALTERNATE: 'On alternate days',
  WEEKLY: 'Once a week',
  STAT: 'STAT, once and at once',
  SOS: 'SOS, only when needed',
} as const

export type Frequency = keyof typeof frequencyLabels

// The keys of the table are the frequencies.
export const frequencies = Object.keys(frequencyLabels) as [Frequency, ...Frequency[]]

/** The words for a stored frequency; one that is not on the list (an older record) stands as it is. */
export const frequencyLabel = (stored: string): string =>
  isFrequency(stored) ? frequencyLabels[stored] : stored

export const isFrequency = (stored: string): stored is Frequency => Object.hasOwn(frequencyLabels, stored)

/** The same for those who take it. */
export const plainFrequencies: Record<Exclude<Frequency, 'SOS'>, string> = {
  OD: 'once a day',
  BD: 'twice a day',
  TDS: 'three times a day',
  QID: 'four times a day',
  Q4H: 'every 4 hours',
  Q6H: 'every 6 hours',
  Q8H: 'every 8 hours',
  Q12H: 'every 12 hours',
  HS: 'at bedtime',
  ALTERNATE: 'every second day',
  WEEKLY: 'once a week, always on the same day',
  STAT: 'once, at once',
}

/** Rows of one prescription. */
export const MOST_MEDICINES = 10
export const LONGEST_DAYS = 365

export const durationText = (days: number): { text: string; values: Values } =>
  days === 1 ? { text: '1 day', values: {} } : { text: '{{days}} days', values: { days } }

/** The number that people read aloud: 123 → 'RX-000123'. */
export const prescriptionNumber = (number: number) => `RX-${String(number).padStart(6, '0')}`

/** As typed or scanned: 'RX-000123', 'rx123', '123'. Null for anything else. */
export function parsePrescriptionNumber(typed: string): number | null {
  const digits = /^\s*(?:rx\s*-?\s*)?0*([1-9]\d{0,8})\s*$/i.exec(typed.slice(0, 40))?.[1]
  return digits === undefined ? null : Number(digits)
}

export const statusLabels: Record<PrescriptionStatus, string> = {
  ACTIVE: 'In force',
  REPLACED: 'Replaced by a newer one',
  STOPPED: 'Stopped',
}

export const warningKindLabels: Record<WarningKind, string> = {
  ALLERGY: 'Allergy',
  INTERACTION: 'Interaction',
  DUPLICATE: 'Given twice',
  MAXIMUM_DOSE: 'Maximum dose',
  NOT_CHECKED: 'Not checked',
}

export const warningSeverityLabels: Record<WarningSeverity, string> = {
  CAUTION: 'Caution',
  SERIOUS: 'Serious',
  CONTRAINDICATED: 'Contraindicated',
}

/** Ways in which medicines are taken, to choose from; others may be typed. */
export const routeWords = [
  'By mouth',
  'Under the tongue',
  'Inhaled',
  'Into a vein',
  'Into a muscle',
  'Under the skin',
  'On the skin',
  'Into the eye',
  'Into the ear',
  'Into the nose',
  'Into the rectum',
  'Into the vagina',
]

/** What a row of the form is made of: fields named medicine1 … instructions10. */
export const rowFields = [
  'medicine',
  'medicineId',
  'found',
  'amount',
  'unit',
  'frequency',
  'max',
  'days',
  'route',
  'instructions',
] as const
export type RowField = (typeof rowFields)[number]
