import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { asPatient, PAGE_ROWS, type PatientRow, type RawRow, rowColumns, rowJoins } from './list-queries.js'
import { partsOf, searchFor, slipsBetween } from './search-rules.js'

/**
 * The patients whom a few letters, a telephone number or a patient number fit, best first; where hardly any do,
 * also those whose names are like it. Null where too little was typed to look for.
 */
export async function searchPatients(
  actor: Actor,
  typed: string,
  now: Date,
  { limit = PAGE_ROWS, openOnly = false }: { limit?: number; openOnly?: boolean } = {},
): Promise<{ rows: PatientRow[]; similar: PatientRow[]; more: boolean } | null> {
  const search = searchFor(typed)
  if (!search) return null
  const reached = patientsOfInSql(actor, now)
  const scope = openOnly ? Prisma.sql`${reached} AND p.deactivated_at IS NULL` : reached
  const found = await db.$queryRaw<RawRow[]>`
    SELECT ${rowColumns} FROM (
      (SELECT p.id, p.search LIKE ${asPattern(search.words[0] ?? '')} || '%' ESCAPE '!' AS begins, FALSE AS is_number
       FROM patient p
       WHERE ${search.born ? Prisma.sql`p.date_of_birth = ${search.born}::date` : Prisma.join(search.words.map(has), ' AND ')}
         AND p.number IS DISTINCT FROM ${search.number ?? null}::int AND ${scope} LIMIT ${CANDIDATES})
      UNION ALL
      (SELECT p.id, FALSE, TRUE FROM patient p WHERE p.number = ${search.number ?? null}::int AND ${scope})
    ) candidate JOIN patient p USING (id) ${rowJoins}
    ORDER BY candidate.is_number DESC, candidate.begins DESC, p.name, p.id LIMIT ${limit + 1}`
  const rows = found.slice(0, limit).map(asPatient)
  if (!search.forgiving || found.length > FEW) return { rows, similar: [], more: found.length > limit }
  return { rows, similar: await similarTo(search.words, scope, rows), more: false }
}

/**
 * The ids of the patients whom what was typed fits, for the filter of another list: at most `most`, and one more says
 * that there are more. Null where too little was typed to look for.
 */
export async function patientsWhoFit(
  actor: Actor,
  typed: string,
  now: Date,
  most: number,
): Promise<string[] | null> {
  const search = searchFor(typed)
  if (!search) return null
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM patient p
    WHERE ${Prisma.join(search.words.map(has), ' AND ')} AND ${patientsOfInSql(actor, now)} LIMIT ${most + 1}`
  return found.map(({ id }) => id)
}

/** Those whose names are a slip or two away from what was typed, the nearest first. */
async function similarTo(words: string[], scope: Prisma.Sql, rows: PatientRow[]): Promise<PatientRow[]> {
  const candidates = await db.$queryRaw<{ id: string; search: string }[]>`
    SELECT p.id, p.search FROM patient p
    WHERE ${Prisma.join(words.map(hasNearly), ' AND ')} AND ${scope} LIMIT ${CANDIDATES}`
  const known = new Set(rows.map(({ id }) => id))
  const nearest = candidates
    .flatMap(({ id, search }) => ({ id, slips: known.has(id) ? null : slipsBetween(words, search) }))
    .filter((one): one is { id: string; slips: number } => one.slips !== null)
    .sort((one, other) => one.slips - other.slips)
    .slice(0, SIMILAR)
  if (nearest.length === 0) return []
  const place = new Map(nearest.map(({ id }, index) => [id, index]))
  const found = await db.$queryRaw<RawRow[]>`
    SELECT ${rowColumns} FROM patient p ${rowJoins} WHERE p.id = ANY(${[...place.keys()]}::uuid[])`
  return found.map(asPatient).sort((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0))
}

/** Before they are put in order, so that two common letters do not sort a million patients. */
const CANDIDATES = 300
const FEW = 3
const SIMILAR = 10

/** Two letters are looked for at the beginning of a word, for only there does the index know so few; more, anywhere. */
function has(word: string): Prisma.Sql {
  const pattern = asPattern(word)
  if (word.length > 2) return Prisma.sql`p.search LIKE '%' || ${pattern} || '%' ESCAPE '!'`
  return Prisma.sql`(p.search LIKE ${pattern} || '%' ESCAPE '!' OR p.search LIKE '% ' || ${pattern} || '%' ESCAPE '!')`
}

/** A word as it is, or what a slip leaves of it. */
function hasNearly(word: string): Prisma.Sql {
  const parts = partsOf(word)
  if (!parts) return has(word)
  return Prisma.sql`(p.search LIKE ${asPattern(parts.begin)} || '%' ESCAPE '!'
    OR p.search LIKE '% ' || ${asPattern(parts.begin)} || '%' ESCAPE '!'
    OR p.search LIKE '%' || ${asPattern(parts.end)} || ' %' ESCAPE '!')`
}

/** In the letters of the column, and with LIKE's own characters made plain only then: one letter can become one. */
const asPattern = (text: string) =>
  Prisma.sql`regexp_replace(search_text(${text}::text), '([!%_])', '!\\1', 'g')`
