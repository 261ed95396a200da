import type { Response } from 'express'
import { knownNews, readersOf, type VisitNews } from '../appointments/told-queries.js'
import type { VisitRow } from '../appointments/visit-queries.js'

type Reach = 'TOLD' | 'AT_THE_DESK' | 'CALL'

/**
 * Whether the patient, or whoever books for them, is told of what becomes of this visit; where nobody is, the number
 * to call them by. Who came without an appointment stands at the desk, and is told there.
 */
export async function reachOf(visit: VisitRow): Promise<Reach> {
  return visit.walkIn ? 'AT_THE_DESK' : reachBy(await knownNews(visit.id))
}

/** The same as the end of a message. */
export async function toldInWords(visit: VisitRow, res: Response): Promise<string> {
  return inWords(await reachOf(visit), visit.patient, res)
}

/** The same where it is known already what there is to tell. */
export const newsInWords = (news: VisitNews, res: Response): string =>
  inWords(reachBy(news), news.patient, res)

const reachBy = (news: VisitNews): Reach => {
  if (news.walkIn) return 'AT_THE_DESK'
  return readersOf(news).length > 0 ? 'TOLD' : 'CALL'
}

function inWords(reach: Reach, { phone }: { phone: string | null }, { locals: { t, format } }: Response) {
  switch (reach) {
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
