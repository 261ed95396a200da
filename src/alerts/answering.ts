import type { Actor } from '../access/actor.js'
import { alertsOf } from '../access/alert-scopes.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { announceAnswer } from './commands.js'
import type { Answer } from './forms.js'
import { isAnsweredElsewhere, toldKey } from './rules.js'

/**
 * Somebody takes an alert on, and says what is done: nobody else is told from then on. Of two at the same instant the
 * second reads who was first.
 */
export function answerAlert(actor: Actor, id: string, form: Answer, now: Date): Promise<{ patient: string }> {
  authorize(actor, 'alert.list')
  return once(actor.id, `alert.acknowledge ${id}`, form, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM alert WHERE id = ${id}::uuid FOR UPDATE`
    const alert = await tx.alert.findFirst({
      where: { id, AND: alertsOf(actor, now) },
      select: { kind: true, status: true, patientId: true, patient: { select: { name: true } } },
    })
    if (!alert) throw new NotFound()
    const { kind, status, patientId, patient } = alert
    authorize(actor, 'alert.acknowledge', { kind })
    if (isAnsweredElsewhere(kind))
      throw new Refusal('Acknowledge the result itself: that answers the alert as well.', { field: 'action' })
    if (status !== 'OPEN')
      throw new Refusal('Somebody has answered meanwhile. Look below at what is done.', { field: 'action' })
    const answered = { acknowledgedAt: now, acknowledgedById: actor.id, action: form.action }
    await tx.alert.update({
      where: { id },
      data: { status: 'ACKNOWLEDGED', ...answered, nextStepAt: null, version: { increment: 1 } },
      select: { id: true },
    })
    await audit(tx, actor, 'alert.acknowledge', { type: 'alert', id, patientId })
    await readOwnNotices(tx, actor, id, now)
    await announceAnswer(tx, [id])
    return { patient: patient.name }
  })
}

/** Whoever answers need not be told again by their own bell. */
async function readOwnNotices(tx: Tx, actor: Actor, id: string, now: Date): Promise<void> {
  const steps = await tx.alertStep.findMany({
    where: { alertId: id },
    distinct: ['step'],
    select: { step: true },
  })
  await tx.message.updateMany({
    where: {
      dedupeKey: { in: steps.map(({ step }) => `notice ${toldKey(id, step, actor.id)}`) },
      readAt: null,
    },
    data: { readAt: now },
  })
}
