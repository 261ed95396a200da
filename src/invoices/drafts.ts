import type { Actor } from '../access/actor.js'
import { draftsOf } from '../access/money-scopes.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { overdrawn } from './amount-rules.js'
import { issueOutside, lockBilled, tickedCharges } from './billing.js'
import type { Billing } from './charge-forms.js'
import { storedDiscount } from './discount-rules.js'
import type { DraftForm } from './draft-forms.js'
import { askingOf, type Draft, draftValues, findDraft } from './draft-queries.js'
import type { IssuedInvoice } from './issue.js'
import { reckon, requireWithinLimit } from './reckoning.js'
import type { Asking } from './reckoning-rules.js'
import { invoiceLines } from './rules.js'

/** Puts ticked charges of a patient on a draft, to look at and to take something off before they are billed. */
export function prepareDraft(
  actor: Actor,
  patientId: string,
  form: Billing,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'invoice.draft')
  return once(actor.id, `invoice.draft ${patientId}`, form, async (tx) => {
    await lockBilled(tx, actor, patientId, now)
    const charges = await tickedCharges(tx, patientId, form.charges)
    const taken = await tx.invoiceDraftLine.count({ where: { chargeId: { in: form.charges } } })
    if (taken > 0)
      throw new Refusal('Some of this stands on another draft. Issue that one, or delete it first.', {
        field: 'charges',
      })
    const { id } = await tx.invoiceDraft.create({
      data: {
        ...{ patientId, createdById: actor.id, createdAt: now },
        lines: { createMany: { data: charges.map((charge) => ({ chargeId: charge.id })) } },
      },
      select: { id: true },
    })
    const details = { charges: charges.length }
    await audit(tx, actor, 'invoice.draft', { type: 'invoice-draft', id, patientId, details })
    return { id }
  })
}

/** What is taken off a draft, from now on. */
export function saveDraft(actor: Actor, id: string, form: DraftForm, now: Date): Promise<void> {
  authorize(actor, 'invoice.draft')
  return transaction(async (tx) => {
    const draft = await lockDraft(tx, actor, id, form, now)
    await reckonWithin(tx, actor, discounted(draft, form), now)
    const { of, reason } = form.discount ?? { of: null, reason: null }
    await tx.invoiceDraft.update({
      where: { id },
      data: { ...storedDiscount(of), discountReason: reason, version: { increment: 1 } },
    })
    for (const line of form.lines)
      await tx.invoiceDraftLine.updateMany({
        where: { chargeId: line.chargeId, draftId: id },
        data: { ...storedDiscount(line.discount), discountReason: line.reason },
      })
    await audit(tx, actor, 'invoice.draft', { type: 'invoice-draft', id, patientId: draft.patientId })
  })
}

/** Issues a draft with what its form takes off. The draft is gone then; whoever comes second does not find it. */
export function issueDraft(actor: Actor, id: string, form: DraftForm, now: Date): Promise<IssuedInvoice> {
  authorize(actor, 'invoice.create')
  return once(actor.id, `invoice.issue-draft ${id}`, form, async (tx) => {
    const draft = await lockDraft(tx, actor, id, form, now)
    if (draft.lines.length === 0) throw new Refusal('Nothing is left on this draft to be billed. Delete it.')
    const asking = discounted(draft, form)
    await reckonWithin(tx, actor, asking, now)
    await tx.invoiceDraft.delete({ where: { id } })
    return { ...(await issueOutside(tx, actor, draft.patient, asking, now)) }
  })
}

/** Nothing was billed by it: its charges are open as before. */
export function deleteDraft(actor: Actor, id: string): Promise<{ patientId: string }> {
  authorize(actor, 'invoice.draft')
  return transaction(async (tx) => {
    const draft = await findDraft(tx, actor, id)
    const { count } = await tx.invoiceDraft.deleteMany({ where: { id, AND: draftsOf(actor) } })
    if (count === 0) throw new NotFound()
    const { patientId } = draft
    await audit(tx, actor, 'invoice.draft', {
      ...{ type: 'invoice-draft', id, patientId },
      details: { deleted: true },
    })
    return { patientId }
  })
}

/** A draft as its form was opened, and its patient, held until the transaction ends. */
async function lockDraft(tx: Tx, actor: Actor, id: string, form: DraftForm, now: Date) {
  const { patientId } = await findDraft(tx, actor, id)
  const patient = await lockBilled(tx, actor, patientId, now)
  const draft = await findDraft(tx, actor, id)
  const same = form.lines.every(({ chargeId }) => draft.lines.some((line) => line.chargeId === chargeId))
  if (draft.version !== form.version || !same) throw new Stale(draftValues(draft), draft.version)
  return { ...draft, patient }
}

/** The draft as its form would have it. */
function discounted(draft: Draft, { lines, discount }: DraftForm): Asking {
  const typed = new Map(lines.map((line) => [line.chargeId, line]))
  return {
    charges: askingOf(draft).charges.map((charge) => {
      const line = typed.get(charge.chargeId)
      return { ...charge, discount: line?.discount ?? null, discountReason: line?.reason ?? null }
    }),
    discount,
  }
}

/** Each sentence stands beside the field that it is about. */
async function reckonWithin(tx: Tx, actor: Actor, asking: Asking, now: Date): Promise<void> {
  const lines = invoiceLines(asking.charges).map((line) => ({ ...line, discount: line.discount ?? null }))
  const over = overdrawn(lines, null)
  const { chargeId } = (typeof over === 'number' && lines[over]) || {}
  if (chargeId) {
    const row = asking.charges.findIndex((charge) => charge.chargeId === chargeId) + 1
    throw new Refusal('More is taken off than this line comes to.', { field: `lineDiscount-${row}` })
  }
  await requireWithinLimit(tx, actor, await reckon(tx, asking, dayIn(now, config.zone)))
}
