import type { HeldOnPage } from '../accounts/pages.js'
import type { Option } from '../web/components/forms.js'
import type { StatusName } from '../web/components/telling.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { ApplicantOnPage } from './applicant-pages.js'

export const registerPage = page<{ held: HeldOnPage }>('registration/choose', 'Register')
export const patientSignUpPage = page<{ form: Form; held: HeldOnPage; sexes: Option[] }>(
  'registration/patient',
  'Register as a patient',
)
export const doctorSignUpPage = page<{ form: Form; specialisations: Option[] }>(
  'registration/doctor',
  'Apply as a doctor',
)

export const approvalsPage = page<{ form: Form; applicants: ApplicantOnPage[]; waiting: number }>(
  'registration/approvals',
  'Approvals',
)

export interface DecidedApplicant {
  id: string
  name: string
  about: string
  status: StatusName
  decidedAt: Date
  decidedBy: string | null
  reason: string | null
}

export const decisionsPage = page<{ decisions: DecidedApplicant[] }>('registration/decisions', 'Approvals')

export const rejectionPage = page<{ form: Form; applicant: ApplicantOnPage }>(
  'registration/reject',
  ({ applicant }, t) => t('Reject {{name}}', { name: applicant.name }),
  { trail: (_page, t) => [{ label: t('Approvals'), href: '/approvals' }] },
)
