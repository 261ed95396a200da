import type { Actor } from '../access/actor.js'
import { sessionsOf } from '../access/money-scopes.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { notify } from '../notices/notice.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { english as t } from '../web/words.js'
import type { Closing, ClosingForAnother, Opening } from './forms.js'
import { movementsAt } from './queries.js'
import { countedMinor, expectedCash } from './rules.js'
import { written } from './written.js'

/** The open counter of a cashier, held until the transaction ends: it is not closed meanwhile. Null where none is open. */
export async function heldCounter(
  tx: Tx,
  cashierId: string,
): Promise<{ id: string; floatMinor: bigint } | null> {
  const [counter] = await tx.$queryRaw<{ id: string; floatMinor: bigint }[]>`
    SELECT id, float_minor AS "floatMinor" FROM cash_session
    WHERE cashier_id = ${cashierId}::uuid AND closed_at IS NULL FOR UPDATE`
  return counter ?? null
}

/** The cash that is in a counter which the caller holds. */
export const cashIn = async (
  tx: Tx,
  { id, floatMinor }: { id: string; floatMinor: bigint },
): Promise<bigint> => expectedCash(floatMinor, await movementsAt(tx, id))

/** A cashier begins: with so much in the counter. Each has one open counter at most. */
export function openCounter(actor: Actor, form: Opening, now: Date): Promise<{ id: string }> {
  authorize(actor, 'counter.own')
  return once(actor.id, 'counter.open', form, async (tx) => {
    const { id } = await tx.cashSession.create({
      data: { cashierId: actor.id, openedAt: now, floatMinor: form.float },
      select: { id: true },
    })
    const details = { change: 'open', floatMinor: String(form.float) }
    await audit(tx, actor, 'counter.own', { type: 'cash_session', id, details })
    return { id }
  })
}

/** It is counted and closed, for good; where the count differs from what should be there, with a word why. */
export function closeCounter(actor: Actor, form: Closing, now: Date): Promise<{ id: string }> {
  authorize(actor, 'counter.own')
  return once(actor.id, 'counter.close', form, async (tx) => {
    const counter = await heldCounter(tx, actor.id)
    if (!counter) throw new Refusal('Your counter is not open.')
    const details = { change: 'close', ...(await close(tx, counter, form, now)) }
    await audit(tx, actor, 'counter.own', { type: 'cash_session', id: counter.id, details })
    return { id: counter.id }
  })
}

/** The same where a cashier forgot it: somebody else counts, says why, and the cashier is told. Closed once, by whoever is first. */
export function closeForAnother(
  actor: Actor,
  id: string,
  form: ClosingForAnother,
  now: Date,
): Promise<{ cashier: string }> {
  authorize(actor, 'counter.close')
  return once(actor.id, `counter.close ${id}`, form, async (tx) => {
    const found = await tx.cashSession.findFirst({
      where: { id, AND: sessionsOf(actor) },
      select: { cashier: { select: { id: true, name: true, role: true } } },
    })
    if (!found) throw new NotFound()
    const { cashier } = found
    if (cashier.id === actor.id)
      throw new Refusal('This is your own counter. Close it where you close yours.')
    const counter = await heldCounter(tx, cashier.id)
    if (counter?.id !== id) throw new Refusal('This counter was closed already.')
    const { reason } = form
    const sums = await close(tx, counter, form, now, { closedById: actor.id, closingReason: reason })
    const details = { change: 'close', reason, cashier: cashier.id, ...sums }
    await audit(tx, actor, 'counter.close', { type: 'cash_session', id, details })
    await notify(
      tx,
      { accountId: cashier.id, name: cashier.name },
      {
        kind: 'counter',
        subject: t('{{name}} counted and closed your counter: {{reason}}', { name: actor.name, reason }),
        link: `${cashier.role === 'ADMIN' ? '/admin' : '/reception'}/counter/sessions/${id}`,
      },
    )
    return { cashier: cashier.name }
  })
}

/** What was counted and what should have been there, as the audit trail has it. */
async function close(
  tx: Tx,
  counter: { id: string; floatMinor: bigint },
  form: Closing,
  now: Date,
  by: { closedById: string; closingReason: string } | null = null,
): Promise<{ countedMinor: string; expectedMinor: string }> {
  const [counted, expected] = [countedMinor(form.counts), await cashIn(tx, counter)]
  if (counted !== expected && form.note === null) throw unexplained(counted - expected, expected)
  await tx.cashSession.update({
    where: { id: counter.id },
    data: {
      ...{ closedAt: now, counts: form.counts, countedMinor: counted, expectedMinor: expected },
      ...{ ...by, note: form.note, version: { increment: 1 } },
    },
    select: { id: true },
  })
  return { countedMinor: String(counted), expectedMinor: String(expected) }
}

function unexplained(differenceMinor: bigint, expectedMinor: bigint): Refusal {
  const more = differenceMinor > 0n
  return new Refusal(
    more
      ? 'That is {{difference}} more than the {{expected}} that should be there. Count again, or say why.'
      : 'That is {{difference}} less than the {{expected}} that should be there. Count again, or say why.',
    {
      field: 'note',
      values: {
        difference: written(more ? differenceMinor : -differenceMinor),
        expected: written(expectedMinor),
      },
    },
  )
}
