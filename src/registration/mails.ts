import type { KeptTime } from '../booking/kept-time-rules.js'
import { mail } from '../notices/mail.js'

export const signedUp = mail<{ username: string; kept: KeptTime | null }>(
  'signed-up',
  'We received your registration',
)
export const alreadyRegistered = mail<object>('already-registered', 'You already have an account')
export const approved = mail<{ username: string; kept: KeptTime | null }>('approved', 'Your account is open')
export const rejected = mail<{ reason: string }>('rejected', 'Your registration was not approved')
