import { db, transaction } from '../db/client.js'
import { withdrawRequests } from './commands.js'

/** Whoever was advised longer ago and never came is not waiting any more. What people asked for they end themselves. */
const WAITING_DAYS = 14

/** Takes those off the list whom a triage put there long ago, and whose record was closed while they waited. */
export async function lapseRequests(now: Date): Promise<void> {
  const earliest = new Date(now.getTime() - WAITING_DAYS * 24 * 60 * 60 * 1000)
  const stale = await db.admissionRequest.findMany({
    where: { status: 'WAITING', source: 'TRIAGE', requestedAt: { lt: earliest } },
    select: { patientId: true },
  })
  for (const { patientId } of stale)
    await transaction((tx) => withdrawRequests(tx, null, patientId, LAPSED, now, ['TRIAGE']))
  const closed = await db.admissionRequest.findMany({
    where: { status: 'WAITING', patient: { deactivatedAt: { not: null } } },
    select: { patientId: true },
  })
  for (const { patientId } of closed)
    await transaction((tx) => withdrawRequests(tx, null, patientId, CLOSED, now))
}

const CLOSED = 'The record was closed.'

const LAPSED = 'Nobody came within 14 days of the triage.'
