import { type Candidate, doubt, loadOf, suggested } from '../doctors/load-rules.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export interface OfferedDoctor {
  id: string
  name: string
  specialisation: string
  visits: number
  stays: number
  atHome: number
  load: number
  suggested: boolean
  leaveUntil: Date | null
  farAbove: boolean
}

export const allocationPage = page<{
  form: Form
  filter: Form
  id: string
  name: string
  banner: BannerPatient
  admitted: boolean
  doctors: OfferedDoctor[]
  specialisations: Option[]
  /** Those who are in charge now, whose place can be taken. */
  inCharge: Option[]
}>('admissions/allocation', 'Allocate a doctor', {
  trail: ({ id, name }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: name, href: `/patients/${id}` },
  ],
})

/**
 * The doctors to choose from, those on leave last; who is suggested of the specialisation that is wanted, nobody where none
 * is, and who needs a reason.
 */
export function offeredDoctors(
  doctors: readonly (Candidate & { name: string; specialisation: string })[],
  taken: ReadonlySet<string>,
  wanted: string | null,
): OfferedDoctor[] {
  const free = doctors.filter(({ id }) => !taken.has(id))
  const best = suggested(free.filter(({ specialisationId }) => specialisationId === wanted))
  return [...free]
    .sort((one, other) => Number(one.leaveUntil !== null) - Number(other.leaveUntil !== null))
    .map((doctor) => ({
      id: doctor.id,
      name: doctor.name,
      specialisation: doctor.specialisation,
      ...{ visits: doctor.visits, stays: doctor.stays, atHome: doctor.atHome, load: loadOf(doctor) },
      suggested: doctor.id === best?.id,
      leaveUntil: doctor.leaveUntil,
      farAbove: doubt(doctor, doctors)?.why === 'FAR_ABOVE',
    }))
}
