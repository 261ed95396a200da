import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { AlertKind } from '../generated/prisma/enums.js'
import type { Values } from '../shared/errors.js'
import { type Cause, standing } from './cause-rules.js'
import { tellWorse } from './chain.js'

/** What an alert says, and all that it is about: as the column has it. */
export const factsOf = (facts: Values, causes: Cause[]) =>
  ({ ...facts, ...(causes.length > 0 && { causes }) }) as unknown as Prisma.InputJsonObject

interface Of {
  patientId: string
  kind: AlertKind
}

/**
 * Adds a cause to the alert of its kind about the patient that nobody has answered yet. Whoever is asked to answer now is
 * told again where it is worse, and nobody otherwise. Gives the alert; null where none is open: of two causes at the same
 * instant the second waits here until the first has raised one.
 */
export async function joinOpenAlert(
  tx: Tx,
  { patientId, kind, raisedById }: Of & { raisedById: string | null },
  cause: Cause,
  now: Date,
): Promise<string | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ALERT_LOCK}::int, hashtext(${`${kind} ${patientId}`}))`
  const alert = await openAlert(tx, patientId, kind)
  if (!alert) return null
  const { id } = alert
  const before = alert.facts.causes
  const isWorse = standing([...before, cause]) === cause
  await stand(tx, alert, [...before, { ...cause, isWorse }])
  const details = { kind, cause: cause.subjectId, isWorse }
  await audit(tx, null, 'system.alert-add', { type: 'alert', id, patientId, details })
  if (isWorse) await tellWorse(tx, id, raisedById, now)
  else await announce(tx, ['alerts'])
  return id
}

const ALERT_LOCK = 7_403

/**
 * A cause was struck out: an alert that nobody has answered yet goes on with the worst that is left. Gives false where
 * nothing is left, or where it is about nothing else.
 */
export async function leaveOpenAlert(
  tx: Tx,
  { patientId, kind }: Of,
  subjectId: string,
  now: Date,
): Promise<boolean> {
  const alert = await openAlert(tx, patientId, kind, subjectId)
  if (!alert) return false
  const struckAt = now.toISOString()
  const causes = alert.facts.causes.map((cause) =>
    cause.subjectId === subjectId ? { ...cause, struckAt } : cause,
  )
  const left = await stand(tx, alert, causes)
  if (left) await announce(tx, ['alerts'])
  return left !== null
}

interface OpenAlert {
  id: string
  facts: Values & { causes: Cause[] }
}

/** Held until the transaction ends: whoever answers it at the same instant is first, or answers this as well. */
async function openAlert(tx: Tx, patientId: string, kind: AlertKind, about?: string) {
  const one = JSON.stringify(about ? [{ subjectId: about }] : [])
  const [alert] = await tx.$queryRaw<OpenAlert[]>`
    SELECT id, facts FROM alert
    WHERE patient_id = ${patientId}::uuid AND kind = ${kind}::"AlertKind" AND status = 'OPEN'
      AND facts -> 'causes' @> ${one}::jsonb
    ORDER BY raised_at DESC, id DESC LIMIT 1 FOR UPDATE`
  return alert
}

/** Lets an alert stand for the worst of its causes, and gives that; with none left it says what it said. */
async function stand(tx: Tx, { id, facts }: OpenAlert, causes: Cause[]): Promise<Cause | null> {
  const stands = standing(causes)
  const { causes: _before, ...said } = facts
  await tx.alert.update({
    where: { id },
    data: {
      ...(stands && { subjectId: stands.subjectId, text: stands.text }),
      ...{ facts: factsOf(stands?.facts ?? said, causes), version: { increment: 1 } },
    },
    select: { id: true },
  })
  return stands
}
