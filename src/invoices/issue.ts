import type { Actor } from '../access/actor.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { settings } from '../settings/queries.js'
import { type Day, dayIn, dayToColumn, financialYearOf } from '../shared/calendar.js'
import { newId } from '../shared/ids.js'
import { billCharges } from './charges.js'
import { type Charge, invoiceLines, invoiceNumber, invoiceTotal } from './rules.js'

const SERIES = 'INV'

/** What an invoice copies, so that it reads the same whatever changes later. */
export interface Bill {
  patientId: string
  /** Null for what was done outside of a stay, as is `stay`. */
  admissionId: string | null
  patient: { name: string; localName: string | null; address: string | null; phone: string | null }
  doctors: string[]
  /** In words: 'Fever'. */
  symptoms: string[]
  stay: { admittedOn: Day; dischargedOn: Day; days: number } | null
  /** `chargeId`: what was noted to be paid where the work was done, and is paid by this line. */
  charges: (Charge & { chargeId?: string })[]
}

export interface IssuedInvoice {
  id: string
  number: string
}

/**
 * Issues an invoice within the transaction of what it bills. Its number is the next of the financial year: the
 * counter's row stays locked until that transaction ends, so a number is used once, and one that was not used
 * goes to the next. Called last, because everybody else who issues waits for it.
 */
export async function issueInvoice(tx: Tx, actor: Actor, bill: Bill, now: Date): Promise<IssuedInvoice> {
  const lines = invoiceLines(bill.charges).map((line) => ({ id: newId(), ...line }))
  const hospital = await settings(tx)
  const number = await nextNumber(tx, dayIn(now, config.zone))
  const issued = await tx.invoice.create({
    data: {
      number,
      patientId: bill.patientId,
      admissionId: bill.admissionId,
      issuedAt: now,
      issuedById: actor.id,
      currency: config.currency,
      hospitalName: hospital.name,
      hospitalAddress: hospital.address,
      hospitalPhone: hospital.phone,
      hospitalEmail: hospital.email,
      patientName: bill.patient.name,
      patientLocalName: bill.patient.localName,
      patientAddress: bill.patient.address,
      patientPhone: bill.patient.phone,
      doctors: bill.doctors,
      symptoms: bill.symptoms,
      ...(bill.stay && {
        admittedOn: dayToColumn(bill.stay.admittedOn),
        dischargedOn: dayToColumn(bill.stay.dischargedOn),
        days: bill.stay.days,
      }),
      totalMinor: invoiceTotal(lines),
      lines: {
        createMany: {
          data: lines.map(({ chargeId: _, ...line }, index) => ({ position: index + 1, ...line })),
        },
      },
    },
    select: { id: true, number: true },
  })
  const paid = lines.flatMap(({ id, chargeId }) => (chargeId ? [{ chargeId, lineId: id }] : []))
  await billCharges(tx, bill.patientId, paid)
  return issued
}

async function nextNumber(tx: Tx, today: Day): Promise<string> {
  const year = financialYearOf(today)
  const [counter] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO "invoice_counter" ("series", "financial_year", "last") VALUES (${SERIES}, ${year}, 1)
    ON CONFLICT ("series", "financial_year") DO UPDATE SET "last" = "invoice_counter"."last" + 1
    RETURNING "last"`
  if (!counter) throw new Error('the counter of invoices gave no number')
  return invoiceNumber(SERIES, year, counter.last)
}
