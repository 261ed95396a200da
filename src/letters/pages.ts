import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export interface ShownLetter {
  id: string
  href: string
  kind: string
  patient: { name: string; localName: string | null; about: string; href: string | null }
  from: string
  to: string
  text: string
  sentAt: Date
  readAt: Date | null
  answer: string | null
  answeredAt: Date | null
}

export const lettersPage = page<{
  tabs: { label: string; href: string; current: boolean }[]
  box: 'inbox' | 'sent'
  letters: ShownLetter[]
  older: string | null
}>('letters/list', 'Letters')

export const letterPage = page<{
  letter: ShownLetter
  form: Form
  /** Whether the reader may answer it now. */
  answers: boolean
  /** Whether the reader can take the patient over now. */
  takesOver: boolean
}>(
  'letters/letter',
  ({ letter }, t) => t('{{kind}}: {{patient}}', { kind: letter.kind, patient: letter.patient.name }),
  {
    trail: (_page, t) => [{ label: t('Letters'), href: '/letters' }],
  },
)

interface Person {
  id: string
  name: string
  banner: BannerPatient
}

export const newLetterPage = page<Person & { form: Form; kinds: Option[]; colleagues: Option[] }>(
  'letters/new',
  'Write to a colleague',
  {
    trail: ({ id, name }, t) => [
      { label: t('Patients'), href: '/patients' },
      { label: name, href: `/patients/${id}` },
    ],
  },
)

export const patientLettersPage = page<
  Person & { letters: ShownLetter[]; newLetter: string | null; older: string | null }
>('letters/about', 'Letters about this patient', {
  trail: ({ id, name }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: name, href: `/patients/${id}` },
  ],
})
