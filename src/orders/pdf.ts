import type { ResultFlag, ResultStatus, Sex } from '../generated/prisma/enums.js'
import { patientNumber, sexLabels } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { Format } from '../web/format.js'
import { contentWidth, finish, openPdf, type Pdf } from '../web/pdf.js'
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
import { type Row, table } from '../web/pdf-table.js'
import type { T } from '../web/words.js'
import { flagLabels, orderNumber, resultStatusLabels } from './rules.js'
import { rangeWords } from './value-rules.js'

interface ReportedValue {
  name: string
  unit: string | null
  decimals: number
  number: number | null
  text: string | null
  flag: ResultFlag | null
  low: number | null
  high: number | null
}

export interface Report {
  number: number
  item: string
  category: string
  specimen: string | null
  orderedAt: Date
  collectedAt: Date | null
  patient: {
    name: string
    localName: string | null
    number: number
    sex: Sex | null
    dateOfBirth: Day | null
  }
  doctor: { name: string; qualification: string; registrationNumber: string }
  version: number
  status: ResultStatus
  recordedAt: Date
  comment: string | null
  reason: string | null
  values: ReportedValue[]
}

export interface ReportDocument {
  report: Report
  hospital: Letterhead
  mark: Mark
  /** How the document's language is named: 'en-IN'. */
  locale: string
}

/** The report of a test as an A4 document, ready to be piped to a response. */
export function reportPdf({ report, hospital, mark, locale }: ReportDocument, t: T, format: Format): Pdf {
  const number = orderNumber(report.number)
  const title = t('Test report {{number}}', { number })
  const pdf = openPdf({ title, author: hospital.name, language: locale, date: report.recordedAt })
  const dated = t('Reported on {{at}}', { at: format.instant(report.recordedAt) })
  let y = letterhead(pdf, hospital, { kind: t('Test report'), number, dated })
  y = particulars(pdf, ...about(report, t, format), y + 12)
  const standing = standingOf(report, t)
  if (standing) y = notice(pdf, standing, y + 8)
  y = values(pdf, report, t, y + 12)
  if (report.comment) y = section(pdf, t('Comment'), report.comment, y + 14)
  y = signature(pdf, { lines: signed(report, t, format), mark, y: y + 22 }, t)
  gapNote(pdf, textsOf(report, hospital), t, y)
  return finish(pdf, (page, pages) => ({
    left: [hospital.name, title, patientNumber(report.patient.number)].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

function about(report: Report, t: T, format: Format): [Fact[], Fact[]] {
  const { patient, doctor } = report
  return [
    [
      ...nameFacts(t('Patient'), patient),
      [t('Patient number'), patientNumber(patient.number)],
      [t('Age and sex'), ageAndSex(patient, t, format)],
      [t('Ordered by'), doctor.name],
    ],
    [
      [t('Test'), report.item, true],
      [t('Specimen'), report.specimen ?? t('None')],
      [t('Ordered on'), format.instant(report.orderedAt)],
      [t('Taken on'), report.collectedAt ? format.instant(report.collectedAt) : t('Not recorded')],
      [
        t('Result'),
        `${t(resultStatusLabels[report.status])} · ${t('Version {{version}}', { version: report.version })}`,
      ],
    ],
  ]
}

function ageAndSex({ dateOfBirth, sex }: Report['patient'], t: T, format: Format): string {
  const age = dateOfBirth ? format.age(dateOfBirth) : t('Age not recorded')
  return sex ? `${age}, ${t(sexLabels[sex])}` : age
}

function standingOf({ status, version, reason }: Report, t: T): string | null {
  if (status === 'PRELIMINARY') return t('Preliminary: the final result may differ. Do not rely on it alone.')
  if (status !== 'AMENDED') return null
  return t(
    'Amended: this is version {{version}} and takes the place of those before it. Reason: {{reason}}',
    {
      version,
      reason: reason ?? '',
    },
  )
}

function values(pdf: Pdf, report: Report, t: T, y: number): number {
  const columns = [
    { title: t('Measured'), width: contentWidth - 310 },
    { title: t('Value'), width: 90 },
    { title: t('Unit'), width: 60 },
    { title: t('Expected'), width: 90 },
    { title: t('How it stands'), width: 70 },
  ]
  const rows = report.values.map((value): Row => {
    const range = value.number === null ? null : rangeWords(value, value.decimals)
    return [
      value.name,
      value.number?.toFixed(value.decimals) ?? value.text ?? '',
      (value.number !== null && value.unit) || '',
      range ? t(range.text, range.values) : '–',
      value.flag ? t(flagLabels[value.flag]) : '–',
    ]
  })
  return table(pdf, columns, rows, y)
}

const signed = ({ doctor, recordedAt }: Report, t: T, format: Format): string[] => [
  t('For {{doctor}}', { doctor: doctor.name }),
  `${doctor.qualification}, ${t('Registration number {{number}}', { number: doctor.registrationNumber })}`,
  t('Recorded electronically on {{at}}', { at: format.instant(recordedAt) }),
]

const textsOf = ({ patient, doctor, item, comment, reason, values }: Report, hospital: Letterhead) => [
  ...[hospital.name, hospital.address, patient.name, patient.localName, doctor.name, item, comment, reason],
  ...values.flatMap(({ name, text, unit }) => [name, text, unit]),
]
