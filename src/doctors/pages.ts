import type { Standing } from '../accounts/rules.js'
import { formatTimeOfDay, type TimeOfDay, type Weekday } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { weekdayLabels } from './rules.js'

interface HoursRow {
  day: string
  hours: string
}

export interface DoctorRow {
  id: string
  name: string
  photo: string | null
  specialisation: string
  chamber: string | null
  registrationNumber: string
  email: string | null
  phone: string | null
  standing: Standing
}

export const doctorListPage = page<{
  doctors: DoctorRow[]
  specialisations: { name: string; slug: string }[]
  chosen: string
}>('doctors/list', 'Doctors')

export interface DoctorDetails {
  id: string
  accountId: string
  name: string
  photo: string | null
  standing: Standing
  reason: string | null
  specialisation: string
  qualification: string
  registrationNumber: string
  chamber: string | null
  address: string | null
  bio: string | null
  deputy: string | null
  fee: bigint
  email: string | null
  phone: string | null
  username: string
  employeeNumber: string | null
  patientsInCare: number
  hours: HoursRow[]
}

export const doctorDetailsPage = page<{ doctor: DoctorDetails; photoForm: Form; own: boolean }>(
  'doctors/details',
  ({ doctor }) => doctor.name,
  { trail: ({ own }, t) => (own ? [] : [{ label: t('Doctors'), href: '/doctors' }]) },
)

export interface DoctorFormModel {
  form: Form
  action: string
  cancel: string
  specialisations: Option[]
  deputies: Option[]
}

export const newDoctorPage = page<DoctorFormModel & { weekdays: { weekday: Weekday; label: string }[] }>(
  'doctors/new',
  'Add a doctor',
  {
    trail: (_page, t) => [{ label: t('Doctors'), href: '/doctors' }],
  },
)

export const editDoctorPage = page<
  DoctorFormModel & { name: string; own: boolean; labels: Record<string, string> }
>('doctors/edit', ({ name }, t) => t('Edit {{name}}', { name }))

export const removeDoctorPage = page<{
  form: Form
  doctor: { id: string; name: string; hasHistory: boolean }
}>('doctors/remove', ({ doctor }, t) => t('Remove {{name}}', { name: doctor.name }), {
  trail: (_page, t) => [{ label: t('Doctors'), href: '/doctors' }],
})

/** 'Mon, Tue, Wed' or 'No fixed hours'. */
export function daysOf(hours: { weekday: number }[], t: T): string {
  const days = [...new Set(hours.map(({ weekday }) => t(weekdayLabels[weekday as Weekday]).slice(0, 3)))]
  return days.length > 0 ? days.join(', ') : t('No fixed hours')
}

/** One row for each day of work, its sessions below one another. */
export function hoursTable(hours: { weekday: number; startsAt: string; endsAt: string }[], t: T): HoursRow[] {
  const days = new Map<number, string[]>()
  for (const { weekday, startsAt, endsAt } of hours)
    days.set(weekday, [
      ...(days.get(weekday) ?? []),
      `${formatTimeOfDay(startsAt as TimeOfDay, 'en-IN')} – ${formatTimeOfDay(endsAt as TimeOfDay, 'en-IN')}`,
    ])
  return [...days].map(([weekday, sessions]) => ({
    day: t(weekdayLabels[weekday as Weekday]),
    hours: sessions.join('\n'),
  }))
}
