import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import { multiply, sum } from '../shared/money.js'
import { awaitsFinalBill } from './charges.js'

export interface ToBeBilled {
  patient: PatientIdentity
  /** How much is open, and since when. */
  charges: number
  totalMinor: bigint
  oldest: Date
  /** In a bed now: it is billed when the stay ends. */
  isAdmitted: boolean
}

/** Stays of a patient whom the caller reached that wait for their final bill, with what is open of each. */
export async function staysToBill(
  patientId: string,
): Promise<{ id: string; dischargedAt: Date | null; totalMinor: bigint }[]> {
  const stays = await db.admission.findMany({
    where: { patientId, AND: awaitsFinalBill },
    orderBy: { admittedAt: 'asc' },
    select: {
      ...{ id: true, dischargedAt: true },
      charges: {
        where: { invoiceLineId: null, voidedAt: null },
        select: { quantity: true, unitPriceMinor: true },
      },
    },
  })
  return stays.map(({ charges, ...stay }) => ({
    ...stay,
    totalMinor: sum(charges.map(({ unitPriceMinor, quantity }) => multiply(unitPriceMinor, quantity))),
  }))
}

const PAGE_ROWS = 50

/** Patients with something to be paid that stands on no invoice, whom it waits for longest first; from after that one on. */
export async function patientsToBill(after: string | null): Promise<{ rows: ToBeBilled[]; more: boolean }> {
  const found = await db.$queryRaw<(RawIdentity & Omit<ToBeBilled, 'patient'>)[]>`
    WITH open AS (
      SELECT c.patient_id, count(*)::int AS charges, min(c.occurred_at) AS oldest,
        sum(c.quantity * c.unit_price_minor)::bigint AS "totalMinor"
      FROM charge c WHERE c.invoice_line_id IS NULL AND c.voided_at IS NULL GROUP BY c.patient_id)
    SELECT open.charges, open.oldest, open."totalMinor", ${identityColumns},
      EXISTS (SELECT FROM admission a WHERE a.patient_id = p.id AND a.discharged_at IS NULL) AS "isAdmitted"
    FROM open JOIN patient p ON p.id = open.patient_id
    ${
      after
        ? Prisma.sql`WHERE (open.oldest, p.id) > ((SELECT e.oldest FROM open e WHERE e.patient_id = ${after}::uuid), ${after}::uuid)`
        : Prisma.empty
    }
    ORDER BY open.oldest, p.id LIMIT ${PAGE_ROWS + 1}`
  const rows = found.slice(0, PAGE_ROWS).map(({ charges, totalMinor, oldest, isAdmitted, ...patient }) => ({
    ...{ charges, totalMinor, oldest, isAdmitted },
    patient: withBirthDay(patient),
  }))
  return { rows, more: found.length > PAGE_ROWS }
}
