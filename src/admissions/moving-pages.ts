import type { OfferedBeds } from '../web/components/beds.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

interface Moving {
  form: Form
  patient: BannerPatient
  stayId: string
  /** 'Ward A, bed 12' */
  where: string
}

const trail = ({ patient, stayId }: Moving, t: T) => [
  { label: t('Admissions'), href: '/admissions' },
  { label: t('Stay of {{name}}', { name: patient.name }), href: `/admissions/${stayId}` },
]

export const movePage = page<Moving & { needs: string; offer: OfferedBeds; labels: Record<string, string> }>(
  'admissions/move',
  ({ patient }, t) => t('Move {{name}} to another bed', { name: patient.name }),
  { trail },
)

export const swapPage = page<
  Moving & {
    ward: Form
    wards: Option[]
    others: Option[]
    /** Said of this patient's bed or of the other's. */
    misfit: boolean
    labels: Record<string, string>
  }
>(
  'admissions/swap',
  ({ patient }, t) => t('{{name}} changes places with another patient', { name: patient.name }),
  {
    trail,
  },
)
