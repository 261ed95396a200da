import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

/** What a visitor chose and holds meanwhile, on the pages on the way to it. */
export type HeldOnPage = Components['components/chosen-time'] | null

export const logInPage = page<{
  form: Form
  held: HeldOnPage
  next: string
  demoPeople: { role: string; email: string }[]
  demoPassword: string
}>('accounts/log-in', 'Log in')

export interface OwnStanding {
  status: 'PENDING' | 'REJECTED' | 'SUSPENDED'
  since: Date
  reason: string | null
  /** The time that they had chosen, while it is kept for them. */
  held: HeldOnPage
}

export const standingPage = page<OwnStanding>('accounts/standing', (standing, t) =>
  t(standingTitles[standing.status]),
)

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

export const ownAccountPage = page<{ form: Form; account: OwnAccount }>('accounts/own', 'Your account')

export const forgottenPasswordPage = page<{ form: Form }>('accounts/forgotten', 'A new password')
export const resetSentPage = page<{ minutes: number }>('accounts/reset-sent', 'Look into your mail')

export interface NewPassword {
  form: Form
  /** Where the form is sent: the link itself. */
  action: string
  name: string
  username: string
  /** 'Receptionist' for an invitation; null for a reset. */
  role: string | null
}

export const newPasswordPage = page<NewPassword>('accounts/new-password', ({ role }, t) =>
  role === null ? t('Choose a new password') : t('Welcome'),
)
export const deadLinkPage = page<{ advice: 'reset' | 'invitation' | 'first-admin' }>(
  'accounts/dead-link',
  'This link does not work any longer',
)
export const firstAdminPage = page<{ form: Form; action: string }>(
  'accounts/first-admin',
  'The first administrator',
)
