import type { Actor } from '../access/actor.js'
import { patientsOfInSql } from '../access/scopes.js'
import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Day } from '../shared/calendar.js'
import type { Likeness } from './duplicate-rules.js'
import type { GovernmentId } from './government-id-rules.js'
import { identityColumns, type PatientIdentity, type RawIdentity, withBirthDay } from './identity-queries.js'

/** Somebody who may be the same person, and why. */
export interface Twin extends PatientIdentity {
  why: Likeness[]
}

/** What is known of somebody who may be registered already; `id` where they have a record themselves. */
export interface Looked {
  id?: string
  name: string
  localName: string | null
  phone: string | null
  dateOfBirth: Day | null
  identity: GovernmentId | null
}

const MOST_TWINS = 5
/** Of each kind, before they are put in order. */
const CANDIDATES = 50
/** How alike two names are, from 0 to 1 (pg_trgm's word_similarity), of people who were born on the same day. */
const ALIKE_ON_THE_DAY = 0.55

/**
 * Records that are likely the same person's, the likeliest first, among the patients whom the person asking may know
 * of: the same government id, the same telephone, or a name like theirs (in any order, either script) and the same date
 * or year of birth.
 */
export async function likelyTwins(actor: Actor, told: Looked, now: Date, tx: Tx = db): Promise<Twin[]> {
  const { id = null, phone, dateOfBirth: born, identity, localName } = told
  const names = [told.name, ...(localName === null ? [] : [localName])]
  const known = Prisma.sql`p.merged_into_id IS NULL AND p.id IS DISTINCT FROM ${id}::uuid AND ${patientsOfInSql(actor, now)}`
  const alike = Prisma.sql`greatest(${Prisma.join(names.map((name) => Prisma.sql`word_similarity(search_text(${name}::text), p.search)`))})`
  const veryAlike = Prisma.join(
    names.map((name) => Prisma.sql`search_text(${name}::text) <% p.search`),
    ' OR ',
  )
  const found = await tx.$queryRaw<(RawIdentity & RawLikeness)[]>`
    WITH candidate AS (
      (SELECT p.id FROM patient p WHERE p.phone = ${phone} AND ${known} ORDER BY p.id LIMIT ${CANDIDATES})
      UNION
      (SELECT p.id FROM patient p
       WHERE p.government_id_kind = ${identity?.kind ?? null}::"GovernmentIdKind"
         AND p.government_id_number = ${identity?.number ?? null} AND ${known})
      UNION
      (SELECT p.id FROM patient p
       WHERE p.date_of_birth = ${born}::date AND ${alike} >= ${ALIKE_ON_THE_DAY} AND ${known} LIMIT ${CANDIDATES})
      UNION
      (SELECT p.id FROM patient p
       WHERE p.date_of_birth >= date_trunc('year', ${born}::date)
         AND p.date_of_birth < date_trunc('year', ${born}::date) + interval '1 year'
         AND (${veryAlike}) AND ${known} LIMIT ${CANDIDATES})
    ), judged AS (
      SELECT p.id, coalesce(p.phone = ${phone}, FALSE) AS "samePhone", ${alike}::float8 AS alike,
        coalesce(p.government_id_kind = ${identity?.kind ?? null}::"GovernmentIdKind"
          AND p.government_id_number = ${identity?.number ?? null}, FALSE) AS "sameId",
        coalesce(p.date_of_birth = ${born}::date, FALSE) AS "sameDay",
        coalesce(date_part('year', p.date_of_birth) = date_part('year', ${born}::date), FALSE) AS "sameYear"
      FROM candidate JOIN patient p USING (id)
    )
    SELECT ${identityColumns}, judged.* FROM judged JOIN patient p USING (id)
    ORDER BY "sameId" DESC, alike + CASE WHEN "samePhone" THEN 1 ELSE 0 END + CASE WHEN "sameDay" THEN 1 ELSE 0 END DESC, p.id
    LIMIT ${MOST_TWINS}`
  return found.map(({ samePhone, sameId, sameDay, sameYear, alike: likeness, ...row }) => {
    const likeName = likeness >= (sameDay ? ALIKE_ON_THE_DAY : 0.6)
    const why: Likeness[] = [
      ...(sameId ? ['ID' as const] : []),
      ...(samePhone ? ['PHONE' as const] : []),
      ...(likeName && sameDay ? ['NAME_AND_BIRTH' as const] : []),
      ...(likeName && sameYear && !sameDay ? ['NAME_AND_YEAR' as const] : []),
      ...(likeName && samePhone && !sameYear ? ['NAME' as const] : []),
    ]
    return { ...withBirthDay(row), why }
  })
}

interface RawLikeness {
  samePhone: boolean
  sameId: boolean
  sameDay: boolean
  sameYear: boolean
  alike: number
}
