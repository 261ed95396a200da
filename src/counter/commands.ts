import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { Refusal } from '../shared/errors.js'
import type { Closing, Opening } from './forms.js'
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
    const [counted, expected] = [countedMinor(form.counts), await cashIn(tx, counter)]
    if (counted !== expected && form.note === null) throw unexplained(counted - expected, expected)
    const { id } = counter
    await tx.cashSession.update({
      where: { id },
      data: {
        ...{ closedAt: now, counts: form.counts, countedMinor: counted, expectedMinor: expected },
        ...{ note: form.note, version: { increment: 1 } },
      },
      select: { id: true },
    })
    const details = { change: 'close', countedMinor: String(counted), expectedMinor: String(expected) }
    await audit(tx, actor, 'counter.own', { type: 'cash_session', id, details })
    return { id }
  })
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
