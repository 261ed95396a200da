import { written } from '../appointments/mails.js'
import { firstName } from '../appointments/place-rules.js'
import { readerFields, readersOf } from '../appointments/told-queries.js'
import type { Tx } from '../db/client.js'
import { mail } from '../notices/mail.js'
import { notify } from '../notices/notice.js'
import { english as t } from '../web/words.js'

/** Says when somebody is expected; what for, where and how to prepare stands behind the log-in. */
export const orderScheduled = mail<{ when: string; forWhom: string | null; forAccount: boolean }>(
  'order-scheduled',
  (page, say) => say('The hospital expects you on {{when}}', { when: page.when }),
)

export const resultReady = mail<object>('result-ready', 'Something new is in your records')

/** The patient, and whoever books for them, of the time at which they are expected. */
export async function tellPatientOfTime(tx: Tx, orderId: string): Promise<void> {
  const { scheduledAt, patient } = await tx.clinicalOrder.findUniqueOrThrow({
    where: { id: orderId },
    select: { scheduledAt: true, patient: { select: readerFields } },
  })
  if (!scheduledAt) return
  const when = written(scheduledAt)
  for (const reader of readersOf({ patient })) {
    const forWhom = reader.own ? null : firstName(patient.name)
    if (reader.accountId)
      await notify(
        tx,
        { accountId: reader.accountId, name: reader.name },
        {
          kind: 'order-scheduled',
          subject: forWhom
            ? t('{{patient}} is expected at the hospital on {{when}}.', { patient: forWhom, when })
            : t('You are expected at the hospital on {{when}}.', { when }),
          body: forWhom
            ? t('Call the hospital to hear what for, where, and how to prepare.')
            : t('Open it to read what for, where, and how to prepare.'),
          link: forWhom ? '/patient/family' : '/patient/results',
        },
      )
    if (!reader.address) continue
    const { name, address, accountId } = reader
    const to = { name, address, ...(accountId && { accountId }) }
    await orderScheduled(tx, to, { when, forWhom, forAccount: accountId !== null && reader.own })
  }
}

/** The patient themselves, that what they could read does not hold. */
export async function tellPatientOfStriking(tx: Tx, orderId: string): Promise<void> {
  const { patient } = await tx.clinicalOrder.findUniqueOrThrow({
    where: { id: orderId },
    select: { patient: { select: readerFields } },
  })
  for (const { own, accountId, name } of readersOf({ patient }))
    if (own && accountId)
      await notify(
        tx,
        { accountId, name },
        {
          kind: 'result-ready',
          subject: t('A result in your records was a mistake and does not hold. Ask your doctor about it.'),
          link: '/patient/results',
        },
      )
}

/** The patient themselves, that there is something to read; never what. */
export async function tellPatientOfResult(tx: Tx, orderId: string): Promise<void> {
  const { patient } = await tx.clinicalOrder.findUniqueOrThrow({
    where: { id: orderId },
    select: { patient: { select: readerFields } },
  })
  for (const reader of readersOf({ patient })) {
    if (!reader.own || !reader.accountId) continue
    const { accountId, name, address } = reader
    await notify(
      tx,
      { accountId, name },
      {
        kind: 'result-ready',
        subject: t('A result of yours is ready to be read.'),
        link: `/patient/results/${orderId}`,
      },
    )
    if (address) await resultReady(tx, { name, address, accountId }, {})
  }
}
