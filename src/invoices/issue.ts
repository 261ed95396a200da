import type { Actor } from '../access/actor.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { settings } from '../settings/queries.js'
import { addDays, type Day, dayIn, dayToColumn } from '../shared/calendar.js'
import { newId } from '../shared/ids.js'
import { billingSettings } from '../tariffs/rates.js'
import { billCharges } from './charges.js'
import { headToKeep } from './letterhead.js'
import { nextNumber } from './numbering.js'
import { reckon, requireWithinLimit } from './reckoning.js'
import type { Asking, ReckonedLine } from './reckoning-rules.js'
import { tellOfInvoice } from './telling.js'
import { billTotals } from './total-rules.js'

/** What an invoice copies, so that it reads the same whatever changes later. */
export interface Bill extends Asking {
  patientId: string
  /** Null for what was done outside of a stay, as is `stay`. */
  admissionId: string | null
  patient: { name: string; localName: string | null; address: string | null; phone: string | null }
  doctors: string[]
  /** In words: 'Fever'. */
  symptoms: string[]
  stay: { admittedOn: Day; dischargedOn: Day; days: number } | null
}

export interface IssuedInvoice {
  id: string
  number: string
}

/**
 * Issues an invoice within the transaction of what it bills. Its number is the next of the financial year: the
 * counter's row stays locked until that transaction ends, so a number is used once, and one that was not used
 * goes to the next. Called last, because everybody else who issues waits for it. The patient is told. Refused beside
 * `discount` where more is taken off than this person may.
 */
export async function issueInvoice(tx: Tx, actor: Actor, bill: Bill, now: Date): Promise<IssuedInvoice> {
  const today = dayIn(now, config.zone)
  const lines = (await reckon(tx, bill, today)).map((line) => ({ id: newId(), ...line }))
  await requireWithinLimit(tx, actor, lines)
  const { paymentDays } = await billingSettings(tx)
  const hospital = await settings(tx)
  const { currency } = config
  const [id, totalMinor, dueOn] = [newId(), billTotals(lines).totalMinor, addDays(today, paymentDays)]
  await tellOfInvoice(tx, bill.patientId, { id, totalMinor, currency, dueOn })
  const number = await nextNumber(tx, 'INV', today)
  const issued = await tx.invoice.create({
    data: {
      id,
      number,
      patientId: bill.patientId,
      admissionId: bill.admissionId,
      issuedAt: now,
      issuedById: actor.id,
      currency,
      ...headToKeep(hospital, bill.patient),
      patientAddress: bill.patient.address,
      patientPhone: bill.patient.phone,
      doctors: bill.doctors,
      symptoms: bill.symptoms,
      ...(bill.stay && {
        admittedOn: dayToColumn(bill.stay.admittedOn),
        dischargedOn: dayToColumn(bill.stay.dischargedOn),
        days: bill.stay.days,
      }),
      discountReason: bill.discount?.reason ?? null,
      dueOn: dayToColumn(dueOn),
      totalMinor,
      lines: { createMany: { data: lines.map((line, index) => ({ position: index + 1, ...rowOf(line) })) } },
    },
    select: { id: true, number: true },
  })
  const paid = lines.flatMap(({ id, chargeId }) => (chargeId ? [{ chargeId, lineId: id }] : []))
  await billCharges(tx, bill.patientId, paid)
  return issued
}

/** A line as the invoice keeps it. */
const rowOf = (line: ReckonedLine & { id: string }) => ({
  id: line.id,
  kind: line.kind,
  description: line.description,
  quantity: line.quantity,
  unitPriceMinor: line.unitPriceMinor,
  amountMinor: line.amountMinor,
  discountMinor: line.discountMinor,
  discountReason: line.discountReason ?? null,
  taxBasisPoints: line.taxBasisPoints,
  taxMinor: line.taxMinor,
  occurredOn: line.occurredOn ? dayToColumn(line.occurredOn) : null,
})
