import type { Actor } from '../access/actor.js'
import { allOf } from '../alerts/people.js'
import { written } from '../appointments/mails.js'
import { firstName } from '../appointments/place-rules.js'
import { readerFields, readersOf } from '../appointments/told-queries.js'
import type { Tx } from '../db/client.js'
import { mail } from '../notices/mail.js'
import { noticeTo, notify } from '../notices/notice.js'
import { writeMessages } from '../notices/writing.js'
import { english as t } from '../web/words.js'

/** Says that something about a service has changed; which one and what stands behind the log-in. */
export const serviceNews = mail<{ forAccount: boolean }>(
  'service-news',
  'News about a service of the hospital',
)

/** What a patient is told of a service: that it was asked for them, is planned, is not any more, is done, or is not to be. */
export type News = 'REQUESTED' | 'ALLOCATED' | 'RELEASED' | 'DONE' | 'DECLINED' | 'CANCELLED'

const sentences: Record<News, string> = {
  REQUESTED: '{{service}} was asked for, for you. We tell you when it is planned.',
  ALLOCATED: '{{service}} is planned for {{when}}.',
  RELEASED: '{{service}} has to be planned anew. We tell you the new time.',
  DONE: '{{service}} is done.',
  DECLINED: '{{service}} was declined. Open it to read why.',
  CANCELLED: '{{service}} was cancelled. Open it to read why.',
}

/** The patient, and whoever looks after their bookings. Family members read that there is something, and call. */
export async function tellPatient(tx: Tx, id: string, news: News): Promise<void> {
  const { plannedAt, item, patient } = await tx.serviceRequest.findUniqueOrThrow({
    where: { id },
    select: { plannedAt: true, item: { select: { name: true } }, patient: { select: readerFields } },
  })
  const when = plannedAt ? written(plannedAt) : ''
  for (const reader of readersOf({ patient })) {
    const { accountId, name, address, own } = reader
    if (accountId)
      await notify(
        tx,
        { accountId, name },
        {
          kind: 'service',
          subject: own
            ? t(sentences[news], { service: item.name, when })
            : t('There is news about a service to {{patient}}. Call the hospital to hear it.', {
                patient: firstName(patient.name),
              }),
          link: own ? `/patient/services/${id}` : '/patient/family',
        },
      )
    if (!address || news === 'DONE') continue
    const to = { name, address, ...(accountId && { accountId }) }
    await serviceNews(tx, to, { forAccount: accountId !== null && own })
  }
}

/** Everybody at the desk, of a service that somebody else asked for: it waits for them to say who does it, and when. */
export async function tellDesk(tx: Tx, actor: Actor, id: string): Promise<void> {
  if (actor.role === 'RECEPTIONIST') return
  const { priority, item, patient } = await tx.serviceRequest.findUniqueOrThrow({
    where: { id },
    select: { priority: true, item: { select: { name: true } }, patient: { select: { name: true } } },
  })
  const sentence =
    priority === 'ROUTINE'
      ? '{{service}} was asked for, for {{patient}}: say who does it, and when.'
      : 'Urgent: {{service}} was asked for, for {{patient}}. Say who does it, and when.'
  const notice = {
    kind: 'service',
    subject: t(sentence, { service: item.name, patient: patient.name }),
    link: `/reception/services/${id}`,
  }
  await writeMessages(
    tx,
    (await allOf(tx, 'RECEPTIONIST')).map((person) => noticeTo(person, notice)),
  )
}
