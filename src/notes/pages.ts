import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

interface Person {
  id: string
  name: string
}

const aboveIt = ({ id, name }: Person, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${id}` },
]

export const newNotePage = page<Person & { form: Form; banner: BannerPatient; admitted: boolean }>(
  'notes/new',
  'Write a note',
  { trail: aboveIt },
)

export interface ShownNote {
  at: Date
  doctor: string
  text: string
}

export const notesPage = page<
  Person & { banner: BannerPatient; notes: ShownNote[]; older: string | null; newNote: string | null }
>('notes/list', 'Notes', { trail: aboveIt })
