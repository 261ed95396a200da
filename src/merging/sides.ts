import type { Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { type Day, dayFromColumn, dayToColumn } from '../shared/calendar.js'
import type { Fields } from './rules.js'

const columns = {
  id: true,
  number: true,
  name: true,
  localName: true,
  sex: true,
  dateOfBirth: true,
  phone: true,
  email: true,
  address: true,
  bloodGroup: true,
  governmentIdKind: true,
  governmentIdNumber: true,
  medicalHistory: true,
  photoId: true,
  noKnownAllergiesAt: true,
  accountId: true,
  deactivatedAt: true,
  mergedIntoId: true,
} satisfies Prisma.PatientSelect

type Row = Prisma.PatientGetPayload<{ select: typeof columns }>

export interface SideRow extends Pick<Row, 'id' | 'number' | 'accountId' | 'deactivatedAt' | 'mergedIntoId'> {
  fields: Fields
}

/**
 * Both records, held until the transaction ends; always in the order of their ids, so that two merges of the same two
 * never wait for each other. Null for one that does not exist.
 */
export async function lockBoth(
  tx: Tx,
  one: string,
  other: string,
): Promise<[SideRow | null, SideRow | null]> {
  const ids = [one, other].sort()
  await tx.$queryRaw`SELECT 1 FROM patient WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
  return sidesOf(tx, one, other)
}

export async function sidesOf(tx: Tx, one: string, other: string): Promise<[SideRow | null, SideRow | null]> {
  const rows = await tx.patient.findMany({ where: { id: { in: [one, other] } }, select: columns })
  const side = (id: string) => {
    const row = rows.find((each) => each.id === id)
    return row ? asSide(row) : null
  }
  return [side(one), side(other)]
}

function asSide({ id, number, accountId, deactivatedAt, mergedIntoId, ...fields }: Row): SideRow {
  return {
    ...{ id, number, accountId, deactivatedAt, mergedIntoId },
    fields: {
      ...fields,
      dateOfBirth: fields.dateOfBirth && dayFromColumn(fields.dateOfBirth),
      noKnownAllergiesAt: fields.noKnownAllergiesAt?.toISOString() ?? null,
    },
  }
}

/** The fields as their columns are written. */
export function asColumns({
  dateOfBirth,
  noKnownAllergiesAt,
  ...fields
}: Partial<Fields>): Prisma.PatientUncheckedUpdateInput {
  return {
    ...fields,
    ...(dateOfBirth !== undefined && { dateOfBirth: dateOfBirth && dayToColumn(dateOfBirth as Day) }),
    ...(noKnownAllergiesAt !== undefined && {
      noKnownAllergiesAt: noKnownAllergiesAt && new Date(noKnownAllergiesAt),
    }),
  }
}
