import type { DocumentKind, ScanStatus } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { DocumentOnPage } from '../web/components/documents.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient, PatientPick } from '../web/components/people.js'
import { fileAbout, fileTrouble } from '../web/file-words.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { filedWords } from './filed-pages.js'
import { documentKindLabels, documentKinds } from './rules.js'

/** Whose documents they are, for staff; null for patients, who have no others. */
export interface Whose {
  id: string
  name: string
  banner: BannerPatient
}

interface AboutPatient {
  whose: Whose | null
}

const above = ({ whose }: AboutPatient, t: T) =>
  whose
    ? [
        { label: t('Patients'), href: '/patients' },
        { label: whose.name, href: `/patients/${whose.id}` },
      ]
    : []

const belowList = (model: AboutPatient, t: T) => [
  ...above(model, t),
  model.whose
    ? { label: t('Documents'), href: `/patients/${model.whose.id}/documents` }
    : { label: t('Documents'), href: '/documents' },
]

export const documentsPage = page<
  AboutPatient & { rows: DocumentOnPage[]; older: string | null; newDocument: string | null }
>('documents/list', ({ whose }, t) => (whose ? t('Documents') : t('Your documents')), { trail: above })

export const filedDocumentsPage = page<{ rows: DocumentOnPage[]; older: string | null }>(
  'documents/filed',
  'Documents that you filed',
)

export const pickForDocumentPage = page<{ form: Form; pick: PatientPick }>(
  'documents/pick',
  'File a document',
  { trail: (_page, t) => [{ label: t('Documents'), href: '/documents' }] },
)

export interface DocumentFields {
  form: Form
  action: string
  cancel: string
  kinds: Option[]
}

export const newDocumentPage = page<
  AboutPatient &
    DocumentFields & {
      accept: string
      limits: string
      /** What clinical data entry files it for: whom, and of which order. */
      filedFor: { patientId: string; patient: string; orderId: string | null; order: string | null } | null
    }
>(
  'documents/new',
  ({ whose, filedFor }, t) => (whose || filedFor ? t('Add a document') : t('Send a document')),
  {
    trail: belowList,
  },
)

export const editDocumentPage = page<AboutPatient & DocumentFields & { labels: Record<string, string> }>(
  'documents/edit',
  'Change what is said about a document',
  { trail: belowList },
)

export const removeDocumentPage = page<
  AboutPatient & { form: Form; title: string; version: number; action: string; cancel: string }
>('documents/remove', 'Remove a document', { trail: belowList })

export const documentPage = page<
  AboutPatient & {
    document: DocumentOnPage
    version: number
    /** Why it is not given out. */
    trouble: 'DAMAGED' | 'INFECTED' | 'PENDING' | null
    notScanned: boolean
    /** The address of a PDF with the picture; null where the file itself is one. */
    paper: string | null
    /** What the patient sees of it; null where that is not said to this reader. */
    seen: 'RELEASED' | 'OWN' | 'NOT' | null
    can: { edit: boolean; release: boolean; remove: boolean }
  }
>('documents/document', ({ document }) => document.title, { trail: belowList })

interface Row {
  id: string
  title: string
  kind: DocumentKind
  day: Day
  createdAt: Date
  releasedAt: Date | null
  uploadedBy: string | null
  byPatient: boolean
  previewId: string | null
  patient: string
  file: { mediaType: string; size: number; scan: ScanStatus; damaged: boolean }
}

interface Shown {
  t: T
  format: Format
  /** The address of the list. */
  list: string
  reader: 'PATIENT' | 'STAFF'
  withPatient?: boolean
}

/** A document in the reader's words. A patient is not told who of the house filed it. */
export function shownDocument(row: Row, { t, format, list, reader, withPatient }: Shown): DocumentOnPage {
  const own = reader === 'PATIENT'
  const filed =
    own && row.byPatient
      ? t('Sent by you, {{at}}', { at: format.instant(row.createdAt) })
      : filedWords(row, { named: !own }, t, format)
  const trouble = fileTrouble(row.file, t)
  const released: DocumentOnPage['statuses'] =
    row.releasedAt || row.byPatient
      ? [{ text: t('Open to the patient'), tone: 'good', icon: 'eye' }]
      : [{ text: t('Not open to the patient'), tone: 'neutral', icon: 'lock' }]
  return {
    href: `${list}/${row.id}`,
    title: row.title,
    kind: t(documentKindLabels[row.kind]),
    day: row.day,
    filed,
    about: fileAbout(row.file, t, format),
    preview: row.previewId && !trouble ? `${list}/${row.id}/preview` : null,
    patient: withPatient ? row.patient : null,
    statuses: [...(trouble ? [trouble] : []), ...(own ? [] : released)],
  }
}

export const kindOptions = (t: T): Option[] =>
  documentKinds.map((kind) => ({ value: kind, label: t(documentKindLabels[kind]) }))
