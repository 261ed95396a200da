import { config } from '../config.js'
import { db, type Tx, transaction } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { carryOut, type VisitToChange, visitFields } from './changes.js'

/**
 * Once a day is over on the hospital's wall, who was expected and did not come is marked so, and a request whose time
 * has come without an answer is declined and its patient told. Who waits or is with the doctor is left for people to
 * say, and so is a visit whose time fell away: the desk still owes it another one.
 */
export async function closeDays(now: Date): Promise<void> {
  const today = dayToColumn(dayIn(now, config.zone))
  await each({ status: 'CONFIRMED', strandedAt: null, day: { lt: today } }, (tx, visit) =>
    carryOut(tx, visit, 'no-show', {
      by: null,
      as: 'system.visit-no-show',
      reason: 'Marked by itself at the day’s end.',
      now,
    }),
  )
  await each({ status: 'REQUESTED', strandedAt: null, startsAt: { lte: now } }, (tx, visit) =>
    carryOut(tx, visit, 'reject', {
      by: null,
      as: 'system.visit-rejection',
      reason:
        'The time came before anybody had answered the request. We are sorry: please choose another one.',
      now,
    }),
  )
}

const BATCH = 200

/** Each visit in a transaction of its own: two processes at once share them, and one that fails keeps back no other. */
async function each(
  where: Prisma.AppointmentWhereInput,
  close: (tx: Tx, visit: VisitToChange) => Promise<void>,
): Promise<void> {
  let after = NO_ID
  let failure: unknown
  for (;;) {
    const due = await db.appointment.findMany({
      where: { ...where, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true },
    })
    for (const { id } of due) {
      const done = transaction(async (tx) => {
        // Whoever holds it is changing it just now: another process that closes days, or somebody at the desk.
        const [mine] = await tx.$queryRaw<object[]>`
          SELECT 1 FROM "appointment" WHERE "id" = ${id}::uuid FOR UPDATE SKIP LOCKED`
        const visit =
          mine && (await tx.appointment.findFirst({ where: { ...where, id }, select: visitFields }))
        if (visit) await close(tx, visit)
      })
      await done.catch((error) => {
        if (!(error instanceof Refusal)) failure = error
      })
    }
    const last = due.at(-1)
    if (!last || due.length < BATCH) break
    after = last.id
  }
  if (failure) throw failure
}

const NO_ID = '00000000-0000-0000-0000-000000000000'
