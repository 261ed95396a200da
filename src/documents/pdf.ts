import type { DocumentKind } from '../generated/prisma/enums.js'
import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { Format } from '../web/format.js'
import { bottomOf, finish, ink, margin, openPdf, type Pdf, roomFor, widthOf } from '../web/pdf.js'
import {
  type Fact,
  gapNote,
  type Letterhead,
  letterhead,
  nameFacts,
  particulars,
} from '../web/pdf-letterhead.js'
import type { T } from '../web/words.js'
import { filedWords } from './filed-pages.js'
import { documentKindLabels, printsBetterSideways } from './rules.js'

export interface PaperDocument {
  /** The patient's name. */
  patient: string
  localName: string | null
  patientNumber: number
  title: string
  kind: DocumentKind
  day: Day
  createdAt: Date
  uploadedBy: string | null
  byPatient: boolean
  /** The doctor whose order it is filed with. */
  orderedBy: string | null
}

/** A JPEG, with its size in pixels. */
interface Picture {
  data: Buffer
  width: number
  height: number
}

export interface DocumentOnPaper {
  document: PaperDocument
  picture: Picture
  hospital: Letterhead
  /** Whether the reader is told who of the house filed it. */
  named: boolean
  /** How the document's language is named: 'en-IN'. */
  locale: string
}

/** A picture of the record as an A4 document, ready to be piped to a response: whose it is, what it is, and the picture. */
export function documentPdf(paper: DocumentOnPaper, t: T, format: Format): Pdf {
  const { document, picture, hospital, locale } = paper
  const title = t('Document')
  const number = patientNumber(document.patientNumber)
  const pdf = openPdf({
    ...{ title, author: hospital.name, language: locale, date: document.createdAt },
    landscape: printsBetterSideways(picture),
  })
  const dated = t('Dated {{day}}', { day: format.day(document.day) })
  let y = letterhead(pdf, hospital, { kind: title, number, dated })
  y = particulars(pdf, ...about(paper, t, format), y + 12)
  y = gapNote(pdf, textsOf(paper), t, y)
  show(pdf, picture, y + 12)
  return finish(pdf, (page, pages) => ({
    left: [hospital.name, title, number].join(' · '),
    right: t('Page {{page}} of {{pages}}', { page, pages }),
  }))
}

function about({ document, named }: DocumentOnPaper, t: T, format: Format): [Fact[], Fact[]] {
  const { patient: name, localName, orderedBy } = document
  return [
    [
      ...nameFacts(t('Patient'), { name, localName }),
      [t('Patient number'), patientNumber(document.patientNumber)],
      ...(orderedBy ? [[t('Ordered by'), orderedBy] satisfies Fact] : []),
    ],
    [
      [t('Title'), document.title, true],
      [t('Kind'), t(documentKindLabels[document.kind])],
      [t('Date'), format.day(document.day)],
      [t('Filed'), filedWords(document, { named }, t, format)],
    ],
  ]
}

/** Less than this is no picture any more: it gets a page of its own. */
const LEAST_HEIGHT = 200

/** As large as the rest of the page lets it be, in its middle; of a small one no point is larger than 1/72 inch. */
function show(pdf: Pdf, { data, width, height }: Picture, y: number) {
  const at = roomFor(pdf, y, LEAST_HEIGHT)
  const scale = Math.min(widthOf(pdf) / width, (bottomOf(pdf) - at) / height, 1)
  const shown = { width: width * scale, height: height * scale }
  const x = margin + (widthOf(pdf) - shown.width) / 2
  pdf.image(data, x, at, shown)
  pdf.rect(x, at, shown.width, shown.height).lineWidth(0.4).stroke(ink.line)
}

const textsOf = ({ document, hospital, named }: DocumentOnPaper) => [
  ...[hospital.name, hospital.address, document.patient, document.localName],
  ...[document.title, document.orderedBy, named ? document.uploadedBy : null],
]
