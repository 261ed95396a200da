import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { IconName } from '../web/icon-names.js'
import { page } from '../web/page.js'

export interface ShownAlert {
  id: string
  href: string
  label: string
  icon: IconName
  text: string
  at: Date
  person: Components['components/person']
  doctor: string | null
  status: Components['components/status']
  /** When the next is told. */
  nextAt: Date | null
  /** What is done, or why it was closed; who says so, and when. */
  answer: { text: string; by: string | null; at: Date } | null
}

export const alertsPage = page<{
  open: ShownAlert[]
  past: ShownAlert[]
  newest: string | null
  older: string | null
}>('alerts/list', 'Alerts')

export const alertPage = page<{
  alert: ShownAlert
  /** Null where the reader does not reach the record any more. */
  banner: BannerPatient | null
  raisedBy: string | null
  /** Newest last. */
  timeline: Components['components/timeline']['items']
  /** Where what it is about stands. */
  about: { label: string; href: string } | null
  /** Null where the reader may not answer, or where it is answered. */
  form: Form | null
  elsewhere: boolean
}>('alerts/alert', ({ alert, banner }) => `${banner?.name ?? alert.person.name}: ${alert.label}`, {
  trail: (_page, t) => [{ label: t('Alerts'), href: '/alerts' }],
})

export const emergencyEventPage = page<{
  form: Form
  name: string
  /** Clinical data entry gets no more of a patient than stands at the bed. */
  banner: BannerPatient | null
  brief: { number: string; about: string; bed: string | null }
  action: string
  cancel: string
}>('alerts/emergency', ({ name }, t) => t('Report an emergency of {{name}}', { name }))
