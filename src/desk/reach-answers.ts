import type { Response } from 'express'
import { hearsOf } from '../appointments/told-queries.js'
import type { VisitRow } from '../appointments/visit-queries.js'

/**
 * Whether the patient, or whoever books for them, is told of what becomes of this visit; where nobody is, the number
 * to call them by. Who came without an appointment stands at the desk, and is told there.
 */
export async function reachOf(visit: VisitRow): Promise<'TOLD' | 'AT_THE_DESK' | 'CALL'> {
  if (visit.walkIn) return 'AT_THE_DESK'
  return (await hearsOf(visit.id)) ? 'TOLD' : 'CALL'
}

/** The same as the end of a message. */
export async function toldInWords(visit: VisitRow, { locals: { t, format } }: Response): Promise<string> {
  const { phone } = visit.patient
  switch (await reachOf(visit)) {
    case 'TOLD':
      return t('The patient is told.')
    case 'AT_THE_DESK':
      return ''
    case 'CALL':
      return phone
        ? t('Nobody was told: there is no email and no account. Call {{phone}}.', {
            phone: format.phone(phone),
          })
        : t('Nobody was told: there is no email, no account and no telephone number.')
  }
}
