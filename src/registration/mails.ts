import { mail } from '../notices/mail.js'

export const signedUp = mail<{ username: string }>('signed-up', 'We received your registration')
export const alreadyRegistered = mail<object>('already-registered', 'You already have an account')
export const approved = mail<{ username: string }>('approved', 'Your account is open')
export const rejected = mail<{ reason: string }>('rejected', 'Your registration was not approved')
