import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { db, type Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { type Day, dayFromColumn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { supersede } from '../verification/printing.js'
import { allEntries, type Period, sumsOf } from './queries.js'
import type { Entry } from './rules.js'

interface PrintForm {
  idempotency_key: string
  from: Day
  until: Day
}

/**
 * A statement for paper: it keeps as of when it is, and what it comes to, so that it reads the same whenever it is
 * printed again. Where nothing happened since the last one of the same days, that one is given; otherwise the last one
 * does not hold any more.
 */
export function issueStatement(
  actor: Actor,
  patientId: string,
  form: PrintForm,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'statement.create')
  return once(actor.id, `statement.create ${patientId}`, form, async (tx) => {
    const patient = await tx.patient.findFirst({
      where: { id: patientId, AND: patientsOf(actor, now) },
      select: { id: true },
    })
    if (!patient) throw new NotFound()
    await lockPatient(tx, patientId)
    const { from, until } = form
    const period = { patientId, from, until, asOf: now }
    await allEntries(tx, period)
    const { openingMinor, closingMinor, entries } = await sumsOf(tx, period)
    const last = await lastStatement(tx, period)
    if (last) {
      const then = await sumsOf(tx, { ...period, asOf: last.issuedAt })
      if (
        then.entries === entries &&
        last.openingMinor === openingMinor &&
        last.closingMinor === closingMinor
      )
        return { id: last.id }
      await supersede(tx, 'STATEMENT', last.id, now)
    }
    const { id } = await tx.statement.create({
      data: {
        ...{ patientId, fromDay: dayToColumn(from), untilDay: dayToColumn(until) },
        ...{ openingMinor, closingMinor, issuedAt: now, issuedById: actor.id },
      },
      select: { id: true },
    })
    const details = { from, until }
    await audit(tx, actor, 'statement.create', { type: 'statement', id, patientId, details })
    return { id }
  })
}

export interface Statement extends Period {
  id: string
  openingMinor: bigint
  closingMinor: bigint
  entries: Entry[]
}

/**
 * A statement as it was issued, of a patient whom the caller reached. Throws NotFound; refused where the account was
 * put together with another one since, because then it would not read the same.
 */
export async function findStatement(patientId: string, id: string): Promise<Statement> {
  const found = await db.statement.findFirst({
    where: { id, patientId },
    select: { fromDay: true, untilDay: true, issuedAt: true, openingMinor: true, closingMinor: true },
  })
  if (!found) throw new NotFound()
  const { fromDay, untilDay, issuedAt, openingMinor, closingMinor } = found
  const days = { from: dayFromColumn(fromDay), until: dayFromColumn(untilDay) }
  const period = { patientId, ...days, asOf: issuedAt }
  const entries = await allEntries(db, period)
  const now = await sumsOf(db, period)
  if (now.openingMinor !== openingMinor || now.closingMinor !== closingMinor)
    throw new Refusal('The account has changed since this statement was made. Make a new one.')
  return { id, ...period, openingMinor, closingMinor, entries }
}

const lastStatement = (tx: Tx, { patientId, from, until }: Period) =>
  tx.statement.findFirst({
    where: { patientId, fromDay: dayToColumn(from), untilDay: dayToColumn(until) },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, issuedAt: true, openingMinor: true, closingMinor: true },
  })
