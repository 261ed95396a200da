import { mail } from '../notices/mail.js'

/** To the hospital: somebody wants their account closed. Who it is stands behind the link. */
export const closingAskedMail = mail<{ link: string }>(
  'closing-asked',
  'A patient asks to close their account',
)
