import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { atWork } from '../doctors/queries.js'
import { NotFound, Refusal } from '../shared/errors.js'

/** Takes a doctor out of charge. A patient in a bed always keeps one. */
export function endAssignment(actor: Actor, patientId: string, id: string, now: Date): Promise<void> {
  authorize(actor, 'patient.assign-doctor')
  return transaction(async (tx) => {
    const mine = { id, patientId, patient: patientsOf(actor, now) }
    const assignment = await tx.careAssignment.findFirst({
      where: mine,
      select: { endedAt: true, admissionId: true },
    })
    if (!assignment) throw new NotFound()
    if (assignment.admissionId && !assignment.endedAt)
      await requireAnotherDoctor(tx, assignment.admissionId, id)
    const { count } = await tx.careAssignment.updateMany({
      where: { ...mine, endedAt: null },
      data: { endedAt: now },
    })
    if (count === 0) throw new Refusal('This doctor is no longer in charge of this patient.')
    await audit(tx, actor, 'patient.assign-doctor', {
      type: 'care-assignment',
      id,
      patientId,
      details: { ended: true },
    })
  })
}

/** The name of a doctor who works here now. */
export async function availableDoctor(tx: Tx, id: string): Promise<string> {
  const doctor = await tx.doctor.findFirst({
    where: { id, ...atWork },
    select: { account: { select: { name: true } } },
  })
  if (!doctor)
    throw new Refusal('This doctor does not work here now. Choose another one.', { field: 'doctorId' })
  return doctor.account.name
}

async function requireAnotherDoctor(tx: Tx, admissionId: string, id: string): Promise<void> {
  // Two who end the last two assignments at the same instant wait for one another here.
  await tx.$queryRaw`SELECT 1 FROM admission WHERE id = ${admissionId}::uuid FOR UPDATE`
  const others = await tx.careAssignment.count({
    where: { admissionId, endedAt: null, id: { not: id }, admission: { dischargedAt: null } },
  })
  if (others > 0) return
  const open = await tx.admission.count({ where: { id: admissionId, dischargedAt: null } })
  if (open > 0) throw new Refusal('An admitted patient needs a doctor in charge. Assign another one first.')
}
