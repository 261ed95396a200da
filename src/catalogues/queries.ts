import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { OrderKind } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { latest } from './release-queries.js'
import { type SafetyRules, safetyRulesSchema } from './safety-rules.js'
import { wordsOf } from './search-rules.js'
import { foundWords, nearness } from './search-sql.js'

/** A test or a treatment that can be ordered. */
export interface ItemChoice {
  id: string
  kind: OrderKind
  code: string
  name: string
  category: string
  specimen: string | null
  preparation: string | null
  priceMinor: bigint
  turnaroundHours: number | null
  isActive: boolean
}

/** What fits the words typed, best first: an exact code, then names that begin so, then the rest; slips forgiven. */
export async function searchItems(kind: OrderKind, typed: string, limit = 20): Promise<ItemChoice[]> {
  const search = wordsOf(typed)
  if (!search) return []
  const found = await db.$queryRaw<ItemChoice[]>`
    SELECT ${itemColumns} FROM catalogue_item i
    WHERE i.kind = ${kind}::"OrderKind" AND i.is_active AND ${foundWords(Prisma.sql`i.search`, search)}
    ORDER BY ${nearness({ search: Prisma.sql`i.search`, code: Prisma.sql`i.code`, name: Prisma.sql`i.name` }, search)}, i.name, i.id
    LIMIT ${limit}`
  return found
}

/** By their ids, also those that no list has any more. */
export async function findItems(ids: string[], tx: Tx = db): Promise<ItemChoice[]> {
  return tx.catalogueItem.findMany({ where: { id: { in: ids } }, select: itemSelect })
}

const itemSelect = {
  id: true,
  kind: true,
  code: true,
  name: true,
  category: true,
  specimen: true,
  preparation: true,
  priceMinor: true,
  turnaroundHours: true,
  isActive: true,
} as const

export const itemColumns = Prisma.sql`i.id, i.kind, i.code, i.name, i.category, i.specimen, i.preparation,
  i.price_minor AS "priceMinor", i.turnaround_hours AS "turnaroundHours", i.is_active AS "isActive"`

/** A product of one strength that can be prescribed. `unit` is what is counted: tablet, ml, puff. */
export interface MedicineChoice {
  id: string
  code: string
  name: string
  form: string
  strength: string
  route: string
  unit: string
  priceMinor: bigint
  isActive: boolean
  /** What one unit holds; `amountMg` is null where the strength is no weight. */
  ingredients: { code: string; amountMg: number | null }[]
}

/** What fits the words typed, best first: names that begin so, then the rest; slips forgiven. */
export async function searchMedicines(typed: string, limit = 20): Promise<MedicineChoice[]> {
  const search = wordsOf(typed)
  if (!search) return []
  return db.$queryRaw<MedicineChoice[]>`
    SELECT ${medicineColumns} FROM medicine m
    WHERE m.is_active AND ${foundWords(Prisma.sql`m.search`, search)}
    ORDER BY ${nearness({ search: Prisma.sql`m.search`, code: Prisma.sql`m.code`, name: Prisma.sql`m.name` }, search)},
      m.name, length(m.strength), m.strength, m.id
    LIMIT ${limit}`
}

/** By their ids, also those that no list has any more. */
export async function findMedicines(ids: string[], tx: Tx = db): Promise<MedicineChoice[]> {
  return tx.$queryRaw<MedicineChoice[]>`
    SELECT ${medicineColumns} FROM medicine m WHERE m.id = ANY(${ids}::uuid[]) ORDER BY m.name, m.strength, m.id`
}

export const medicineColumns = Prisma.sql`m.id, m.code, m.name, m.form, m.strength, m.route, m.unit,
  m.price_minor AS "priceMinor", m.is_active AS "isActive",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('code', g.code, 'amountMg', g.amount_mg) ORDER BY g.code), '[]')
   FROM medicine_ingredient g WHERE g.medicine_id = m.id) AS ingredients`

export interface RulesInForce {
  id: string
  version: string
  source: string
  publishedOn: Day
  reviewBy: Day | null
  rules: SafetyRules
}

let known: RulesInForce | null = null

/**
 * The safety rules in force, or null where none were ever loaded. Which ones they are is asked each time; what they say
 * is read once, for a list that was loaded never changes.
 */
export async function safetyRules(tx: Tx = db): Promise<RulesInForce | null> {
  const current = await tx.catalogueRelease.findFirst({
    where: { kind: 'SAFETY_RULES' },
    ...latest,
    select: { id: true },
  })
  if (!current) return null
  if (known?.id === current.id) return known
  const { publishedOn, reviewBy, rules, ...release } = await tx.catalogueRelease.findUniqueOrThrow({
    where: { id: current.id },
    select: { id: true, version: true, source: true, publishedOn: true, reviewBy: true, rules: true },
  })
  known = {
    ...release,
    publishedOn: dayFromColumn(publishedOn),
    reviewBy: reviewBy && dayFromColumn(reviewBy),
    rules: safetyRulesSchema.parse(rules),
  }
  return known
}
