import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { once } from '../db/once.js'
import { openRecord } from '../patients/open-record.js'
import { NotFound } from '../shared/errors.js'
import type { NewPrescription } from './forms.js'

/** Prescribes one or several medicines; they belong to the stay that is open now, if there is one. */
export function prescribe(
  actor: Actor,
  patientId: string,
  form: NewPrescription,
  now: Date,
): Promise<{ id: string; medicines: number }> {
  authorize(actor, 'prescription.create')
  const { doctorId } = actor
  if (!doctorId) throw new NotFound()
  return once(actor.id, `prescription.create ${patientId}`, form, async (tx) => {
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    const { id } = await tx.prescription.create({
      data: { patientId, admissionId, doctorId, createdAt: now },
      select: { id: true },
    })
    await tx.prescriptionItem.createMany({
      data: form.medicines.map(({ days, ...medicine }, index) => ({
        ...medicine,
        durationDays: days,
        prescriptionId: id,
        position: index + 1,
      })),
    })
    await audit(tx, actor, 'prescription.create', { type: 'prescription', id, patientId })
    return { id, medicines: form.medicines.length }
  })
}
