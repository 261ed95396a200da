import type { Form } from '../web/form.js'
import { type Crumb, page } from '../web/page.js'
import type { T } from '../web/words.js'

interface ListedSpecialisation {
  id: string
  name: string
  slug: string
  /** The way there, and what to bring: on every confirmation of a visit. */
  directions: string | null
  preparation: string | null
  doctors: number
}

export const specialisationListPage = page<{ specialisations: ListedSpecialisation[]; form: Form }>(
  'doctors/specialisations',
  'Specialisations',
  { trail: (_page, t) => [{ label: t('Doctors'), href: '/doctors' }] },
)

interface OneSpecialisation {
  specialisation: ListedSpecialisation
  form: Form
}

const under = (_page: object, t: T): Crumb[] => [
  { label: t('Doctors'), href: '/doctors' },
  { label: t('Specialisations'), href: '/doctors/specialisations' },
]

export const editSpecialisationPage = page<OneSpecialisation>(
  'doctors/specialisation-edit',
  ({ specialisation }, t) => t('Change {{name}}', { name: specialisation.name }),
  { trail: under },
)

export const removeSpecialisationPage = page<OneSpecialisation>(
  'doctors/specialisation-remove',
  ({ specialisation }, t) => t('Remove {{name}}', { name: specialisation.name }),
  { trail: under },
)
