import type { Actor } from '../access/actor.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import type { Priority, ResultStatus } from '../generated/prisma/enums.js'
import { mail } from '../notices/mail.js'
import { notify } from '../notices/notice.js'
import { english as t } from '../web/words.js'
import { orderNumber } from './rules.js'

/** That a doctor has to look at once; what it is stands behind the log-in. */
export const urgentResult = mail<{ number: string; link: string; critical: boolean }>(
  'urgent-result',
  ({ number, critical }, say) =>
    critical
      ? say('URGENT: a critical result, order {{number}}', { number })
      : say('URGENT: the result of an emergency order, {{number}}', { number }),
)

interface NewResult {
  id: string
  version: number
  status: ResultStatus
  isCritical: boolean
}

/**
 * The doctor who ordered a test hears of its result in the portal; of a critical one the doctors in charge as well,
 * and all of them by mail at once, as of everything that was ordered as an emergency.
 */
export async function tellDoctorsOfResult(
  tx: Tx,
  actor: Actor,
  orderId: string,
  { id, version, status, isCritical }: NewResult,
): Promise<void> {
  const order = await tx.clinicalOrder.findUniqueOrThrow({ where: { id: orderId }, select: toldFields })
  const { patient, item, doctor, priority } = order
  const inCharge = isCritical ? patient.assignments.map((one) => one.doctor) : []
  const doctors = new Map([doctor, ...inCharge].map((one) => [one.account.id, one]))
  const link = `/doctor/patients/${patient.id}/orders/${orderId}`
  const subject = t(sentenceOf(status, isCritical, priority), { item: item.name, patient: patient.name })
  for (const { account } of doctors.values()) {
    if (account.id === actor.id || (account.status !== 'ACTIVE' && account.id !== doctor.account.id)) continue
    const { id: accountId, name, email } = account
    await notify(
      tx,
      { accountId, name },
      { kind: 'result', subject, link, dedupeKey: `result ${id} ${accountId}` },
    )
    const isUrgent = isCritical || (priority === 'EMERGENCY' && version === 1)
    if (isUrgent && email)
      await urgentResult(
        tx,
        { name, address: email, accountId },
        { number: orderNumber(order.number), link, critical: isCritical },
        { dedupeKey: `result ${id} ${accountId}` },
      )
  }
  await announce(
    tx,
    [...doctors.values()].map((one) => `doctor:${one.id}` as const),
  )
}

function sentenceOf(status: ResultStatus, isCritical: boolean, priority: Priority): string {
  if (isCritical) return 'Critical: {{item}} of {{patient}}. Say what is done about it.'
  if (status === 'AMENDED') return 'The result of {{item}} of {{patient}} was amended.'
  if (priority === 'EMERGENCY') return 'Emergency: the result of {{item}} of {{patient}} is there.'
  if (status === 'PRELIMINARY') return 'A preliminary result of {{item}} of {{patient}} is there.'
  return 'The result of {{item}} of {{patient}} is there.'
}

const doctorFields = {
  select: { id: true, account: { select: { id: true, name: true, email: true, status: true } } },
} as const

const toldFields = {
  number: true,
  priority: true,
  item: { select: { name: true } },
  doctor: doctorFields,
  patient: {
    select: {
      id: true,
      name: true,
      assignments: { where: { endedAt: null }, select: { doctor: doctorFields } },
    },
  },
} as const
