import type { Tx } from '../db/client.js'

/**
 * Until the transaction ends nobody changes this doctor's hours or leave; others may book meanwhile. Gives what a
 * booking asks first of all: whether the doctor sees patients now, and whether some hold of theirs, or of this patient,
 * has run out and was not let go of yet.
 */
export async function keepTimetable(
  tx: Tx,
  doctorId: string,
  { now, patientId }: { now?: Date; patientId?: string } = {},
): Promise<{ atWork: boolean; lapsed: boolean }> {
  const [doctor] = await tx.$queryRaw<{ atWork: boolean; lapsed: boolean }[]>`
    SELECT pg_advisory_xact_lock_shared(${TIMETABLE_LOCK}::int, hashtext(${doctorId}))::text,
      EXISTS (SELECT FROM doctor d JOIN account a ON a.id = d.account_id
        WHERE d.id = ${doctorId}::uuid AND a.status = 'ACTIVE' AND a.password_hash IS NOT NULL) AS "atWork",
      EXISTS (SELECT FROM slot_hold h WHERE h.status = 'OPEN' AND h.held_until <= ${now ?? null}::timestamptz
        AND (h.doctor_id = ${doctorId}::uuid OR h.patient_id = ${patientId ?? null}::uuid)) AS lapsed`
  return doctor ?? { atWork: false, lapsed: false }
}

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
