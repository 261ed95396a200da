import type { Format } from '../web/format.js'
import { contentWidth, finish, ink, margin, openPdf, type Pdf, roomFor, write } from '../web/pdf.js'
import {
  type Fact,
  gapNote,
  type Letterhead,
  letterhead,
  nameFacts,
  particulars,
} from '../web/pdf-letterhead.js'
import { type Mark, signature } from '../web/pdf-qr.js'
import { headline, notice } from '../web/pdf-section.js'
import { type Row, table } from '../web/pdf-table.js'
import type { T } from '../web/words.js'
import type { SheetMedicine, ShownSheet } from './sheet-pages.js'

export interface PrescriptionDocument {
  sheet: ShownSheet
  hospital: Letterhead
  mark: Mark
  /** How the document's language is named: 'en-IN'. */
  locale: string
}

/** A prescription as an A4 document, ready to be piped to a response. */
export function prescriptionPdf(
  { sheet, hospital, mark, locale }: PrescriptionDocument,
  t: T,
  format: Format,
): Pdf {
  const title = t('Prescription {{number}}', { number: sheet.number })
  const pdf = openPdf({ title, author: hospital.name, language: locale, date: sheet.at })
  const dated = t('Prescribed on {{at}}', { at: format.instant(sheet.at) })
  let y = letterhead(pdf, hospital, { kind: t('Prescription'), number: sheet.number, dated })
  y = particulars(pdf, ...about(sheet, t), y + 12)
  const held = standing(sheet, t)
  if (held) y = notice(pdf, held, y + 8)
  y = medicines(pdf, sheet, t, format, y + 12)
  y = warnings(pdf, sheet, t, y + 14)
  y = signature(pdf, { lines: signed(sheet, t, format), mark, y: y + 22 }, t)
  gapNote(pdf, textsOf(sheet, hospital), t, y)
  return finish(pdf, (page, pages) => ({
    left: [hospital.name, title, sheet.patient.number].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

function about({ patient, doctor }: ShownSheet, t: T): [Fact[], Fact[]] {
  const allergies =
    patient.allergies === null ? t('Not asked yet') : patient.allergies.join(', ') || t('No known allergies')
  return [
    [
      ...nameFacts(t('Patient'), patient),
      [t('Patient number'), patient.number],
      [t('Age and sex'), patient.about],
      [t('Allergies'), allergies, true],
    ],
    [
      [t('Doctor'), doctor.name, true],
      [t('Qualification'), doctor.qualification],
      [t('Speciality'), doctor.specialisation],
      [t('Registration'), doctor.registrationNumber],
    ],
  ]
}

/** Why nobody should give out by this paper any more; null while it is in force. */
function standing({ status, replacedBy }: ShownSheet, t: T): string | null {
  if (status === 'ACTIVE') return null
  if (status === 'STOPPED') return t('This prescription was stopped. It no longer holds.')
  return replacedBy
    ? t('This prescription was replaced by {{number}}. It no longer holds.', { number: replacedBy.number })
    : t('This prescription was replaced. It no longer holds.')
}

function medicines(pdf: Pdf, sheet: ShownSheet, t: T, format: Format, y: number): number {
  const columns = [
    { title: '', width: 20 },
    { title: t('Medicine'), width: 150 },
    { title: t('How to take it'), width: contentWidth - 325 },
    { title: t('How long'), width: 90 },
    { title: t('Quantity'), width: 65 },
  ]
  const rows = sheet.medicines.map(
    (one, index): Row => [
      `${index + 1}.`,
      [one.medicine, one.route].filter((part) => part !== null).join('\n'),
      howToTake(one, t, format),
      [one.duration, t('until {{day}}', { day: format.day(one.until) })].join('\n'),
      one.quantity ?? '–',
    ],
  )
  return table(pdf, columns, rows, y)
}

function howToTake(one: SheetMedicine, t: T, format: Format): string {
  const { plain, frequency, instructions, stopped } = one
  const told =
    stopped &&
    t('Stopped on {{day}}: {{reason}}', { day: format.instant(stopped.at), reason: stopped.reason })
  return [told, plain, `${one.dose} · ${frequency}`, instructions].filter((part) => part !== null).join('\n')
}

/** What the check warned of, each with the doctor's reason to go on. */
function warnings(pdf: Pdf, sheet: ShownSheet, t: T, y: number): number {
  let at = y
  if (sheet.warnings.length > 0) {
    at = headline(pdf, t('Warnings, and why the doctor went on'), at)
    const half = contentWidth / 2
    const columns = [
      { title: t('Warning'), width: half },
      { title: t("Doctor's reason"), width: half },
    ]
    const rows = sheet.warnings.map((one) => [
      [`${one.severity} · ${one.kind}`, one.text, one.source].join('\n'),
      one.reason,
    ])
    at = table(pdf, columns, rows, at) + 4
  }
  const told = sheet.rules
    ? t('Checked by {{rules}}.', { rules: sheet.rules })
    : t('Not checked by safety rules.')
  at = roomFor(pdf, at, 14)
  return at + write(pdf, told, margin, at, contentWidth, { size: 8, color: ink.muted })
}

const signed = ({ doctor, at }: ShownSheet, t: T, format: Format): string[] => [
  doctor.name,
  `${doctor.qualification}, ${doctor.specialisation}`,
  t('Registration number {{number}}', { number: doctor.registrationNumber }),
  t('Signed electronically on {{at}}', { at: format.instant(at) }),
]

const textsOf = (
  { patient, doctor, medicines, warnings }: ShownSheet,
  hospital: Letterhead,
): (string | null)[] => [
  ...[hospital.name, hospital.address, patient.name, patient.localName, ...(patient.allergies ?? [])],
  ...[doctor.name, doctor.qualification, doctor.specialisation],
  ...medicines.flatMap((one) => [one.medicine, one.dose, one.instructions, one.stopped?.reason ?? null]),
  ...warnings.flatMap(({ text, reason }) => [text, reason]),
]
