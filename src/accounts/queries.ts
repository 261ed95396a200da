import type { Actor } from '../access/actor.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { AccountStatus } from '../generated/prisma/enums.js'

const actorFields = {
  id: true,
  role: true,
  name: true,
  patient: { select: { id: true } },
  doctor: { select: { id: true } },
} as const

export interface Person extends Actor {
  status: AccountStatus
  passwordHash: string | null
  username: string
  email: string | null
}

/** What a person is told on every page: notices that they have not read, and alerts that wait for an answer; ten at most. */
interface Waiting {
  unread: number
  alerts: number
}

/** A person as the database knows them now; null when they may no longer be in. One statement. */
export async function findActor(id: string): Promise<(Actor & Waiting) | null> {
  const [actor] = await db.$queryRaw<(Actor & Waiting)[]>(actorInSql(Prisma.sql`${id}::uuid`))
  return actor ?? null
}

/** The same, for a statement that knows the account's id by itself. */
export const actorInSql = (id: Prisma.Sql) => Prisma.sql`
  SELECT a."id", a."role"::text AS "role", a."name", p."id" AS "patientId", d."id" AS "doctorId", (
    SELECT count(*)::int FROM (
      SELECT FROM "message" m WHERE m."account_id" = a."id" AND m."channel" = 'IN_APP' AND m."read_at" IS NULL
      LIMIT 10) unread) AS "unread", (
    SELECT count(*)::int FROM (
      SELECT FROM "alert" e
      WHERE e."status" = 'OPEN' AND (
        a."role" IN ('ADMIN', 'RECEPTIONIST')
        OR (a."role" = 'DOCTOR' AND EXISTS (
          SELECT FROM "alert_step" s WHERE s."alert_id" = e."id" AND s."account_id" = a."id")))
      LIMIT 10) alerts) AS "alerts"
  FROM "account" a
  LEFT JOIN "patient" p ON p."account_id" = a."id"
  LEFT JOIN "doctor" d ON d."account_id" = a."id"
  WHERE a."id" = ${id} AND a."status" = 'ACTIVE'`

/** Who logs in by this email or username, in whatever capitals. */
export async function findPerson(identifier: string): Promise<Person | null> {
  const name = identifier.trim()
  const account = await db.account.findFirst({
    where: { OR: [{ email: name }, { username: name }] },
    select: { ...actorFields, status: true, passwordHash: true, username: true, email: true },
  })
  if (!account) return null
  const { patient, doctor, ...person } = account
  return { ...person, patientId: patient?.id ?? null, doctorId: doctor?.id ?? null }
}

/** How an account stands, for the person who gave its password but may not come in. */
export async function standingOf(id: string) {
  return db.account.findUnique({
    where: { id },
    select: {
      name: true,
      role: true,
      status: true,
      username: true,
      createdAt: true,
      decisionReason: true,
      patient: { select: { id: true } },
    },
  })
}

export async function ownAccount(actor: Actor) {
  return db.account.findUniqueOrThrow({
    where: { id: actor.id },
    select: { name: true, username: true, email: true, phone: true },
  })
}
