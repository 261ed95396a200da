import type { Day } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import type { Option } from '../web/components/forms.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { OfPatient } from './report-pages.js'
import { dueText } from './report-words-pages.js'

/** Below the care at home of one patient. */
export const careTrail = ({ staff }: { staff: OfPatient }, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: staff.name, href: `/patients/${staff.id}` },
  { label: t('Care at home'), href: `/patients/${staff.id}/isolation` },
]

export const planPage = page<{
  staff: OfPatient
  form: Form
  action: string
  cancel: string
  labels: Record<string, string>
  doctors: Option[]
}>('isolation/plan', 'Plan of the care at home', { trail: careTrail })

export const planLabels = (t: T): Record<string, string> => ({
  doctorId: t('Doctor in charge'),
  caregiverName: t('Who cares at home'),
  caregiverPhone: t('Their telephone'),
  checkHours: t('Hours between two reports'),
  planNote: t('What else this patient should know'),
})

interface Plan {
  startedOn: Day
  earliestEndOn: Day
  doctor: { name: string; phone: string | null } | null
  caregiverName: string | null
  caregiverPhone: string | null
  checkHours: number
  planNote: string | null
}

interface Reader {
  now: Date
  today: Day
  /** The hospital's. */
  phone: string
  t: T
  format: Format
}

/** The plan as it is read and printed; `due` is when the next report is. */
export function planRows(
  { startedOn, earliestEndOn, doctor, checkHours, planNote, ...plan }: Plan,
  due: Date,
  { now, today, phone, t, format }: Reader,
): Components['components/summary-list']['rows'] {
  const withPhone = (name: string | null, number: string | null) =>
    [name, number && formatPhone(number)].filter(Boolean).join(', ') || null
  return [
    { label: t('Since'), value: format.day(startedOn) },
    {
      label: t('May end'),
      value:
        earliestEndOn <= today
          ? t('Now, if there was no fever for 3 days')
          : t('Not before {{day}}', { day: format.day(earliestEndOn) }),
      note: t('New fever moves it: 3 whole days without fever come first. A doctor ends it.'),
    },
    {
      label: t('Next report'),
      value: dueText(due, now, t, format),
      note: t('Every {{hours}} hours, and at once when anything gets worse.', { hours: checkHours }),
    },
    { label: t('Doctor in charge'), value: doctor ? withPhone(doctor.name, doctor.phone) : t('Nobody yet') },
    { label: t('Who cares at home'), value: withPhone(plan.caregiverName, plan.caregiverPhone) },
    { label: t('The hospital’s telephone'), value: phone, note: t('In an emergency call 112, or us.') },
    ...(planNote ? [{ label: t('For you especially'), value: planNote }] : []),
  ]
}
