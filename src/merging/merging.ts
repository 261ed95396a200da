import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { shutOut } from '../accounts/suspension.js'
import { audit } from '../audit/commands.js'
import { db, type Tx } from '../db/client.js'
import { violatedConstraint } from '../db/errors.js'
import { once } from '../db/once.js'
import type { Prisma } from '../generated/prisma/client.js'
import { patientNumber } from '../patients/rules.js'
import { mergeRequests } from '../requests/commands.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { type Filled, takenOver } from './rules.js'
import { asColumns, lockBoth, type SideRow, sidesOf } from './sides.js'

interface Merge {
  keptId: string
  goneId: string
  reason: string
  idempotency_key: string
}

/**
 * Makes one record of two: all rows of the gone one become the kept one's, its empty fields are filled, and the gone one
 * is closed and leads to the kept one. Everything is remembered, so that it can be undone.
 */
export function mergePatients(actor: Actor, form: Merge, now: Date): Promise<{ id: string }> {
  authorize(actor, 'patient.merge')
  const { keptId, goneId, reason } = form
  if (keptId === goneId) throw new Refusal('These are one record already.', { field: 'patientId' })
  return once(actor.id, 'patient.merge', form, async (tx) => {
    const [kept, gone] = await lockBoth(tx, keptId, goneId)
    if (!kept || !gone) throw new NotFound()
    await requireMergeable(tx, kept, gone)
    const request = await mergeRequests(tx, actor, keptId, goneId, now)
    const filled: Filled = {
      ...takenOver(await asked(tx, kept), await asked(tx, gone)),
      account: await accountOf(tx, kept, gone),
      request,
    }
    const { id } = await tx.patientMerge.create({
      data: {
        ...{ keptId, goneId, reason, mergedById: actor.id, mergedAt: now, moved: {} },
        filled: filled as unknown as Prisma.InputJsonObject,
      },
      select: { id: true },
    })
    await tx.$executeRaw`SELECT merge_patients(${id}::uuid)`
    await writeFields(tx, kept, gone, filled, now)
    await closeAccount(tx, actor, kept, filled, now)
    for (const patientId of [keptId, goneId])
      await audit(tx, actor, 'patient.merge', {
        type: 'patient-merge',
        id,
        patientId,
        details: { keptId, goneId, reason },
      })
    return { id }
  }).catch((error) => {
    throw inWords(error)
  })
}

/** Whether they can be merged as they are now, before anybody confirms it. */
export async function requireMergeableNow(
  actor: Actor,
  { keptId, goneId }: Pick<Merge, 'keptId' | 'goneId'>,
): Promise<void> {
  authorize(actor, 'patient.merge')
  const [kept, gone] = await sidesOf(db, keptId, goneId)
  if (!kept || !gone) throw new NotFound()
  await requireMergeable(db, kept, gone)
}

/** What stands in the way, in the words of whoever merges. The database has the last word: see `inWords`. */
async function requireMergeable(tx: Tx, kept: SideRow, gone: SideRow): Promise<void> {
  for (const { mergedIntoId, number } of [kept, gone])
    if (mergedIntoId)
      throw new Refusal('{{number}} was merged into another record already.', {
        values: { number: patientNumber(number) },
      })
  for (const { deactivatedAt, number } of [kept, gone])
    if (deactivatedAt)
      throw new Refusal('The record {{number}} is closed. Open it again before you merge it.', {
        values: { number: patientNumber(number) },
      })
  const stays = await tx.admission.count({
    where: { patientId: { in: [kept.id, gone.id] }, dischargedAt: null },
  })
  if (stays > 1) throw new Refusal(bothAdmitted)
}

const bothAdmitted = 'Both are admitted now. Discharge one of the two first, or they are two people.'

const sentences: Record<string, string> = {
  admission_one_open_per_patient: bothAdmitted,
  held_time_one_visit_per_patient:
    'Both have a visit at the same time. Cancel or move one of the two first, or they are two people.',
  waiting_entry_once: 'Both are on the same waiting list. Take one of the two off it first.',
  patient_merge_once: 'One of the two was merged into another record already.',
}

function inWords(error: unknown): unknown {
  const sentence = sentences[violatedConstraint(error) ?? '']
  return sentence ? new Refusal(sentence) : error
}

async function asked(tx: Tx, { id, fields, number }: SideRow) {
  const allergies = await tx.allergy.count({ where: { patientId: id, removedAt: null } })
  return { fields, number: patientNumber(number), hasAllergies: allergies > 0 }
}

async function accountOf(tx: Tx, kept: SideRow, gone: SideRow): Promise<Filled['account']> {
  if (gone.accountId === null) return null
  if (kept.accountId === null) return { id: gone.accountId, moved: true }
  const { status, decidedAt, ...decision } = await tx.account.findUniqueOrThrow({
    where: { id: gone.accountId },
    select: { status: true, decisionReason: true, decidedAt: true, decidedById: true },
  })
  return {
    id: gone.accountId,
    moved: false,
    status,
    decision: { ...decision, decidedAt: decidedAt?.toISOString() ?? null },
  }
}

/** The gone record first: what only one may have is free then. */
async function writeFields(tx: Tx, kept: SideRow, gone: SideRow, filled: Filled, now: Date): Promise<void> {
  const moved = filled.account?.moved ? filled.account.id : null
  await tx.patient.update({
    where: { id: gone.id },
    data: {
      ...asColumns(filled.gone.after),
      ...(moved && { accountId: null }),
      mergedIntoId: kept.id,
      deactivatedAt: now,
      version: { increment: 1 },
    },
    select: { id: true },
  })
  await tx.patient.update({
    where: { id: kept.id },
    data: {
      ...asColumns(filled.kept.after),
      ...(moved && { accountId: moved }),
      version: { increment: 1 },
    },
    select: { id: true },
  })
}

/** Two accounts of one person: the one of the kept record goes on. */
async function closeAccount(
  tx: Tx,
  actor: Actor,
  kept: SideRow,
  { account }: Filled,
  now: Date,
): Promise<void> {
  if (!account || account.moved) return
  await tx.account.update({
    where: { id: account.id },
    data: {
      status: 'SUSPENDED',
      decisionReason: `Your record is kept as ${patientNumber(kept.number)}, which has an account of its own.`,
      decidedAt: now,
      decidedById: actor.id,
      version: { increment: 1 },
    },
    select: { id: true },
  })
  await shutOut(tx, account.id)
  await audit(tx, actor, 'account.suspend', {
    type: 'account',
    id: account.id,
    details: { merged: true },
  })
}
