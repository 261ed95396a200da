import type { PrescriptionStatus, Sex } from '../generated/prisma/enums.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { Tone } from '../web/components/telling.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import { inUnits, lastDay } from './dosage-rules.js'
import {
  durationText,
  frequencyLabel,
  isFrequency,
  plainFrequencies,
  prescriptionNumber,
  statusLabels,
} from './rules.js'
import { type SaidWarning, saidWarning } from './warning-pages.js'

/** One prescription in the reader's words: what the page, its print and the PDF show. */
export interface ShownSheet {
  id: string
  /** 'RX-000123' */
  number: string
  at: Date
  status: PrescriptionStatus
  statusText: string
  statusTone: Tone
  patient: {
    name: string
    localName: string | null
    number: string
    /** '34 years, Female' */
    about: string
    allergies: string[] | null
  }
  doctor: { name: string; specialisation: string; qualification: string; registrationNumber: string }
  medicines: SheetMedicine[]
  /** What the check said, each with the reason for which the doctor went on. */
  warnings: (SaidWarning & { reason: string })[]
  /** What it was checked by; null for what is older than any rules, and where there were none. */
  rules: string | null
  replaces: { id: string; number: string } | null
  replacedBy: { id: string; number: string } | null
}

export interface SheetMedicine {
  id: string
  medicine: string
  dose: string
  route: string | null
  frequency: string
  duration: string
  until: Day
  /** '15 tablets' */
  quantity: string | null
  instructions: string | null
  /** How to take it, in a sentence. */
  plain: string
  stopped: { at: Date; reason: string } | null
}

export interface SheetItem {
  id: string
  medicine: string
  route: string | null
  dose: string
  unit: string | null
  frequency: string
  maxPerDay: number | null
  durationDays: number
  quantity: number | null
  instructions: string | null
  stoppedAt: Date | null
  stopReason: string | null
}

interface Sheet {
  id: string
  number: number
  status: PrescriptionStatus
  ruleSet: string | null
  prescribedAt: Date
  began: Day
  patient: {
    name: string
    localName: string | null
    number: number
    sex: Sex | null
    dateOfBirth: Day | null
    allergies: string[] | null
  }
  doctor: ShownSheet['doctor']
  replaces: { id: string; number: number } | null
  replacedBy: { id: string; number: number } | null
  items: SheetItem[]
  warnings: (Parameters<typeof saidWarning>[0] & { reason: string })[]
}

export function shownSheet(sheet: Sheet, today: Day, t: T, format: Format): ShownSheet {
  const version = (other: { id: string; number: number } | null) =>
    other && { id: other.id, number: prescriptionNumber(other.number) }
  const { patient } = sheet
  return {
    id: sheet.id,
    number: prescriptionNumber(sheet.number),
    at: sheet.prescribedAt,
    status: sheet.status,
    ...statusOf(sheet, today, t),
    patient: {
      name: patient.name,
      localName: patient.localName,
      number: patientNumber(patient.number),
      about: ageAndSex(patient, t, format),
      allergies: patient.allergies,
    },
    doctor: sheet.doctor,
    medicines: sheet.items.map((item) => shownItem(item, sheet.began, t)),
    warnings: sheet.warnings.map((warning) => ({
      ...saidWarning(warning, t, format),
      reason: warning.reason,
    })),
    rules: sheet.ruleSet,
    replaces: version(sheet.replaces),
    replacedBy: version(sheet.replacedBy),
  }
}

/** A prescription in force of which nothing is left to take is over. */
export function statusOf(
  {
    status,
    began,
    items,
  }: {
    status: PrescriptionStatus
    began: Day
    items: { durationDays: number; stoppedAt: Date | null }[]
  },
  today: Day,
  t: T,
): { statusText: string; statusTone: Tone } {
  const isLeft = items.some(
    ({ durationDays, stoppedAt }) => stoppedAt === null && lastDay(began, durationDays) >= today,
  )
  if (status === 'ACTIVE')
    return isLeft
      ? { statusText: t(statusLabels.ACTIVE), statusTone: 'good' }
      : { statusText: t('Over'), statusTone: 'neutral' }
  return { statusText: t(statusLabels[status]), statusTone: status === 'STOPPED' ? 'attention' : 'neutral' }
}

export function shownItem(item: SheetItem, began: Day, t: T): SheetMedicine {
  const { text, values } = durationText(item.durationDays)
  return {
    id: item.id,
    medicine: item.medicine,
    dose: item.dose,
    route: item.route,
    frequency: frequencyText(item, t),
    duration: t(text, values),
    until: lastDay(began, item.durationDays),
    quantity: item.quantity === null ? null : inUnits(item.quantity, item.unit ?? ''),
    instructions: item.instructions,
    plain: plainText(item, t),
    stopped: item.stoppedAt && { at: item.stoppedAt, reason: item.stopReason ?? '' },
  }
}

/** 'TDS, three times a day'; 'SOS, only when needed, at most 4 a day' */
export const frequencyText = (
  { frequency, maxPerDay }: { frequency: string; maxPerDay: number | null },
  t: T,
): string =>
  maxPerDay === null
    ? t(frequencyLabel(frequency))
    : t('{{frequency}}, at most {{count}} times a day', {
        frequency: t(frequencyLabel(frequency)),
        count: maxPerDay,
      })

/** 'Take 1 tablet (500 mg) three times a day, for 5 days. After food.' */
export function plainText(
  {
    dose,
    frequency,
    maxPerDay,
    durationDays,
  }: Pick<SheetItem, 'dose' | 'frequency' | 'maxPerDay' | 'durationDays'>,
  t: T,
): string {
  const { text, values } = durationText(durationDays)
  const duration = t(text, values)
  if (frequency === 'STAT') return t('Take {{dose}} once, at once.', { dose })
  if (frequency === 'SOS')
    return maxPerDay === null
      ? t('Take {{dose}} only when you need it, for at most {{duration}}.', { dose, duration })
      : t(
          'Take {{dose}} only when you need it, not more than {{count}} times a day, for at most {{duration}}.',
          {
            dose,
            count: maxPerDay,
            duration,
          },
        )
  const often = isFrequency(frequency) && frequency !== 'SOS' ? t(plainFrequencies[frequency]) : frequency
  return t('Take {{dose}} {{often}}, for {{duration}}.', { dose, often, duration })
}
