import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import { once } from '../db/once.js'
import { Prisma } from '../generated/prisma/client.js'
import { NotFound, Refusal } from '../shared/errors.js'

const LIST = 'appointments'
const MOST = 30

export interface SavedView {
  id: string
  name: string
  query: string
}

/** The filters that this person keeps for the list of visits, by name, each as JSON. */
export const savedViewsInSql = (actor: Actor) => Prisma.sql`
  SELECT json_build_object('id', w.id, 'name', w.name, 'query', w.query) FROM saved_view w
  WHERE w.account_id = ${actor.id}::uuid AND w.list = ${LIST} ORDER BY w.name LIMIT ${MOST}::int`

export function saveView(
  actor: Actor,
  form: { idempotency_key: string; name: string; query: string },
): Promise<{ id: string }> {
  authorize(actor, 'appointment.list')
  return once(actor.id, 'saved-view.create', form, async (tx) => {
    const { name, query } = form
    if ((await tx.savedView.count({ where: { accountId: actor.id, list: LIST } })) >= MOST)
      throw new Refusal('You keep {{most}} views already. Delete one first.', { values: { most: MOST } })
    return tx.savedView.create({
      data: { accountId: actor.id, list: LIST, name, query },
      select: { id: true },
    })
  })
}

export async function deleteView(actor: Actor, id: string): Promise<{ name: string }> {
  authorize(actor, 'appointment.list')
  const view = await db.savedView.findFirst({ where: { id, accountId: actor.id }, select: { name: true } })
  const { count } = await db.savedView.deleteMany({ where: { id, accountId: actor.id } })
  if (!view || count === 0) throw new NotFound()
  return view
}
