import { mail } from '../notices/mail.js'

export const contactMail = mail<{ name: string; email: string; phone: string | null; message: string }>(
  'contact',
  ({ name }, t) => t('A message from {{name}}', { name }),
)
