import type { Actor } from '../access/actor.js'
import { draftsOf } from '../access/money-scopes.js'
import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import { NotFound } from '../shared/errors.js'
import { lineOf, openCharge } from './charges.js'
import { readDiscount, writtenDiscount } from './discount-rules.js'

/** A draft with those of its charges that are still open, in the order of the work. Throws NotFound. */
export async function findDraft(tx: Tx, actor: Actor, id: string) {
  const draft = await tx.invoiceDraft.findFirst({
    where: { id, AND: draftsOf(actor) },
    select: {
      ...{ id: true, patientId: true, createdById: true, createdAt: true, version: true },
      ...{ discountMinor: true, discountBasisPoints: true, discountReason: true },
      lines: {
        where: { charge: { invoiceLineId: null, voidedAt: null } },
        orderBy: [{ charge: { occurredAt: 'asc' } }, { chargeId: 'asc' }],
        select: {
          ...{ chargeId: true, discountMinor: true, discountBasisPoints: true, discountReason: true },
          charge: { select: openCharge },
        },
      },
    },
  })
  if (!draft) throw new NotFound()
  return draft
}

export type Draft = Awaited<ReturnType<typeof findDraft>>

/** What a draft would bill. */
export function askingOf(draft: Draft) {
  const { discountReason } = draft
  const discount = readDiscount(draft)
  return {
    charges: draft.lines.map((line) => ({
      ...lineOf(line.charge),
      chargeId: line.chargeId,
      discount: readDiscount(line),
      discountReason: line.discountReason,
    })),
    discount: discount && { of: discount, reason: discountReason ?? '' },
  }
}

/** A draft as its form has it. */
export function draftValues(draft: Draft) {
  return {
    line: draft.lines.map(({ chargeId }) => chargeId),
    lineDiscount: draft.lines.map((line) => writtenDiscount(readDiscount(line), config.currency)),
    lineReason: draft.lines.map(({ discountReason }) => discountReason ?? ''),
    discount: writtenDiscount(readDiscount(draft), config.currency),
    discountReason: draft.discountReason ?? '',
  }
}

/** Which of these charges stand on a draft, and on which. */
export async function draftedCharges(tx: Tx, patientId: string): Promise<Map<string, string>> {
  const lines = await tx.invoiceDraftLine.findMany({
    where: { draft: { patientId } },
    select: { chargeId: true, draftId: true },
  })
  return new Map(lines.map(({ chargeId, draftId }) => [chargeId, draftId]))
}

export interface ListedDraft {
  draftId: string
  patient: PatientIdentity
  createdAt: Date
  createdBy: string
  charges: number
  /** Before anything is taken off or added. */
  askedMinor: bigint
}

const PAGE_ROWS = 50

/** All drafts, the oldest first, from after that one on; of one patient only, if named. */
export async function listDrafts(after: string | null): Promise<{ rows: ListedDraft[]; more: boolean }> {
  const found = await db.$queryRaw<(RawIdentity & Omit<ListedDraft, 'patient'>)[]>`
    SELECT d.id AS "draftId", d.created_at AS "createdAt", a.name AS "createdBy", l.charges, l.asked AS "askedMinor",
      ${identityColumns}
    FROM invoice_draft d JOIN patient p ON p.id = d.patient_id JOIN account a ON a.id = d.created_by_id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS charges, coalesce(sum(c.quantity * c.unit_price_minor), 0)::bigint AS asked
      FROM invoice_draft_line dl JOIN charge c ON c.id = dl.charge_id WHERE dl.draft_id = d.id) l
    ${
      after
        ? Prisma.sql`WHERE (d.created_at, d.id) > ((SELECT e.created_at FROM invoice_draft e WHERE e.id = ${after}::uuid), ${after}::uuid)`
        : Prisma.empty
    }
    ORDER BY d.created_at, d.id LIMIT ${PAGE_ROWS + 1}`
  const rows = found
    .slice(0, PAGE_ROWS)
    .map(({ draftId, createdAt, createdBy, charges, askedMinor, ...patient }) => ({
      ...{ draftId, createdAt, createdBy, charges, askedMinor },
      patient: withBirthDay(patient),
    }))
  return { rows, more: found.length > PAGE_ROWS }
}
