import type { Tx } from '../db/client.js'
import { lettersAfter, tokenOf } from './token-rules.js'

/**
 * The next token of a doctor's day. It is counted in the transaction of the arrival, so that numbers have no holes; the
 * day's row makes arrivals at one doctor take turns.
 */
export async function nextToken(tx: Tx, doctorId: string, day: Date): Promise<string> {
  const counted = (await countOn(tx, doctorId, day)) ?? (await openDay(tx, doctorId, day))
  return tokenOf(counted.letter, counted.last)
}

interface Counted {
  letter: string
  last: number
}

async function countOn(tx: Tx, doctorId: string, day: Date): Promise<Counted | undefined> {
  const [counted] = await tx.$queryRaw<Counted[]>`
    UPDATE queue_day SET last = last + 1 WHERE doctor_id = ${doctorId}::uuid AND day = ${day}::date
    RETURNING letter, last`
  return counted
}

/** The first arrival of a day at a doctor takes the next letters. One at a time, so that no two doctors get the same. */
async function openDay(tx: Tx, doctorId: string, day: Date): Promise<Counted> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LETTER_LOCK}::int, extract(epoch FROM ${day}::date)::int / 86400)`
  // Somebody else may have opened it while we waited.
  const opened = await countOn(tx, doctorId, day)
  if (opened) return opened
  const [latest] = await tx.$queryRaw<{ letter: string }[]>`
    SELECT letter FROM queue_day WHERE day = ${day}::date ORDER BY length(letter) DESC, letter DESC LIMIT 1`
  return tx.queueDay.create({
    data: { doctorId, day, letter: lettersAfter(latest?.letter ?? null), last: 1 },
    select: { letter: true, last: true },
  })
}

const LETTER_LOCK = 7_402
