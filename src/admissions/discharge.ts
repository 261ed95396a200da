import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { issueInvoice } from '../invoices/issue.js'
import { invoiceReady } from '../invoices/mails.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { bedTransitions } from '../wards/rules.js'
import { billOf } from './bill.js'
import type { DischargeForm } from './discharge-forms.js'
import { admissionTransitions, statusesFor } from './rules.js'

/**
 * Ends a stay: the bed goes to cleaning, its doctors are released, and the invoice is issued, all in one
 * transaction. The record stays as it was. A stay ends once: whoever comes second reads that it has ended.
 */
export async function discharge(
  actor: Actor,
  admissionId: string,
  form: DischargeForm,
  now: Date,
): Promise<{ id: string; number: string }> {
  authorize(actor, 'admission.discharge')
  const { preview: _, ...wanted } = { ...form, admissionId }
  return once(actor.id, 'admission.discharge', wanted, async (tx) => {
    await endStay(tx, actor, admissionId, form.note, now)
    const { bill, account } = await billOf(tx, admissionId, form, now)
    if (account?.status === 'ACTIVE' && account.email)
      await invoiceReady(tx, { name: account.name, address: account.email, accountId: account.id }, {})
    const invoice = await issueInvoice(tx, actor, bill, now)
    const details = { invoice: invoice.number }
    await audit(tx, actor, 'admission.discharge', {
      type: 'admission',
      id: admissionId,
      patientId: bill.patientId,
      details,
    })
    return { ...invoice }
  })
}

async function endStay(tx: Tx, actor: Actor, id: string, note: string | null, now: Date) {
  const stay = await tx.admission.findFirst({
    where: { id, patient: patientsOf(actor, now) },
    select: { patientId: true, patient: { select: { name: true } } },
  })
  if (!stay) throw new NotFound()
  await lockPatient(tx, stay.patientId)
  const { count } = await tx.admission.updateMany({
    where: { id, status: { in: statusesFor('discharge') } },
    data: {
      status: admissionTransitions.ADMITTED.discharge,
      dischargedAt: now,
      dischargedById: actor.id,
      dischargeNote: note,
      version: { increment: 1 },
    },
  })
  if (count === 0)
    throw new Refusal('{{name}} is not admitted: this stay has ended already.', {
      values: { name: stay.patient.name },
    })
  await tx.bed.updateMany({
    where: { stays: { some: { admissionId: id, endedAt: null } } },
    data: { condition: bedTransitions.READY.vacate },
  })
  await tx.bedStay.updateMany({ where: { admissionId: id, endedAt: null }, data: { endedAt: now } })
  await tx.careAssignment.updateMany({ where: { admissionId: id, endedAt: null }, data: { endedAt: now } })
}
