import type { Topic } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import type { AlertAudience, AlertKind } from '../generated/prisma/enums.js'
import type { Job } from '../jobs/queue.js'
import { noticeTo } from '../notices/notice.js'
import { type Written, writeMessages } from '../notices/writing.js'
import { deskAddress, settings } from '../settings/queries.js'
import type { Values } from '../shared/errors.js'
import { english as t } from '../web/words.js'
import { urgentAlert } from './mails.js'
import type { Told } from './people.js'
import { alertSentences, type News, toldKey } from './rules.js'

export interface ToTell {
  id: string
  patientId: string
  patient: string
  kind: AlertKind
  text: string
  facts: Values
}

export interface Step {
  number: number
  news: News
  told: { audience: AlertAudience; people: Told[] }[]
}

/**
 * Writes one step of the chain: who is told, each by a notice and a mail. The desk is told as one: its mail goes to the
 * address of the hospital, once it has one. Then what else belongs to the step, in the same statements.
 */
export async function tell(
  tx: Tx,
  alert: ToTell,
  { number, news, told }: Step,
  now: Date,
  also: { jobs: Job[]; topics: Topic[] },
): Promise<void> {
  const hospital = await settings(tx)
  await tx.alertStep.createMany({
    data: told.flatMap(({ audience, people }) =>
      (audience === 'DESK' ? [null] : people.map(({ accountId }) => accountId)).map((accountId) => ({
        ...{ alertId: alert.id, step: number, audience, accountId, at: now },
      })),
    ),
  })
  const messages = told.flatMap(({ audience, people }) => {
    const link = linkOf(alert, audience)
    const notices = people.map((person) =>
      noticeTo(person, noticeOf(alert, audience, { number, news }, link, person)),
    )
    const desk = { accountId: null, name: hospital.name, email: deskAddress(hospital) }
    const mails = (audience === 'DESK' ? [desk] : people).flatMap(({ accountId, name, email }): Written[] =>
      email
        ? [
            urgentAlert(
              { name, address: email, ...(accountId && { accountId }) },
              {
                kind: alert.kind,
                sentence: alertSentences[alert.kind],
                number: String(alert.facts.number ?? ''),
                link,
                news,
              },
              { hospital, dedupeKey: toldKey(alert.id, number, accountId) },
            ),
          ]
        : [],
    )
    return [...notices, ...mails]
  })
  await writeMessages(tx, messages, also)
}

/** A doctor goes straight to the result, where it is acknowledged. */
function linkOf({ id, kind, patientId, facts }: ToTell, audience: AlertAudience): string {
  const home = homes[audience]
  if (home === '/doctor' && kind === 'CRITICAL_RESULT')
    return `${home}/patients/${patientId}/orders/${facts.orderId}`
  return `${home}/alerts/${id}`
}

const homes: Record<AlertAudience, string> = {
  ADDRESSEE: '/doctor',
  DEPUTY: '/doctor',
  DESK: '/reception',
  ADMIN: '/admin',
}

function noticeOf(
  alert: ToTell,
  audience: AlertAudience,
  { number, news }: Pick<Step, 'number' | 'news'>,
  link: string,
  { accountId }: Told,
) {
  const values = { patient: alert.patient, what: wordsFor(alert, audience) }
  return {
    kind: 'alert',
    subject: t(newsInNotices[news], values),
    link,
    dedupeKey: toldKey(alert.id, number, accountId),
  }
}

const newsInNotices: Record<News, string> = {
  FIRST: '{{patient}}: {{what}}',
  LATER: 'Nobody has answered yet. {{patient}}: {{what}}',
  WORSE: 'It has become worse. {{patient}}: {{what}}',
}

const wordsFor = ({ kind, text, facts }: ToTell, audience: AlertAudience) =>
  audience === 'DESK' ? t(alertSentences[kind]) : t(text, facts)
