import type { NoteKind } from '../generated/prisma/enums.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { noteKindLabels, noteKinds } from './rules.js'

interface Person {
  id: string
  name: string
}

const aboveIt = ({ id, name }: Person, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${id}` },
]

const aboveNote = (person: Person, t: T) => [
  ...aboveIt(person, t),
  { label: t('Notes'), href: `/patients/${person.id}/notes` },
]

export const newNotePage = page<
  Person & {
    form: Form
    banner: BannerPatient
    kinds: Option[]
    labels: Record<string, string>
    /** Where the note will belong. */
    belongs: 'STAY' | 'VISIT' | 'NEITHER'
    /** When the draft in the form was saved. */
    savedAt: Date | null
  }
>('notes/new', 'Write a note', { trail: aboveIt })

export interface ShownNote {
  href: string
  kind: string
  at: Date
  doctor: string
  text: string
  amendments: { id: string; at: Date; doctor: string; text: string }[]
  /** Where it is added to; null for those who only read. */
  amend: string | null
}

export const notesPage = page<
  Person & { banner: BannerPatient; notes: ShownNote[]; older: string | null; newNote: string | null }
>('notes/list', 'Notes', { trail: aboveIt })

export const notePage = page<Person & { banner: BannerPatient; note: ShownNote }>(
  'notes/note',
  ({ note }, t) => t('Note: {{kind}}', { kind: note.kind }),
  { trail: aboveNote },
)

export const amendNotePage = page<Person & { form: Form; banner: BannerPatient; note: ShownNote }>(
  'notes/amend',
  'Add to a signed note',
  { trail: aboveNote },
)

export const kindOptions = (t: T): Option[] =>
  noteKinds.map((kind) => ({ value: kind, label: t(noteKindLabels[kind]) }))

interface Written {
  id: string
  kind: NoteKind
  createdAt: Date
  doctor: string
  text: string
  amendments: ShownNote['amendments']
}

/** A note in the reader's words. `here` is the page of the patient; `writes`: the reader may add to it. */
export const shownNote = (
  note: Written,
  { t, here, writes }: { t: T; here: string; writes: boolean },
): ShownNote => ({
  href: `${here}/notes/${note.id}`,
  kind: t(noteKindLabels[note.kind]),
  at: note.createdAt,
  doctor: note.doctor,
  text: note.text,
  amendments: note.amendments,
  amend: writes ? `${here}/notes/${note.id}/amendment/new` : null,
})
