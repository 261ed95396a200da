import { mail } from '../notices/mail.js'

export const passwordReset = mail<{ link: string }>('password-reset', 'A new password')
export const passwordChanged = mail<object>('password-changed', 'Your password was changed')
export const invitation = mail<{ link: string; role: string }>('invitation', 'Your invitation')
