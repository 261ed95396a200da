import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import { atWork } from '../doctors/queries.js'
import { Prisma } from '../generated/prisma/client.js'
import type { LetterKind } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'

export interface LetterRow {
  id: string
  kind: LetterKind
  text: string
  sentAt: Date
  readAt: Date | null
  answer: string | null
  answeredAt: Date | null
  patientId: string
  patient: string
  localName: string | null
  patientNumber: number
  fromId: string
  from: string
  toId: string
  to: string
}

export type Box = 'inbox' | 'sent'

const PAGE_ROWS = 50

/** A doctor's letters, newest first; those before the letter with that id. */
export async function lettersOf(
  actor: Actor,
  box: Box,
  before: string | null,
): Promise<{ rows: LetterRow[]; more: boolean }> {
  authorize(actor, 'letter.own')
  const mine =
    box === 'inbox'
      ? Prisma.sql`l.to_id = ${actor.doctorId}::uuid`
      : Prisma.sql`l.from_id = ${actor.doctorId}::uuid`
  return pageOf(mine, before)
}

/** All letters about a patient whom the caller has reached through their scope. */
export function lettersAbout(patientId: string, before: string | null) {
  return pageOf(Prisma.sql`l.patient_id = ${patientId}::uuid`, before)
}

/** One letter that this doctor wrote or got. Throws NotFound. */
export async function findLetter(actor: Actor, id: string): Promise<LetterRow> {
  authorize(actor, 'letter.own')
  const [letter] = await letters(
    Prisma.sql`l.id = ${id}::uuid AND ${actor.doctorId}::uuid IN (l.from_id, l.to_id)`,
    1,
  )
  if (!letter) throw new NotFound()
  return letter
}

async function pageOf(whose: Prisma.Sql, before: string | null) {
  const older = Prisma.sql`AND (l.sent_at, l.id) < (
    (SELECT sent_at FROM colleague_letter WHERE id = ${before}::uuid), ${before}::uuid)`
  const found = await letters(Prisma.sql`${whose} ${before ? older : Prisma.empty}`, PAGE_ROWS + 1)
  return { rows: found.slice(0, PAGE_ROWS), more: found.length > PAGE_ROWS }
}

const letters = (which: Prisma.Sql, limit: number) => db.$queryRaw<LetterRow[]>`
  SELECT l.id, l.kind, l.text, l.sent_at AS "sentAt", l.read_at AS "readAt", l.answer,
    l.answered_at AS "answeredAt", p.id AS "patientId", p.name AS patient, p.local_name AS "localName",
    p.number AS "patientNumber", l.from_id AS "fromId", fa.name AS "from", l.to_id AS "toId", ta.name AS "to"
  FROM colleague_letter l
  JOIN patient p ON p.id = l.patient_id
  JOIN doctor f ON f.id = l.from_id
  JOIN account fa ON fa.id = f.account_id
  JOIN doctor r ON r.id = l.to_id
  JOIN account ta ON ta.id = r.account_id
  WHERE ${which}
  ORDER BY l.sent_at DESC, l.id DESC LIMIT ${limit}`

/** The doctors to whom one can write: those at work, but not oneself. */
export async function colleagues(actor: Actor) {
  const found = await db.doctor.findMany({
    where: { ...atWork, NOT: { id: actor.doctorId ?? '' } },
    orderBy: [{ specialisation: { name: 'asc' } }, { account: { name: 'asc' } }],
    take: 500,
    select: { id: true, account: { select: { name: true } }, specialisation: { select: { name: true } } },
  })
  return found.map(({ id, account, specialisation }) => ({
    id,
    name: account.name,
    specialisation: specialisation.name,
  }))
}

/** Whether this doctor is in charge of the patient now. */
export async function isInCharge(actor: Actor, patientId: string): Promise<boolean> {
  const own = await db.careAssignment.findFirst({
    where: { patientId, doctorId: actor.doctorId ?? '', endedAt: null },
    select: { id: true },
  })
  return own !== null
}
