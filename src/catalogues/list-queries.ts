import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { OrderKind } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import { type ItemChoice, itemColumns, type MedicineChoice, medicineColumns } from './queries.js'
import { wordsOf } from './search-rules.js'
import { foundWords } from './search-sql.js'

export const PAGE_ROWS = 50

export interface ListFilter {
  q: string
  /** Those of the list in force, or those that it no longer has. */
  active: boolean
  after: string | null
  before: string | null
}

export interface ListOf<Row> {
  rows: Row[]
  newer: boolean
  older: boolean
}

/** A page of the tests or the treatments by name. */
export function listItems(actor: Actor, kind: OrderKind, filter: ListFilter): Promise<ListOf<ItemChoice>> {
  authorize(actor, 'catalogue.view')
  return pageOf<ItemChoice>(filter, (place) => {
    const found = foundBy(filter, Prisma.sql`i.search`)
    return Prisma.sql`SELECT ${itemColumns} FROM catalogue_item i
      WHERE i.kind = ${kind}::"OrderKind" AND i.is_active = ${filter.active} AND ${found}
        AND ${place.beyond(Prisma.sql`(i.name, i.id)`, Prisma.sql`SELECT name, id FROM catalogue_item`)}
      ORDER BY i.name ${place.direction}, i.id ${place.direction} LIMIT ${PAGE_ROWS + 1}`
  })
}

/** A page of the medicines by name. */
export function listMedicines(actor: Actor, filter: ListFilter): Promise<ListOf<MedicineChoice>> {
  authorize(actor, 'catalogue.view')
  return pageOf<MedicineChoice>(filter, (place) => {
    const found = foundBy(filter, Prisma.sql`m.search`)
    return Prisma.sql`SELECT ${medicineColumns} FROM medicine m
      WHERE m.is_active = ${filter.active} AND ${found}
        AND ${place.beyond(Prisma.sql`(m.name, m.strength, m.id)`, Prisma.sql`SELECT name, strength, id FROM medicine`)}
      ORDER BY m.name ${place.direction}, m.strength ${place.direction}, m.id ${place.direction}
      LIMIT ${PAGE_ROWS + 1}`
  })
}

/** How many are in force and how many are kept for what names them. */
export async function countEntries(
  actor: Actor,
): Promise<Record<'TESTS' | 'TREATMENTS' | 'MEDICINES', { active: number; inactive: number }>> {
  authorize(actor, 'catalogue.view')
  const counted = await db.$queryRaw<{ of: string; active: number; inactive: number }[]>`
    SELECT kind::text AS of, count(*) FILTER (WHERE is_active)::int AS active,
      count(*) FILTER (WHERE NOT is_active)::int AS inactive FROM catalogue_item GROUP BY kind
    UNION ALL SELECT 'MEDICINE', count(*) FILTER (WHERE is_active)::int, count(*) FILTER (WHERE NOT is_active)::int
    FROM medicine`
  const of = (name: string) => {
    const { active = 0, inactive = 0 } = counted.find((row) => row.of === name) ?? {}
    return { active, inactive }
  }
  return { TESTS: of('TEST'), TREATMENTS: of('TREATMENT'), MEDICINES: of('MEDICINE') }
}

export async function findTest(actor: Actor, id: string) {
  authorize(actor, 'catalogue.view')
  const test = await db.catalogueItem.findUnique({
    where: { id, kind: 'TEST' },
    select: {
      id: true,
      code: true,
      name: true,
      category: true,
      specimen: true,
      preparation: true,
      priceMinor: true,
      turnaroundHours: true,
      isActive: true,
    },
  })
  if (!test) throw new NotFound()
  return test
}

interface Place {
  direction: Prisma.Sql
  /** Rows after, or before, the one where the page begins. */
  beyond: (columns: Prisma.Sql, edge: Prisma.Sql) => Prisma.Sql
}

async function pageOf<Row>(
  { after, before }: ListFilter,
  question: (place: Place) => Prisma.Sql,
): Promise<ListOf<Row>> {
  const backwards = after === null && before !== null
  const id = after ?? before
  const found = await db.$queryRaw<Row[]>(
    question({
      direction: backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`,
      beyond: (columns, edge) =>
        id === null
          ? Prisma.sql`TRUE`
          : Prisma.sql`${columns} ${backwards ? Prisma.sql`<` : Prisma.sql`>`} (${edge} WHERE id = ${id}::uuid)`,
    }),
  )
  const rows = found.slice(0, PAGE_ROWS)
  const more = found.length > PAGE_ROWS
  return backwards
    ? { rows: rows.reverse(), newer: more, older: true }
    : { rows, newer: after !== null, older: more }
}

function foundBy({ q }: ListFilter, column: Prisma.Sql): Prisma.Sql {
  const search = wordsOf(q)
  return search ? foundWords(column, search) : Prisma.sql`TRUE`
}
