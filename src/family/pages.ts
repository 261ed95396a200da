import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export const familyPage = page<{
  members: {
    id: string
    name: string
    number: string
    relation: string
    born: Day | null
    sex: string | null
  }[]
  most: number
}>('family/family', 'Your family')

export const newFamilyPage = page<{ form: Form; sexes: Option[]; relations: Option[] }>(
  'family/new-family',
  'Add somebody of your family',
  { trail: (_page, t) => [{ label: t('Your family'), href: '/family' }] },
)

export const guardiansPage = page<{
  form: Form
  patient: { id: string; name: string; number: string }
  guardians: { id: string; name: string; number: string | null; phone: string | null; relation: string }[]
  relations: Option[]
}>('family/guardians', ({ patient }, t) => t('Who books for {{name}}', { name: patient.name }), {
  trail: ({ patient }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: patient.name, href: `/patients/${patient.id}` },
  ],
})
