import type { Day } from '../shared/calendar.js'
import type { Format } from '../web/format.js'
import { finish, openPdf, type Pdf } from '../web/pdf.js'
import { gapNote, type Letterhead, letterhead, nameFacts, particulars } from '../web/pdf-letterhead.js'
import { type Mark, signature } from '../web/pdf-qr.js'
import { section } from '../web/pdf-section.js'
import type { T } from '../web/words.js'

export interface Certificate {
  patient: {
    name: string
    localName: string | null
    /** 'W-004211' */
    number: string
    /** '34 years, Female' */
    about: string
  }
  testedOn: Day
  startedOn: Day
  endedAt: Date
  endedOn: Day
  /** Of the rule, those that held. */
  conditions: string[]
  /** The doctor's, where the rule leaves it to them. */
  byDoctor: boolean
  ruleSet: string
  doctor: { name: string; specialisation: string; qualification: string; registrationNumber: string }
}

export interface CertificateDocument {
  certificate: Certificate
  hospital: Letterhead
  mark: Mark
  /** How the document's language is named: 'en-IN'. */
  locale: string
}

/** The certificate of a home isolation as an A4 document, ready to be piped to a response. */
export function certificatePdf(
  { certificate, hospital, mark, locale }: CertificateDocument,
  t: T,
  format: Format,
): Pdf {
  const title = t('Certificate of home isolation')
  const { patient, doctor, endedAt } = certificate
  const pdf = openPdf({ title, author: hospital.name, language: locale, date: endedAt })
  let y = letterhead(pdf, hospital, {
    kind: title,
    number: patient.number,
    dated: t('Signed on {{at}}', { at: format.instant(endedAt) }),
  })
  y = particulars(
    pdf,
    [
      ...nameFacts(t('Patient'), patient),
      [t('Patient number'), patient.number],
      [t('Age and sex'), patient.about],
    ],
    [
      [t('Positive test'), format.day(certificate.testedOn)],
      [t('Isolated from'), format.day(certificate.startedOn)],
      [t('Until'), format.day(certificate.endedOn), true],
    ],
    y + 12,
  )
  y = section(pdf, t('To whom it may concern'), certifies(certificate, t, format), y + 16)
  y = section(pdf, t('By which rule'), ruleText(certificate, t), y + 14)
  y = signature(
    pdf,
    {
      lines: [
        doctor.name,
        `${doctor.qualification}, ${doctor.specialisation}`,
        t('Registration number {{number}}', { number: doctor.registrationNumber }),
        t('Signed electronically on {{at}}', { at: format.instant(endedAt) }),
      ],
      mark,
      y: y + 24,
    },
    t,
  )
  gapNote(pdf, [hospital.name, hospital.address, patient.name, patient.localName, doctor.name], t, y)
  return finish(pdf, (page, pages) => ({
    left: [hospital.name, title, patient.number].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

const certifies = ({ patient, testedOn, startedOn, endedOn }: Certificate, t: T, format: Format) =>
  t(
    '{{name}} tested positive for COVID-19 on {{tested}} and was in home isolation under the care of this hospital from {{from}} to {{until}}. The isolation has ended. No second test is needed.',
    {
      name: patient.name,
      tested: format.day(testedOn),
      from: format.day(startedOn),
      until: format.day(endedOn),
    },
  )

function ruleText({ conditions, byDoctor, ruleSet }: Certificate, t: T): string {
  const lines = byDoctor ? [t('The treating doctor decided, after clinical recovery.')] : conditions
  return [...lines.map((line) => `• ${line}`), t('Source: {{source}}', { source: ruleSet })].join('\n')
}
