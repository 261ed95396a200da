import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { Billing } from './charge-forms.js'
import { openCharges } from './charges.js'
import { issueInvoice } from './issue.js'
import { invoiceReady } from './mails.js'

/**
 * An invoice outside of a stay, of what is ticked of a patient's open charges. While somebody lies in a bed, everything
 * waits for the invoice of the stay. Two cashiers take turns: who comes second reads that it has changed.
 */
export function billCharged(
  actor: Actor,
  patientId: string,
  form: Billing,
  now: Date,
): Promise<{ id: string; number: string }> {
  authorize(actor, 'invoice.create')
  return once(actor.id, `invoice.create ${patientId}`, form, async (tx) => {
    await lockPatient(tx, patientId)
    const { account, doctors, admissions, ...patient } = await billedPatient(tx, actor, patientId, now)
    if (admissions.length > 0)
      throw new Refusal('{{name}} is admitted now: what is open is billed when the stay ends.', {
        values: { name: patient.name },
      })
    const open = await openCharges(tx, { patientId })
    const ticked = open.filter(({ id }) => form.charges.includes(id))
    if (ticked.length !== form.charges.length)
      throw new Refusal(
        'What is to be paid has changed meanwhile. Look at the bill again, and send it once more.',
      )
    const bill = {
      ...{ patientId, admissionId: null, stay: null, patient, doctors, symptoms: [] },
      charges: ticked.map(({ id, kind, description, quantity, unitPriceMinor }) => ({
        ...{ chargeId: id, kind, description, quantity, unitPriceMinor },
      })),
    }
    if (account?.status === 'ACTIVE' && account.email)
      await invoiceReady(tx, { name: account.name, address: account.email, accountId: account.id }, {})
    const { id, number } = await issueInvoice(tx, actor, bill, now)
    const details = { invoice: number, charges: ticked.length }
    await audit(tx, actor, 'invoice.create', { type: 'invoice', id, patientId, details })
    return { id, number }
  })
}

async function billedPatient(tx: Tx, actor: Actor, id: string, now: Date) {
  const patient = await tx.patient.findFirst({
    where: { id, AND: patientsOf(actor, now) },
    select: {
      ...{ name: true, localName: true, address: true, phone: true },
      account: { select: { id: true, name: true, email: true, status: true } },
      admissions: { where: { dischargedAt: null }, select: { id: true }, take: 1 },
      assignments: {
        where: { endedAt: null },
        orderBy: { startedAt: 'asc' },
        take: 20,
        select: { doctor: { select: { account: { select: { name: true } } } } },
      },
    },
  })
  if (!patient) throw new NotFound()
  const { assignments, ...rest } = patient
  return { ...rest, doctors: assignments.map(({ doctor }) => doctor.account.name) }
}
