import type { Option } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export const logInPage = page<{ form: Form; next: string; demoPeople: { role: string; email: string }[]; demoPassword: string }>(
  'accounts/log-in',
  'Log in',
)
export const registerPage = page<object>('accounts/register', 'Register')
export const patientSignUpPage = page<{ form: Form; sexes: Option[] }>('accounts/sign-up-patient', 'Register as a patient')
export const doctorSignUpPage = page<{ form: Form; specialisations: Option[] }>(
  'accounts/sign-up-doctor',
  'Apply as a doctor',
)

export interface Standing {
  status: 'PENDING' | 'REJECTED' | 'SUSPENDED'
  since: Date
  reason: string | null
}

export const standingPage = page<Standing>('accounts/standing', (standing, t) => t(standingTitles[standing.status]))

const standingTitles = {
  PENDING: 'Waiting for approval',
  REJECTED: 'Your registration was not approved',
  SUSPENDED: 'Your account is suspended',
}

export interface OwnAccount {
  name: string
  username: string
  email: string | null
  phone: string | null
}

export const ownAccountPage = page<{ form: Form; account: OwnAccount }>(
  'accounts/own',
  'Your account',
)
