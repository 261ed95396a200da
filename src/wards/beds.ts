import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { transaction } from '../db/client.js'
import { once } from '../db/once.js'
import type { BedEquipment, SexPolicy } from '../generated/prisma/enums.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { lockOpenWard } from './commands.js'
import type { EditedBed, EditedRoom, NewBed, NewRoom } from './forms.js'
import { beginStay, endStay, lockBed } from './stays.js'

/** One more bed. It is cleaned before anybody lies in it. */
export async function addBed(actor: Actor, wardId: string, form: NewBed, now: Date): Promise<{ id: string }> {
  authorize(actor, 'ward.edit')
  const wanted = { ...form, wardId }
  return once(actor.id, 'ward.add-bed', wanted, async (tx) => {
    await lockOpenWard(tx, wardId)
    const { idempotency_key: _, ...columns } = form
    const bed = await tx.bed.create({ data: { wardId, ...columns, openedAt: now }, select: { id: true } })
    await beginStay(tx, { kind: 'CLEANING', bedId: bed.id, from: now, byId: actor.id })
    await audit(tx, actor, 'ward.edit', { type: 'bed', id: bed.id, details: { added: form.number } })
    return bed
  })
}

/** Where a bed stands and what belongs to it. */
export async function editBed(actor: Actor, id: string, form: EditedBed): Promise<void> {
  authorize(actor, 'ward.edit')
  await transaction(async (tx) => {
    const { version, ...columns } = form
    const { count } = await tx.bed.updateMany({
      where: { id, version, closedAt: null },
      data: { ...columns, version: { increment: 1 } },
    })
    if (count === 0) {
      const bed = await tx.bed.findUnique({ where: { id } })
      if (!bed) throw new NotFound()
      if (bed.closedAt)
        throw new Refusal('Bed {{number}} was taken away.', { values: { number: bed.number } })
      throw new Stale({ number: bed.number }, bed.version)
    }
    await audit(tx, actor, 'ward.edit', { type: 'bed', id, details: columns })
    await announce(tx, ['beds'])
  })
}

/** Takes a bed away, until it is brought back. Nobody may lie in it or be expected in it. */
export async function closeBed(
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ number: string; wardId: string; ward: { name: string } }> {
  authorize(actor, 'ward.edit')
  return transaction(async (tx) => {
    const bed = await lockBed(tx, id, now)
    const { number, state } = bed
    if (bed.closedAt) return bed
    if (state === 'OCCUPIED') throw new Refusal('Bed {{number}} is occupied.', { values: { number } })
    if (state === 'HELD') throw new Refusal('Bed {{number}} is held for a patient.', { values: { number } })
    const [ended] = await endStay(tx, { bedId: id }, now, actor.id)
    await tx.bed.update({
      where: { id },
      data: { closedAt: ended?.endedAt ?? now, version: { increment: 1 } },
    })
    await audit(tx, actor, 'ward.edit', { type: 'bed', id, details: { closed: number } })
    await announce(tx, ['beds'])
    return bed
  })
}

export async function addRoom(actor: Actor, wardId: string, form: NewRoom): Promise<{ id: string }> {
  authorize(actor, 'ward.edit')
  const wanted = { ...form, wardId }
  return once(actor.id, 'ward.add-room', wanted, async (tx) => {
    await lockOpenWard(tx, wardId)
    const { number, sexPolicy } = form
    const room = await tx.room.create({ data: { wardId, number, sexPolicy }, select: { id: true } })
    await audit(tx, actor, 'ward.edit', { type: 'room', id: room.id, details: { added: number, sexPolicy } })
    return room
  })
}

/** Who may lie in a room from now on; whoever lies there already stays. */
export async function editRoom(actor: Actor, id: string, form: EditedRoom): Promise<void> {
  authorize(actor, 'ward.edit')
  await transaction(async (tx) => {
    const { version, ...columns } = form
    const { count } = await tx.room.updateMany({
      where: { id, version },
      data: { ...columns, version: { increment: 1 } },
    })
    if (count === 0) {
      const room = await tx.room.findUnique({ where: { id } })
      if (!room) throw new NotFound()
      throw new Stale({ number: room.number, sexPolicy: room.sexPolicy }, room.version)
    }
    await audit(tx, actor, 'ward.edit', { type: 'room', id, details: columns })
    await announce(tx, ['beds'])
  })
}

export const bedFormValues = (bed: {
  number: string
  roomId: string | null
  equipment: BedEquipment[]
  version: number
}): Record<string, string | string[]> => ({
  ...{ version: String(bed.version), number: bed.number, roomId: bed.roomId ?? '' },
  equipment: bed.equipment,
})

export const roomFormValues = (room: { number: string; sexPolicy: SexPolicy; version: number }) => ({
  ...{ version: String(room.version), number: room.number, sexPolicy: room.sexPolicy },
})
