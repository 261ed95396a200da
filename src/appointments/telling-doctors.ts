import type { Tx } from '../db/client.js'
import { noticeTo } from '../notices/notice.js'
import type { Written } from '../notices/writing.js'
import { english as t } from '../web/words.js'
import { written } from './mails.js'
import type { Told } from './telling-patients.js'
import type { VisitNews } from './told-queries.js'

interface Deed {
  by: { id: string } | null
  former?: { doctorId: string; startsAt: Date } | undefined
}

/** What the doctor reads in the portal of what others did with their day. A request that the desk declined is no news. */
export async function noticesToDoctors(
  tx: Tx,
  visit: VisitNews,
  what: Told,
  { by, former }: Deed,
): Promise<Written[]> {
  const sentence = sentences[what]
  const { account } = visit.doctor
  const about = { patient: visit.patient.name, when: written(visit.startsAt) }
  const notice = { kind: `visit-${what}`, link: `/doctor/appointments/${visit.id}` }
  const reason = what === 'cancelled' ? visit.statusReason : null
  const own =
    sentence && account.id !== by?.id
      ? [
          noticeTo(
            { accountId: account.id, name: account.name },
            { ...notice, subject: t(sentence, about), ...(reason && { body: reason }) },
          ),
        ]
      : []
  if (!former || former.doctorId === visit.doctor.id) return own
  return [...own, ...(await noticesToFormer(tx, visit, former, by))]
}

/** Whose patient somebody else sees now. */
async function noticesToFormer(
  tx: Tx,
  visit: VisitNews,
  { doctorId, startsAt }: { doctorId: string; startsAt: Date },
  by: { id: string } | null,
): Promise<Written[]> {
  const former = await tx.doctor.findUniqueOrThrow({
    where: { id: doctorId },
    select: { account: { select: { id: true, name: true } } },
  })
  if (former.account.id === by?.id) return []
  const values = {
    patient: visit.patient.name,
    when: written(startsAt),
    doctor: visit.doctor.account.name,
  }
  return [
    noticeTo(
      { accountId: former.account.id, name: former.account.name },
      {
        kind: 'visit-changed',
        subject: t('The visit of {{patient}} on {{when}} is with {{doctor}} now.', values),
        link: '/doctor/appointments',
      },
    ),
  ]
}

const sentences: Record<Told, string | null> = {
  requested: '{{patient}} asks for a visit on {{when}}.',
  confirmed: 'A visit of {{patient}} on {{when}} is confirmed.',
  changed: 'The visit of {{patient}} is now on {{when}}.',
  cancelled: 'The visit of {{patient}} on {{when}} was cancelled.',
  rejected: null,
}
