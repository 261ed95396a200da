import type { Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'

/** Until the transaction ends nobody changes this doctor's hours or leave; others may book meanwhile. */
export async function keepTimetable(tx: Tx, doctorId: string): Promise<void> {
  await tx.$executeRaw`SELECT ${timetableKept(doctorId)}`
}

/** The same, as a column of a statement that takes what has to be taken first. */
export const timetableKept = (doctorId: string) =>
  Prisma.sql`pg_advisory_xact_lock_shared(${TIMETABLE_LOCK}::int, hashtext(${doctorId}))::text`

/** Until the transaction ends nobody books with this doctor, and nobody else changes the hours. */
export async function lockTimetable(tx: Tx, doctorId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TIMETABLE_LOCK}::int, hashtext(${doctorId}))`
}

/** The same for every doctor of the house, in one order, and who they are. */
export async function lockAllTimetables(tx: Tx): Promise<string[]> {
  const doctors = await tx.doctor.findMany({ orderBy: { id: 'asc' }, select: { id: true } })
  const ids = doctors.map(({ id }) => id)
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TIMETABLE_LOCK}::int, hashtext(id)) FROM unnest(${ids}::text[]) id`
  return ids
}

const TIMETABLE_LOCK = 7_401
