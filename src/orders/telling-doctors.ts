import type { Actor } from '../access/actor.js'
import type { Tx } from '../db/client.js'
import type { OrderKind, Priority, ResultStatus } from '../generated/prisma/enums.js'
import { mail } from '../notices/mail.js'
import { notify } from '../notices/notice.js'
import { english as t } from '../web/words.js'
import { orderNumber } from './rules.js'

/** That a doctor has to look at once; what it is stands behind the log-in. */
export const urgentResult = mail<{ number: string; link: string }>('urgent-result', ({ number }, say) =>
  say('URGENT: the result of an emergency order, {{number}}', { number }),
)

interface NewResult {
  id: string
  version: number
  status: ResultStatus
}

/**
 * The doctor who ordered a test hears of its result in the portal, and of what was ordered as an emergency by mail at
 * once. One that is critical and new is an alert instead.
 */
export async function tellDoctorOfResult(
  tx: Tx,
  actor: Actor,
  orderId: string,
  { id, version, status }: NewResult,
): Promise<void> {
  const order = await tx.clinicalOrder.findUniqueOrThrow({ where: { id: orderId }, select: toldFields })
  const { patient, item, doctor, priority } = order
  const { id: accountId, name, email } = doctor.account
  if (accountId === actor.id) return
  const link = `/doctor/patients/${patient.id}/orders/${orderId}`
  const subject = t(sentenceOf(status, priority), { item: item.name, patient: patient.name })
  const dedupeKey = `result ${id} ${accountId}`
  await notify(tx, { accountId, name }, { kind: 'result', subject, link, dedupeKey })
  if (priority === 'EMERGENCY' && version === 1 && email)
    await urgentResult(
      tx,
      { name, address: email, accountId },
      { number: orderNumber(order.number), link },
      { dedupeKey },
    )
}

/** What they may have acted on does not hold. */
export async function tellDoctorOfStriking(
  tx: Tx,
  actor: Actor,
  { id, kind }: { id: string; kind: OrderKind },
): Promise<void> {
  const { patient, item, doctor } = await tx.clinicalOrder.findUniqueOrThrow({
    where: { id },
    select: toldFields,
  })
  const { id: accountId, name } = doctor.account
  if (accountId === actor.id) return
  const subject = t(
    kind === 'TEST'
      ? 'The result of {{item}} of {{patient}} was entered in error and is struck out.'
      : '{{item}} was not given to {{patient}} after all: it was entered in error.',
    { item: item.name, patient: patient.name },
  )
  const link = `/doctor/patients/${patient.id}/orders/${id}`
  await notify(tx, { accountId, name }, { kind: 'result', subject, link, dedupeKey: `struck ${id}` })
}

function sentenceOf(status: ResultStatus, priority: Priority): string {
  if (status === 'AMENDED') return 'The result of {{item}} of {{patient}} was amended.'
  if (priority === 'EMERGENCY') return 'Emergency: the result of {{item}} of {{patient}} is there.'
  if (status === 'PRELIMINARY') return 'A preliminary result of {{item}} of {{patient}} is there.'
  return 'The result of {{item}} of {{patient}} is there.'
}

const toldFields = {
  number: true,
  priority: true,
  item: { select: { name: true } },
  doctor: { select: { account: { select: { id: true, name: true, email: true } } } },
  patient: { select: { id: true, name: true } },
} as const
