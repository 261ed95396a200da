import { mail } from '../notices/mail.js'

export const signedUp = mail<{ username: string }>('signed-up', 'We received your registration')
export const alreadyRegistered = mail<object>('already-registered', 'You already have an account')
export const approved = mail<{ username: string }>('approved', 'Your account is open')
export const rejected = mail<{ reason: string }>('rejected', 'Your registration was not approved')
export const passwordReset = mail<{ link: string }>('password-reset', 'A new password')
export const passwordChanged = mail<object>('password-changed', 'Your password was changed')
export const invitation = mail<{ link: string; role: string }>('invitation', 'Your invitation')
