import type { Tx } from '../db/client.js'
import type { BedCondition } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'

export interface LockedBed {
  id: string
  number: string
  condition: BedCondition
  occupied: boolean
  wardId: string
  ward: { name: string }
}

/**
 * One bed, held until the transaction ends: whoever else wants it waits. Who lies in it is asked only after
 * the lock is ours, in a statement of its own: a statement that waited for a lock still sees the hospital as
 * it was when it began to wait.
 */
export async function lockBed(tx: Tx, id: string): Promise<LockedBed> {
  const [locked] = await tx.$queryRaw<
    { id: string }[]
  >`SELECT "id" FROM "bed" WHERE "id" = ${id}::uuid FOR UPDATE`
  if (!locked) throw new NotFound()
  const { stays, ...bed } = await tx.bed.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      number: true,
      condition: true,
      wardId: true,
      ward: { select: { name: true } },
      stays: { where: { endedAt: null }, select: { id: true } },
    },
  })
  return { ...bed, occupied: stays.length > 0 }
}
