import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { contactsOf } from '../patients/contact-queries.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { ContactTold } from './forms.js'

const MOST = 10

/** Somebody more to call about the patient; the first one is called first. */
export function addContact(
  actor: Actor,
  patientId: string,
  form: ContactTold,
  now: Date,
): Promise<{ id: string; name: string }> {
  authorize(actor, 'patient.edit', { patientId })
  const { idempotency_key: _key, ...contact } = form
  return once(actor.id, `patient.contact ${patientId}`, form, async (tx) => {
    await reach(tx, actor, patientId, now)
    const { _count, _max } = await tx.patientContact.aggregate({
      where: { patientId },
      _count: true,
      _max: { position: true },
    })
    if (_count >= MOST)
      throw new Refusal('Keep at most {{most}} people to call. Remove one first.', { values: { most: MOST } })
    const position = (_max.position ?? 0) + 1
    const { id } = await tx.patientContact.create({
      data: { ...contact, patientId, position },
      select: { id: true },
    })
    await trace(tx, actor, patientId, id, 'added')
    return { id, name: contact.name }
  })
}

/** Another number, or the name put right. */
export function changeContact(
  actor: Actor,
  patientId: string,
  id: string,
  { idempotency_key: _key, ...contact }: ContactTold,
  now: Date,
): Promise<{ name: string }> {
  authorize(actor, 'patient.edit', { patientId })
  return transaction(async (tx) => {
    await reach(tx, actor, patientId, now)
    const { count } = await tx.patientContact.updateMany({ where: { id, patientId }, data: contact })
    if (count === 0) throw new NotFound()
    await trace(tx, actor, patientId, id, 'changed')
    return { name: contact.name }
  })
}

export function removeContact(
  actor: Actor,
  patientId: string,
  id: string,
  now: Date,
): Promise<{ name: string }> {
  authorize(actor, 'patient.edit', { patientId })
  return transaction(async (tx) => {
    await reach(tx, actor, patientId, now)
    const { name } = await findContact(tx, patientId, id)
    await tx.patientContact.delete({ where: { id, patientId }, select: { id: true } })
    await trace(tx, actor, patientId, id, 'removed')
    return { name }
  })
}

/** From now on this one is called first; the others keep their order. */
export function callFirst(actor: Actor, patientId: string, id: string, now: Date): Promise<{ name: string }> {
  authorize(actor, 'patient.edit', { patientId })
  return transaction(async (tx) => {
    await reach(tx, actor, patientId, now)
    const first = await findContact(tx, patientId, id)
    const order = [id, ...(await contactsOf(patientId, tx)).map((one) => one.id).filter((one) => one !== id)]
    // No two may have one place, not even between two statements.
    await tx.$executeRaw`UPDATE patient_contact SET position = position + 1000 WHERE patient_id = ${patientId}::uuid`
    await tx.$executeRaw`
      UPDATE patient_contact c SET position = o.place FROM unnest(${order}::uuid[]) WITH ORDINALITY o (id, place)
      WHERE c.id = o.id AND c.patient_id = ${patientId}::uuid`
    await trace(tx, actor, patientId, id, 'first')
    return { name: first.name }
  })
}

async function findContact(tx: Tx, patientId: string, id: string): Promise<{ name: string }> {
  const contact = await tx.patientContact.findFirst({ where: { id, patientId }, select: { name: true } })
  if (!contact) throw new NotFound()
  return contact
}

/** Their order is nobody else's business meanwhile. */
async function reach(tx: Tx, actor: Actor, patientId: string, now: Date): Promise<void> {
  await lockPatient(tx, patientId)
  await openRecord(tx, actor, patientId, now)
}

const trace = (tx: Tx, actor: Actor, patientId: string, id: string, contact: string) =>
  audit(tx, actor, 'patient.edit', { type: 'contact', id, patientId, details: { contact } })
