import type { Day } from '../shared/calendar.js'
import type { Format } from '../web/format.js'
import { finish, openPdf, type Pdf } from '../web/pdf.js'
import {
  type Fact,
  gapNote,
  type Letterhead,
  letterhead,
  nameFacts,
  particulars,
} from '../web/pdf-letterhead.js'
import { type Mark, signature } from '../web/pdf-qr.js'
import { notice, section } from '../web/pdf-section.js'
import type { T } from '../web/words.js'

export interface Summary {
  version: number
  diagnosis: string
  course: string
  condition: string
  medicines: string | null
  advice: string
  followUpOn: Day | null
  reason: string | null
  signedAt: Date
  doctor: { name: string; specialisation: string; qualification: string; registrationNumber: string }
  stay: { reason: string; admittedAt: Date; dischargedAt: Date | null; where: string }
  patient: {
    name: string
    localName: string | null
    /** 'W-004211' */
    number: string
    /** '34 years, Female' */
    about: string
  }
  /** Whether a later version took its place. */
  superseded: boolean
}

export interface SummaryDocument {
  summary: Summary
  hospital: Letterhead
  mark: Mark
  /** How the document's language is named: 'en-IN'. */
  locale: string
}

/** A discharge summary as an A4 document, ready to be piped to a response. */
export function summaryPdf({ summary, hospital, mark, locale }: SummaryDocument, t: T, format: Format): Pdf {
  const title = t('Discharge summary')
  const pdf = openPdf({ title, author: hospital.name, language: locale, date: summary.signedAt })
  let y = letterhead(pdf, hospital, {
    kind: title,
    number: t('Version {{version}}', { version: summary.version }),
    dated: t('Signed on {{at}}', { at: format.instant(summary.signedAt) }),
  })
  y = particulars(pdf, ...about(summary, t, format), y + 12)
  const standing = standingOf(summary, t)
  if (standing) y = notice(pdf, standing, y + 8)
  for (const [heading, text] of sections(summary, t, format)) y = section(pdf, heading, text, y + 14)
  y = signature(pdf, { lines: signed(summary, t, format), mark, y: y + 22 }, t)
  gapNote(pdf, textsOf(summary, hospital), t, y)
  return finish(pdf, (page, pages) => ({
    left: [hospital.name, title, summary.patient.number].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

const about = ({ patient, stay, condition }: Summary, t: T, format: Format): [Fact[], Fact[]] => [
  [
    ...nameFacts(t('Patient'), patient),
    [t('Patient number'), patient.number],
    [t('Age and sex'), patient.about],
    [t('Condition'), condition, true],
  ],
  [
    [t('Admitted on'), format.instant(stay.admittedAt)],
    [t('Discharged on'), stay.dischargedAt ? format.instant(stay.dischargedAt) : t('Not yet')],
    [t('Bed'), stay.where || t('Not recorded')],
    [t('Reason'), stay.reason],
  ],
]

function standingOf({ superseded, version, reason }: Summary, t: T): string | null {
  if (superseded) return t('A newer version took the place of this one. It no longer holds.')
  if (version === 1) return null
  return t('This is version {{version}} and takes the place of those before it. Reason: {{reason}}', {
    version,
    reason: reason ?? '',
  })
}

const sections = (summary: Summary, t: T, format: Format): [string, string][] => [
  [t('Diagnosis'), summary.diagnosis],
  [t('What happened in hospital'), summary.course],
  [t('Medicines after discharge'), summary.medicines ?? t('None')],
  [t('Advice'), summary.advice],
  [t('Follow-up'), summary.followUpOn ? format.day(summary.followUpOn) : t('None agreed')],
]

const signed = ({ doctor, signedAt }: Summary, t: T, format: Format): string[] => [
  doctor.name,
  `${doctor.qualification}, ${doctor.specialisation}`,
  t('Registration number {{number}}', { number: doctor.registrationNumber }),
  t('Signed electronically on {{at}}', { at: format.instant(signedAt) }),
]

const textsOf = (summary: Summary, hospital: Letterhead): (string | null)[] => {
  const { patient, doctor, stay, diagnosis, course, condition, medicines, advice, reason } = summary
  return [
    ...[hospital.name, hospital.address, patient.name, patient.localName, doctor.name, doctor.qualification],
    ...[stay.reason, stay.where, diagnosis, course, condition, medicines, advice, reason],
  ]
}
