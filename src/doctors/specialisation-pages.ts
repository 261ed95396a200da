import type { Form } from '../web/form.js'
import { type Crumb, page } from '../web/page.js'
import type { T } from '../web/words.js'

interface ListedSpecialisation {
  id: string
  name: string
  slug: string
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

export const renameSpecialisationPage = page<OneSpecialisation>(
  'doctors/specialisation-rename',
  ({ specialisation }, t) => t('Rename {{name}}', { name: specialisation.name }),
  { trail: under },
)

export const removeSpecialisationPage = page<OneSpecialisation>(
  'doctors/specialisation-remove',
  ({ specialisation }, t) => t('Remove {{name}}', { name: specialisation.name }),
  { trail: under },
)
