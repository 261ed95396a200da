import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { Billing } from './charge-forms.js'
import { lineOf, type OpenCharge, openCharges } from './charges.js'
import { type IssuedInvoice, issueInvoice } from './issue.js'
import type { Asking } from './reckoning-rules.js'

/** An invoice outside of a stay, of what is ticked of a patient's open charges. */
export function billCharged(
  actor: Actor,
  patientId: string,
  form: Billing,
  now: Date,
): Promise<{ id: string; number: string }> {
  authorize(actor, 'invoice.create')
  return once(actor.id, `invoice.create ${patientId}`, form, async (tx) => {
    const patient = await lockBilled(tx, actor, patientId, now)
    const charges = (await tickedCharges(tx, patientId, form.charges)).map(lineOf)
    return { ...(await issueOutside(tx, actor, patient, { charges }, now)) }
  })
}

/**
 * A patient who is billed outside of a stay, held until the transaction ends: two cashiers take turns. Refused while
 * somebody lies in a bed: then everything waits for the invoice of the stay.
 */
export async function lockBilled(tx: Tx, actor: Actor, patientId: string, now: Date) {
  await lockPatient(tx, patientId)
  const patient = await tx.patient.findFirst({
    where: { id: patientId, AND: patientsOf(actor, now) },
    select: {
      ...{ id: true, name: true, localName: true, address: true, phone: true },
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
  if (patient.admissions.length > 0)
    throw new Refusal('{{name}} is admitted now: what is open is billed when the stay ends.', {
      values: { name: patient.name },
    })
  return patient
}

type BilledPatient = Awaited<ReturnType<typeof lockBilled>>

/** Those of a patient's open charges that a form ticks. Who comes second reads that it has changed. */
export async function tickedCharges(
  tx: Tx,
  patientId: string,
  ticked: readonly string[],
): Promise<OpenCharge[]> {
  const open = await openCharges(tx, { patientId })
  const found = open.filter(({ id }) => ticked.includes(id))
  if (found.length !== ticked.length)
    throw new Refusal(
      'What is to be paid has changed meanwhile. Look at the bill again, and send it once more.',
    )
  return found
}

/** Issues what is asked of a patient outside of a stay. */
export async function issueOutside(
  tx: Tx,
  actor: Actor,
  { id: patientId, name, localName, address, phone, assignments }: BilledPatient,
  { charges, discount }: Asking,
  now: Date,
): Promise<IssuedInvoice> {
  const doctors = assignments.map(({ doctor }) => doctor.account.name)
  const patient = { name, localName, address, phone }
  const bill = {
    ...{ patientId, admissionId: null, stay: null, patient, doctors, symptoms: [], charges, discount },
  }
  const issued = await issueInvoice(tx, actor, bill, now)
  const details = { invoice: issued.number, charges: charges.length }
  await audit(tx, actor, 'invoice.create', { type: 'invoice', id: issued.id, patientId, details })
  return issued
}
