import type { Option } from '../web/components/forms.js'
import type { BannerPatient, PatientPick } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { ShownVisit } from './details-pages.js'

type SlotWeek = Omit<Components['components/slot-week'], 'form' | 'action'>

export const deskBookingPage = page<{
  form: Form
  pick: PatientPick
  /** Null for doctors, who book with themselves. */
  doctors: Option[] | null
  priorities: Option[]
  week: SlotWeek
  /** Once the patient and the doctor are chosen. */
  waitingList: string | null
}>('desk/book', 'Book a visit', {
  trail: (_page, t) => [{ label: t('Visits'), href: '/appointments' }],
})

export const deskMovePage = page<{
  visit: ShownVisit
  banner: BannerPatient | null
  form: Form
  doctors: Option[]
  week: SlotWeek
}>('desk/move', ({ visit }, t) => t('Move the visit of {{name}}', { name: visit.patient }), {
  trail: ({ visit }, t) => [
    { label: t('Visits'), href: '/appointments' },
    { label: visit.number, href: `/appointments/${visit.id}` },
  ],
})
