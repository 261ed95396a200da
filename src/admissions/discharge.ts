import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { issueInvoice } from '../invoices/issue.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { vacateBed } from '../wards/stays.js'
import { billOf } from './bill.js'
import type { DischargeForm } from './discharge-forms.js'
import { openItemsOf } from './readiness-queries.js'
import { type Objection, type OpenItem, objection, openBesides } from './readiness-rules.js'
import { admissionTransitions, statusesFor } from './rules.js'

/**
 * Ends a stay: the bed goes to cleaning, its doctors are released, and the invoice is issued, all in one
 * transaction. The record stays as it was. A stay ends once: whoever comes second reads that it has ended. Where
 * something of it is still open, it ends only with a reason, which is kept with what was open.
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
    const overridden = await endStay(tx, actor, admissionId, form, now)
    const bill = await billOf(tx, actor, admissionId, form, now)
    const invoice = await issueInvoice(tx, actor, bill, now)
    const details = { invoice: invoice.number, ...(overridden > 0 && { overridden, why: form.why }) }
    await audit(tx, actor, 'admission.discharge', {
      type: 'admission',
      id: admissionId,
      patientId: bill.patientId,
      details,
    })
    return { ...invoice }
  })
}

/** Answers with how many things were left open. */
async function endStay(tx: Tx, actor: Actor, id: string, form: DischargeForm, now: Date): Promise<number> {
  const stay = await tx.admission.findFirst({
    where: { id, patient: patientsOf(actor, now) },
    select: { patientId: true, patient: { select: { name: true } } },
  })
  if (!stay) throw new NotFound()
  await lockPatient(tx, stay.patientId)
  const open = openBesides(await openItemsOf(id, now, tx), form.charges)
  const { count } = await tx.admission.updateMany({
    where: { id, status: { in: statusesFor('discharge') } },
    data: {
      status: admissionTransitions.ADMITTED.discharge,
      dischargedAt: now,
      dischargedById: actor.id,
      dischargeNote: form.note,
      ...(open.length > 0 &&
        form.why !== null && { overrideReason: form.why, overriddenItems: keptItems(open) }),
      version: { increment: 1 },
    },
  })
  if (count === 0)
    throw new Refusal('{{name}} is not admitted: this stay has ended already.', {
      values: { name: stay.patient.name },
    })
  const objecting = objection(open, form)
  if (objecting)
    throw new Refusal(objections[objecting], { field: 'why', values: { name: stay.patient.name } })
  await vacateBed(tx, id, now, actor.id)
  await tx.careAssignment.updateMany({ where: { admissionId: id, endedAt: null }, data: { endedAt: now } })
  return open.length
}

const objections: Record<Objection, string> = {
  UNSEEN: 'Something more is open since you looked. Read what it is, and send the form again.',
  NO_REASON: 'Something is still open. Finish it, or say why {{name}} leaves all the same.',
}

/** As it was at that moment, whatever becomes of it. */
const keptItems = (open: readonly OpenItem[]) =>
  open.map(({ kind, id, what, owner }) => ({ kind, id, what, owner: { ...owner } }))
