import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { NotFound, Stale } from '../shared/errors.js'
import { plainAmount } from '../shared/money.js'
import { findItem, type ServiceItemRow } from './catalogue-queries.js'
import type { ChangedItem, NewItem } from './forms.js'

export function addItem(actor: Actor, form: NewItem): Promise<{ id: string; name: string }> {
  authorize(actor, 'service.edit-catalogue')
  const { code, name, description, price } = form
  return once(actor.id, 'service.add', form, async (tx) => {
    const item = await tx.serviceItem.create({
      data: { code: code.toUpperCase(), name, description, priceMinor: price },
      select: { id: true, name: true },
    })
    const details = { added: name, price: String(price) }
    await audit(tx, actor, 'service.edit-catalogue', { type: 'service_item', id: item.id, details })
    return item
  })
}

/** Another name, description or price. What is done already keeps the price that it had when it was done. */
export function changeItem(
  actor: Actor,
  id: string,
  { version, price, name, description, isActive }: ChangedItem,
): Promise<{ name: string }> {
  authorize(actor, 'service.edit-catalogue')
  return transaction(async (tx) => {
    const former = await findItem(id, tx)
    if (!former) throw new NotFound()
    const { count } = await tx.serviceItem.updateMany({
      where: { id, version },
      data: { name, description, priceMinor: price, isActive, version: { increment: 1 } },
    })
    if (count === 0) throw new Stale(itemValues(former), former.version)
    const details = { former: String(former.priceMinor), price: String(price), offered: isActive }
    await audit(tx, actor, 'service.edit-catalogue', { type: 'service_item', id, details })
    return { name }
  })
}

/** As the form has it. */
export const itemValues = ({
  name,
  description,
  priceMinor,
  isActive,
}: ServiceItemRow): Record<string, string> => ({
  name,
  description,
  price: plainAmount(priceMinor, config.currency),
  isActive: isActive ? 'on' : '',
})
