import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { searchFor } from '../patients/search-rules.js'
import { dayToColumn } from '../shared/calendar.js'
import type { EmergencyRequest } from './forms.js'
import { isThisName } from './rules.js'

const MOST_BORN_THAT_DAY = 500

/**
 * The open records that fit exactly what a doctor knows of somebody: the number; or the whole name or the telephone
 * number, with the date of birth. Nothing less names anybody, so that nobody browses here.
 */
export async function whoFits(tx: Tx, form: EmergencyRequest): Promise<{ id: string; number: number }[]> {
  if (form.number !== null) return byNumber(tx, numberIn(form.number))
  if (!form.dateOfBirth) return []
  const born = await tx.patient.findMany({
    where: {
      dateOfBirth: dayToColumn(form.dateOfBirth),
      deactivatedAt: null,
      ...(form.phone && { phone: form.phone }),
    },
    take: MOST_BORN_THAT_DAY,
    select: { id: true, number: true, name: true, localName: true },
  })
  const { name } = form
  if (name === null) return born
  return born.filter((one) => [one.name, one.localName ?? ''].some((known) => isThisName(known, name)))
}

/** Of a record that was merged with another one, that other one: the wristband may bear the former number. */
async function byNumber(tx: Tx, number: number | null): Promise<{ id: string; number: number }[]> {
  if (number === null) return []
  const select = { id: true, number: true, deactivatedAt: true, mergedIntoId: true } as const
  let found = await tx.patient.findUnique({ where: { number }, select })
  for (let steps = 0; found?.mergedIntoId && steps < 10; steps++)
    found = await tx.patient.findUnique({ where: { id: found.mergedIntoId }, select })
  return found && !found.deactivatedAt ? [found] : []
}

/** 'W-004211', 'w 4211' or '4211'. */
function numberIn(typed: string): number | null {
  const plain = /^\d{1,9}$/.test(typed) ? `W-${typed}` : typed
  const [word] = searchFor(plain)?.words ?? []
  const [, digits] = /^w-(\d{1,9})$/.exec(word ?? '') ?? []
  return digits ? Number(digits) : null
}

export interface EmergencyRow {
  id: string
  doctor: string
  patientId: string
  patient: string
  number: number
  reason: string
  startedAt: Date
  endsAt: Date
}

const PAGE_ROWS = 50

/** Every time that a doctor opened a record in an emergency, the last first. */
export async function emergencies(
  actor: Actor,
  before: string | null,
): Promise<{ rows: EmergencyRow[]; more: boolean }> {
  authorize(actor, 'emergency-access.list')
  const older = Prisma.sql`(b.started_at, b.id) < ((SELECT started_at FROM break_glass WHERE id = ${before}::uuid), ${before}::uuid)`
  const found = await db.$queryRaw<EmergencyRow[]>`
    SELECT b.id, a.name AS doctor, p.id AS "patientId", p.name AS patient, p.number, b.reason,
      b.started_at AS "startedAt", b.ends_at AS "endsAt"
    FROM break_glass b
    JOIN patient p ON p.id = b.patient_id
    JOIN doctor d ON d.id = b.doctor_id
    JOIN account a ON a.id = d.account_id
    WHERE ${before ? older : Prisma.sql`TRUE`}
    ORDER BY b.started_at DESC, b.id DESC LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS), more: found.length > PAGE_ROWS }
}

/** What this doctor has open in an emergency now. */
export function openNow(actor: Actor, now: Date) {
  return db.$queryRaw<{ patientId: string; patient: string; endsAt: Date }[]>`
    SELECT p.id AS "patientId", p.name AS patient, b.ends_at AS "endsAt"
    FROM break_glass b JOIN patient p ON p.id = b.patient_id
    WHERE b.doctor_id = ${actor.doctorId}::uuid AND b.ends_at > ${now}
    ORDER BY b.ends_at DESC LIMIT 20`
}
