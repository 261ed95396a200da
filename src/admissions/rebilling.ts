import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { retakeCharges } from '../invoices/charges.js'
import { issueInvoice } from '../invoices/issue.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { english } from '../web/words.js'
import { billOf } from './bill.js'
import { linesOfStay, type Priced, RECKONED, type StayLine } from './bill-lines.js'
import { type BasisOfBill, basisOfBill } from './bill-queries.js'
import type { Rebilling } from './rebilling-forms.js'

/**
 * The final bill of a stay once more, after its invoice was made void: the days in beds and of oxygen are reckoned anew
 * from the record, with what the form ticks of what is open. A stay has one invoice that holds: whoever comes second
 * reads so.
 */
export function billStayAgain(
  actor: Actor,
  admissionId: string,
  form: Rebilling,
  now: Date,
): Promise<{ id: string; number: string }> {
  authorize(actor, 'invoice.create')
  const { preview: _, ...wanted } = { ...form, admissionId }
  return once(actor.id, 'invoice.create stay', wanted, async (tx) => {
    const { patientId } = await lockEndedStay(tx, actor, admissionId, now)
    await retakeCharges(
      tx,
      admissionId,
      RECKONED,
      english('Reckoned anew for the final bill of the stay.'),
      now,
    )
    const { doctors } = await basisOfBill({ id: admissionId, patientId }, tx)
    const bill = await billOf(
      tx,
      actor,
      admissionId,
      { ...nothingTyped(doctors, form.charges), discount: form.discount },
      now,
    )
    const invoice = await issueInvoice(tx, actor, bill, now)
    const details = { invoice: invoice.number, admission: admissionId, charges: bill.charges.length }
    await audit(tx, actor, 'invoice.create', { type: 'invoice', id: invoice.id, patientId, details })
    return { ...invoice }
  })
}

/** What such a bill would have on it, of a stay that ended then. */
export function linesAgain(
  basis: BasisOfBill,
  admissionId: string,
  charges: readonly string[],
  endedAt: Date,
): StayLine[] {
  const noted = basis.noted.filter((charge) => !isReckoned(charge, admissionId))
  return linesOfStay({ ...basis, noted }, nothingTyped(basis.doctors, charges), endedAt)
}

/** Its days are reckoned from the record of the stay, whatever was charged for them before. */
export const isReckoned = (
  charge: { admissionId: string | null; sourceType: string },
  admissionId: string,
): boolean => charge.admissionId === admissionId && RECKONED.some((source) => source === charge.sourceType)

/** What was typed at discharge is a charge of its own since. */
const nothingTyped = (doctors: BasisOfBill['doctors'], charges: readonly string[]): Priced => ({
  ...{ medicines: [], others: [], charges: [...charges] },
  doctors: doctors.map(({ id }) => ({ doctorId: id, amountMinor: 0n })),
})

/** A stay that has ended and has no invoice that holds, its patient held until the transaction ends. */
async function lockEndedStay(tx: Tx, actor: Actor, id: string, now: Date) {
  const where = { id, patient: patientsOf(actor, now) }
  const found = await tx.admission.findFirst({ where, select: { patientId: true } })
  if (!found) throw new NotFound()
  await lockPatient(tx, found.patientId)
  const stay = await tx.admission.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ patientId: true, dischargedAt: true, patient: { select: { name: true } } },
      invoices: { where: { voiding: null }, take: 1, select: { number: true } },
    },
  })
  if (!stay.dischargedAt)
    throw new Refusal('{{name}} is admitted now: what is open is billed when the stay ends.', {
      values: { name: stay.patient.name },
    })
  const [invoice] = stay.invoices
  if (invoice)
    throw new Refusal('This stay has its invoice already: {{number}}.', {
      values: { number: invoice.number },
    })
  return stay
}
