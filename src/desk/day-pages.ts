import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export type Timegrid = Components['components/timegrid']

interface Around {
  earlier: string
  today: string
  later: string
}

export const dayPage = page<{
  day: Day
  form: Form
  /** Empty for a doctor, who looks at their own day. */
  specialisations: Option[]
  around: Around
  grid: Timegrid
  /** Which doctors, in words, for paper. */
  printed: Components['components/printed']['filters']
  /** Who has no hours and no visits on this day. */
  absent: string[]
  newer: string | null
  older: string | null
  week: string | null
  print: string
  now: Date
}>('desk/day', 'The day')

export const weekPage = page<{
  from: Day
  to: Day
  form: Form
  doctor: string
  /** Empty for a doctor. */
  doctors: Option[]
  around: Around
  grid: Timegrid
  now: Date
}>('desk/week', ({ doctor }, t) => t('The week of {{doctor}}', { doctor }), {
  trail: (_page, t) => [{ label: t('The day'), href: '/appointments/day' }],
})
