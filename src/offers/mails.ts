import { mail } from '../notices/mail.js'

export interface OfferMail {
  /** Whom it is for, where somebody else reads it. */
  patient: string | null
  doctor: string
  at: Date
  until: Date
  /** The visit that would move. */
  old: { doctor: string; at: Date } | null
  link: string
}

export const alternativeMail = mail<OfferMail>(
  'offer-alternative',
  'Your visit: another time is held for you',
)
export const freedMail = mail<OfferMail>('offer-freed', 'A time that you wait for is free')
export const noTimeMail = mail<Pick<OfferMail, 'patient' | 'doctor' | 'at'>>(
  'offer-none',
  'Your visit cannot take place at its time',
)
