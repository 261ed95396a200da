import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { db, type Tx } from '../db/client.js'
import { violatedConstraint } from '../db/errors.js'
import { once } from '../db/once.js'
import { atWork } from '../doctors/queries.js'
import { lockPatient } from '../patients/locking.js'
import { tellInCharge } from '../patients/telling.js'
import { closeAsAdmitted } from '../requests/commands.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { endIsolation } from '../triage/home-isolation.js'
import type { TriageResult } from '../triage/outcome-rules.js'
import { beginStay } from '../wards/stays.js'
import type { AdmissionForm } from './forms.js'
import { notFree, type Wanting } from './matching-rules.js'
import { advisingAssessment, openAdmission } from './queries.js'
import { needOf } from './rules.js'
import { takeBed } from './taking.js'

/**
 * Admits a patient: one transaction takes the bed, opens the stay, answers the request that the patient waited with, puts
 * the doctors in charge and ends care at home. Whoever comes second for the same bed waits for the bed's row and is
 * refused; the exclusion constraint on (bed, time) and the unique index of open admissions stand behind that.
 */
export async function admit(
  actor: Actor,
  patientId: string,
  form: AdmissionForm,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'admission.create')
  const triage = await advisingAssessment(patientId)
  const wanted = { ...form, patientId }
  try {
    return await once(actor.id, 'admission.create', wanted, async (tx) => {
      const wanting = await lockWanting(tx, actor, patientId, triage?.result ?? null, now)
      const { bed, reasons } = await takeBed(tx, wanting, form.bedId, form, now)
      const admission = await tx.admission.create({
        data: {
          patientId,
          assessmentId: triage?.id ?? null,
          reason: form.reason,
          admittedAt: now,
          admittedById: actor.id,
        },
        select: { id: true },
      })
      // The bed that is held for the patient is free from this instant on.
      await closeAsAdmitted(tx, patientId, admission.id, actor, now)
      const why = reasons.length > 0 && form.why ? { reason: form.why } : {}
      const stay = { kind: 'OCCUPIED', bedId: bed.id, admissionId: admission.id, from: now } as const
      await beginStay(tx, { ...stay, byId: actor.id, ...why })
      await endCareAtHome(tx, actor, patientId, now)
      await putInCharge(tx, actor, { patientId, admissionId: admission.id, doctorIds: form.doctorIds }, now)
      const details = { bedId: bed.id, ...(reasons.length > 0 && { takenThough: reasons, why: form.why }) }
      await audit(tx, actor, 'admission.create', { type: 'admission', id: admission.id, patientId, details })
      return admission
    })
  } catch (error) {
    throw await explained(error, patientId, form.bedId)
  }
}

/** What the patient who is admitted needs of a bed: what they wait for, or what their triage asks for. */
async function lockWanting(
  tx: Tx,
  actor: Actor,
  id: string,
  triage: TriageResult | null,
  now: Date,
): Promise<Wanting> {
  await lockPatient(tx, id)
  const patient = await tx.patient.findFirst({
    where: { id, AND: patientsOf(actor, now) },
    select: {
      ...{ deactivatedAt: true, sex: true },
      requests: {
        where: { status: 'WAITING' },
        select: { id: true, levels: true, isolation: true, oxygen: true },
      },
    },
  })
  if (!patient) throw new NotFound()
  if (patient.deactivatedAt)
    throw new Refusal('This record is closed. Open it again before you admit the patient.')
  const [request] = patient.requests
  return { sex: patient.sex, need: request ?? needOf(triage), requestId: request?.id ?? null }
}

/** Who comes into a bed is no longer cared for at home: neither the isolation nor its doctors go on. */
async function endCareAtHome(tx: Tx, actor: Actor, patientId: string, now: Date) {
  await endIsolation(tx, actor, patientId, 'The patient was admitted.', now, ['SILENCE', 'RED_FLAG'])
  await tx.careAssignment.updateMany({
    where: { patientId, admissionId: null, endedAt: null },
    data: { endedAt: now },
  })
}

/** Opens the assignments of doctors to a stay. Each must be somebody who can log in. */
async function putInCharge(
  tx: Tx,
  actor: Actor,
  { patientId, admissionId, doctorIds }: { patientId: string; admissionId: string; doctorIds: string[] },
  now: Date,
): Promise<void> {
  const working = await tx.doctor.count({ where: { id: { in: doctorIds }, ...atWork } })
  if (working !== doctorIds.length)
    throw new Refusal(
      'A doctor whom you chose cannot log in now, so they cannot take charge. Choose another.',
    )
  await tx.careAssignment.createMany({
    data: doctorIds.map((doctorId) => ({
      patientId,
      admissionId,
      doctorId,
      assignedById: actor.id,
      startedAt: now,
    })),
  })
  await tellInCharge(tx, actor, { patientId, doctorIds }, now)
}

/** What the database refused, in a sentence that names the bed or the place where the patient lies already. */
async function explained(error: unknown, patientId: string, bedId: string): Promise<unknown> {
  switch (violatedConstraint(error)) {
    case 'bed_stay_no_overlap': {
      const bed = await db.bed.findUnique({ where: { id: bedId }, select: { number: true } })
      return new Refusal(notFree.OCCUPIED, { field: 'bedId', values: { number: bed?.number ?? '' } })
    }
    case 'admission_one_open_per_patient': {
      const open = await openAdmission(patientId)
      return open
        ? new Refusal('{{name}} is already admitted, in {{ward}}, bed {{bed}}.', {
            values: { name: open.patient.name, ward: open.ward, bed: open.bed },
          })
        : new Refusal('This patient is already admitted.')
    }
    default:
      return error
  }
}
