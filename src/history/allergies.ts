import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { safetyRules } from '../catalogues/queries.js'
import { transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { substanceNamed, substancesIn } from '../patients/substance-rules.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { AllergyTold, Removal } from './forms.js'

/** A new allergy, told to staff or by the patient themselves; with it "no known allergies" is no longer true. */
export function recordAllergy(
  actor: Actor,
  patientId: string,
  form: AllergyTold,
  now: Date,
): Promise<{ id: string; substance: string; isChecked: boolean }> {
  authorize(actor, 'allergy.record', { patientId })
  const { idempotency_key: _key, ...told } = form
  return once(actor.id, `allergy.record ${patientId}`, form, async (tx) => {
    // A statement that there are none, at the same instant, comes before or after.
    await lockPatient(tx, patientId)
    await openRecord(tx, actor, patientId, now)
    const rules = await safetyRules(tx)
    const named = substanceNamed(told.substance, substancesIn(rules?.rules ?? null))
    const { id } = await tx.allergy.create({
      data: {
        ...told,
        patientId,
        kind: named ? 'MEDICINE' : told.kind,
        code: named?.code ?? null,
        recordedById: actor.id,
        recordedAt: now,
      },
      select: { id: true },
    })
    await tx.patient.update({
      where: { id: patientId },
      data: { noKnownAllergiesAt: null },
      select: { id: true },
    })
    await audit(tx, actor, 'allergy.record', { type: 'allergy', id, patientId })
    return { id, substance: told.substance, isChecked: named !== null }
  })
}

/** The patient was asked, and knows of none. */
export function stateNoAllergies(actor: Actor, patientId: string, now: Date): Promise<void> {
  authorize(actor, 'allergy.record', { patientId })
  return transaction(async (tx) => {
    await lockPatient(tx, patientId)
    await openRecord(tx, actor, patientId, now)
    const known = await tx.allergy.count({ where: { patientId, removedAt: null } })
    if (known > 0)
      throw new Refusal('Allergies are noted for this patient. Take those back first that were wrong.')
    await tx.patient.update({
      where: { id: patientId },
      data: { noKnownAllergiesAt: now },
      select: { id: true },
    })
    await audit(tx, actor, 'allergy.record', {
      type: 'patient',
      id: patientId,
      patientId,
      details: { none: true },
    })
  })
}

/** One that was noted wrongly is taken back, and can still be read with who did it and why. */
export function takeBackAllergy(
  actor: Actor,
  patientId: string,
  id: string,
  { reason }: Removal,
  now: Date,
): Promise<{ substance: string }> {
  authorize(actor, 'allergy.remove')
  return transaction(async (tx) => {
    const mine = { id, patientId, patient: patientsOf(actor, now) }
    const allergy = await tx.allergy.findFirst({ where: mine, select: { substance: true } })
    if (!allergy) throw new NotFound()
    await openRecord(tx, actor, patientId, now)
    const { count } = await tx.allergy.updateMany({
      where: { ...mine, removedAt: null },
      data: { removedAt: now, removedById: actor.id, removedReason: reason },
    })
    if (count === 0) throw new Refusal('This allergy was taken back already.')
    await audit(tx, actor, 'allergy.remove', { type: 'allergy', id, patientId, details: { reason } })
    return allergy
  })
}
