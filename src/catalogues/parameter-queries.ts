import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { ParameterEntry } from './parameter-rules.js'

/** A value that a test gives, with its limits for everybody. */
export interface ItemParameter extends Omit<ParameterEntry, 'position'> {
  id: string
  itemId: string
}

/** What the tests give, in its order, by the id of the test. A test without any has no entry. */
export async function parametersOf(
  itemIds: string[],
  tx: Tx = db,
): Promise<Map<string, [ItemParameter, ...ItemParameter[]]>> {
  const found = await tx.testParameter.findMany({
    where: { itemId: { in: itemIds } },
    orderBy: [{ itemId: 'asc' }, { position: 'asc' }, { code: 'asc' }],
    select: {
      id: true,
      itemId: true,
      code: true,
      name: true,
      kind: true,
      unit: true,
      decimals: true,
      choices: true,
      abnormal: true,
      critical: true,
      possibleLow: true,
      possibleHigh: true,
      ranges: {
        orderBy: [{ fromDays: 'asc' }, { sex: 'asc' }],
        select: {
          sex: true,
          fromDays: true,
          untilDays: true,
          low: true,
          high: true,
          criticalLow: true,
          criticalHigh: true,
        },
      },
    },
  })
  const byItem = new Map<string, [ItemParameter, ...ItemParameter[]]>()
  for (const { possibleLow, possibleHigh, ranges, ...rest } of found) {
    const parameter = {
      ...rest,
      possibleLow: numberOf(possibleLow),
      possibleHigh: numberOf(possibleHigh),
      ranges: ranges.map((range) => ({
        ...range,
        low: numberOf(range.low),
        high: numberOf(range.high),
        criticalLow: numberOf(range.criticalLow),
        criticalHigh: numberOf(range.criticalHigh),
      })),
    }
    const others = byItem.get(parameter.itemId)
    if (others) others.push(parameter)
    else byItem.set(parameter.itemId, [parameter])
  }
  return byItem
}

const numberOf = (value: Prisma.Decimal | null) => (value === null ? null : value.toNumber())
