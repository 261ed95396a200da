import type { Day } from '../shared/calendar.js'
import type { BannerPatient } from '../web/components/people.js'
import type { StatusName } from '../web/components/telling.js'
import { page } from '../web/page.js'
import type { IsolationFilter } from './list-rules.js'
import type { Instructions } from './rules.js'

/** What a patient at home does, to read or to print; `since` is null for those who are not in home isolation. */
export const instructionsPage = page<{
  staff: { patientId: string; banner: BannerPatient } | null
  since: { startedOn: Day; earliestEndOn: Day; mayEnd: boolean } | null
  instructions: readonly Instructions[]
}>('isolation/instructions', ({ staff }, t) => (staff ? t('Care at home') : t('Your care at home')), {
  trail: ({ staff }, t) =>
    staff
      ? [
          { label: t('Patients'), href: '/patients' },
          { label: staff.banner.name, href: `/patients/${staff.patientId}` },
        ]
      : [],
})

export interface PatientAtHome {
  href: string
  name: string
  localName: string | null
  about: string
  photo: string | null
  phone: string | null
  startedOn: Day
  earliestEndOn: Day
  mayEnd: boolean
  statuses: StatusName[]
  doctors: string[]
}

export const patientsAtHomePage = page<{
  rows: PatientAtHome[]
  filters: { label: string; href: string; current: boolean }[]
  filter: IsolationFilter
  older: string | null
  newer: string | null
}>('isolation/list', 'Patients at home')
