import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'

const itemFields = {
  id: true,
  code: true,
  name: true,
  description: true,
  priceMinor: true,
  isActive: true,
  version: true,
} satisfies Prisma.ServiceItemSelect

export type ServiceItemRow = Prisma.ServiceItemGetPayload<{ select: typeof itemFields }>

/** All services, those that are offered first. */
export const allItems = (): Promise<ServiceItemRow[]> =>
  db.serviceItem.findMany({
    orderBy: [{ isActive: 'desc' }, { name: 'asc' }, { id: 'asc' }],
    take: 200,
    select: itemFields,
  })

/** What can be asked for now. */
export const offeredItems = (): Promise<ServiceItemRow[]> =>
  db.serviceItem.findMany({
    where: { isActive: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
    select: itemFields,
  })

export const findItem = (id: string, client: Tx = db): Promise<ServiceItemRow | null> =>
  client.serviceItem.findUnique({ where: { id }, select: itemFields })
