import { mail } from '../notices/mail.js'

/** Neither says about whom, nor what. */
export const letterArrived = mail<{ doctor: string; link: string }>('letter', 'A colleague wrote to you')
export const letterAnswered = mail<{ doctor: string; link: string }>(
  'letter-answered',
  'A colleague answered you',
)
