import { mail } from '../notices/mail.js'

/** To the patient; by whom and why stands behind log-in. */
export const recordOpened = mail<{ link: string }>(
  'emergency-access',
  'Your record was opened in an emergency',
)
