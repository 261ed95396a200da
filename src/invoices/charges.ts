import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { MOST_CHARGES } from './charge-forms.js'
import type { BilledCharge } from './reckoning-rules.js'
import type { LineKind } from './rules.js'

/** What is to be paid and stands on no invoice yet. */
export interface OpenCharge {
  id: string
  /** The stay that it belongs to; null for what was done outside of one. */
  admissionId: string | null
  kind: LineKind
  description: string
  quantity: number
  unitPriceMinor: bigint
  occurredAt: Date
  sourceType: string
  sourceId: string
}

/** Work that costs something, as whoever does it notes it. */
export interface NewCharge {
  patientId: string
  /** The stay that it belongs to; null for what is done outside of one. */
  admissionId: string | null
  kind: LineKind
  /** The kind of record that says that it was done ('service_request'), and which one. */
  sourceType: string
  sourceId: string
  /** As the invoice will say it. */
  description: string
  quantity?: number
  unitPriceMinor: bigint
  occurredAt: Date
  createdById: string
}

/**
 * Notes what is to be paid, in the transaction of the work itself. The same work is charged once: the database refuses
 * a second charge of one source, unless the first was taken back.
 */
export function addCharge(tx: Tx, charge: NewCharge): Promise<{ id: string }> {
  return tx.charge.create({ data: charge, select: { id: true } })
}

/** Takes back what was charged for one piece of work. Refused where an invoice has it: that is never changed. */
export async function voidCharge(
  tx: Tx,
  sourceType: string,
  sourceId: string,
  reason: string,
  now: Date,
): Promise<{ id: string; patientId: string }> {
  const taken = await unchargeSource(tx, sourceType, sourceId, reason, now)
  if (taken.became === 'BILLED')
    throw new Refusal('An invoice has this charge already, and an issued invoice is never changed.')
  if (taken.became === 'NONE') throw new Refusal('This charge was taken back already.')
  return { id: taken.id, patientId: taken.charge.patientId }
}

/** What became of the charge of work that was not done after all; there is none of what costs nothing. */
export type Uncharged =
  | { became: 'NONE' }
  /** An invoice has it, and is never changed: it is credited there (`overbilledLines`). */
  | { became: 'BILLED' }
  | { became: 'VOID'; id: string; charge: Omit<NewCharge, 'createdById'> }

/** The same where the work itself is taken back, whatever became of its charge. */
export async function unchargeSource(
  tx: Tx,
  sourceType: string,
  sourceId: string,
  reason: string,
  now: Date,
): Promise<Uncharged> {
  const [taken] = await tx.charge.updateManyAndReturn({
    where: { sourceType, sourceId, voidedAt: null, invoiceLineId: null },
    data: { voidedAt: now, voidReason: reason },
    select: {
      ...{ id: true, patientId: true, admissionId: true, kind: true, sourceType: true, sourceId: true },
      ...{ description: true, quantity: true, unitPriceMinor: true, occurredAt: true },
    },
  })
  if (!taken) return { became: (await isCharged(tx, sourceType, sourceId)) ? 'BILLED' : 'NONE' }
  const { id, ...charge } = taken
  await leaveDrafts(tx, [id])
  return { became: 'VOID', id, charge }
}

/** Whether a charge of this piece of work stands, on an invoice or on none. */
export const isCharged = async (tx: Tx, sourceType: string, sourceId: string): Promise<boolean> =>
  (await tx.charge.count({ where: { sourceType, sourceId, voidedAt: null } })) > 0

/** A charge as the line of a bill. */
export const lineOf = (charge: OpenCharge): BilledCharge => ({
  chargeId: charge.id,
  kind: charge.kind,
  description: charge.description,
  quantity: charge.quantity,
  unitPriceMinor: charge.unitPriceMinor,
  occurredOn: dayIn(charge.occurredAt, config.zone),
})

/** Stays that have ended and whose invoice was made void: what is open of them waits for their final bill. */
export const awaitsFinalBill = {
  dischargedAt: { not: null },
  invoices: { some: { voiding: { isNot: null } }, none: { voiding: null } },
} satisfies Prisma.AdmissionWhereInput

/**
 * What a patient whom the caller reached has to pay and was not billed yet, the oldest first; without what waits for the
 * final bill of a stay, but for the one that is named.
 */
export function openCharges(
  client: Tx,
  { patientId, admissionId }: { patientId: string; admissionId?: string },
): Promise<OpenCharge[]> {
  return client.charge.findMany({
    where: {
      ...{ patientId, invoiceLineId: null, voidedAt: null },
      OR: [
        { admissionId: null },
        { admission: { NOT: awaitsFinalBill } },
        ...(admissionId === undefined ? [] : [{ admissionId }]),
      ],
    },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
    take: MOST_CHARGES,
    select: openCharge,
  })
}

/** Takes back what is open of a stay from these sources, so that it is charged anew. */
export async function retakeCharges(
  tx: Tx,
  admissionId: string,
  sources: readonly string[],
  reason: string,
  now: Date,
): Promise<void> {
  const taken = await tx.charge.updateManyAndReturn({
    where: { admissionId, sourceType: { in: [...sources] }, voidedAt: null, invoiceLineId: null },
    data: { voidedAt: now, voidReason: reason },
    select: { id: true },
  })
  await leaveDrafts(
    tx,
    taken.map(({ id }) => id),
  )
}

/** Of a select of charges. */
export const openCharge = {
  ...{ id: true, admissionId: true, kind: true, description: true },
  ...{ quantity: true, unitPriceMinor: true, occurredAt: true, sourceType: true, sourceId: true },
} as const

/** Puts charges of a patient on lines of an invoice that is issued in this transaction. Each is billed once, or none is. */
export async function billCharges(
  tx: Tx,
  patientId: string,
  billed: readonly { chargeId: string; lineId: string }[],
): Promise<void> {
  if (billed.length === 0) return
  const count = await tx.$executeRaw`
    UPDATE charge c SET invoice_line_id = b.line
    FROM unnest(${billed.map(({ chargeId }) => chargeId)}::uuid[], ${billed.map(({ lineId }) => lineId)}::uuid[])
      AS b (charge, line)
    WHERE c.id = b.charge AND c.patient_id = ${patientId}::uuid AND c.invoice_line_id IS NULL AND c.voided_at IS NULL`
  if (count !== billed.length)
    throw new Refusal(
      'What is to be paid has changed meanwhile. Look at the bill again, and send it once more.',
    )
  await leaveDrafts(
    tx,
    billed.map(({ chargeId }) => chargeId),
  )
}

/** Takes charges off the drafts that they stand on; whoever has such a draft open reads that it has changed. */
async function leaveDrafts(tx: Tx, chargeIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (DELETE FROM invoice_draft_line WHERE charge_id = ANY (${chargeIds}::uuid[]) RETURNING draft_id)
    UPDATE invoice_draft SET version = version + 1 WHERE id IN (SELECT draft_id FROM gone)`
}
