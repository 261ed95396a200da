import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { db, type Tx } from '../db/client.js'
import { violatedConstraint } from '../db/errors.js'
import { once } from '../db/once.js'
import { atWork } from '../doctors/queries.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { endIsolation } from '../triage/home-isolation.js'
import { lockBed } from '../wards/locking.js'
import { misfits } from '../wards/rules.js'
import type { AdmissionForm } from './forms.js'
import { advisingAssessment, openAdmission } from './queries.js'
import { needOf } from './rules.js'

/**
 * Admits a patient: one transaction takes the bed, opens the stay at the ward's rate of today, puts the doctors in
 * charge and ends care at home. Whoever comes second for the same bed waits for the bed's row and is refused; the
 * exclusion constraint on (bed, time) and the unique index of open admissions stand behind that.
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
      await holdPatient(tx, actor, patientId, now)
      const bed = await freeBed(tx, form.bedId)
      const ward = await tx.ward.findUniqueOrThrow({
        where: { id: bed.wardId },
        select: { level: true, isolation: true, oxygen: true, dailyRateMinor: true },
      })
      const reasons = misfits(needOf(triage?.result ?? null), ward)
      if (reasons.length > 0 && !form.knowingly) throw new Refusal(notFitting, { field: 'knowingly' })
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
      await tx.bedStay.create({
        data: {
          admissionId: admission.id,
          bedId: bed.id,
          startedAt: now,
          dailyRateMinor: ward.dailyRateMinor,
        },
        select: { id: true },
      })
      await endCareAtHome(tx, actor, patientId, now)
      await putInCharge(tx, actor, { patientId, admissionId: admission.id, doctorIds: form.doctorIds }, now)
      const details = { bedId: bed.id, ...(reasons.length > 0 && { takenThough: reasons }) }
      await audit(tx, actor, 'admission.create', { type: 'admission', id: admission.id, patientId, details })
      return admission
    })
  } catch (error) {
    throw await explained(error, patientId, form.bedId)
  }
}

const notFitting =
  'The ward of this bed does not fit what the triage asks for. Choose another, or tick that you take it knowingly.'

async function holdPatient(tx: Tx, actor: Actor, id: string, now: Date) {
  await lockPatient(tx, id)
  const patient = await tx.patient.findFirst({
    where: { id, AND: patientsOf(actor, now) },
    select: { deactivatedAt: true },
  })
  if (!patient) throw new NotFound()
  if (patient.deactivatedAt)
    throw new Refusal('This record is closed. Open it again before you admit the patient.')
}

async function freeBed(tx: Tx, id: string) {
  const bed = await lockBed(tx, id).catch((error: unknown) => {
    throw error instanceof NotFound
      ? new Refusal('There is no such bed. Choose another.', { field: 'bedId' })
      : error
  })
  const refusal = bed.occupied ? taken : unfit[bed.condition]
  if (refusal) throw new Refusal(refusal, { field: 'bedId', values: { number: bed.number } })
  return bed
}

const taken = 'Bed {{number}} was just taken by another admission; choose another.'
const unfit = {
  READY: null,
  CLEANING: 'Bed {{number}} is being cleaned; choose another.',
  BLOCKED: 'Bed {{number}} is blocked; choose another.',
}

/** Who comes into a bed is no longer cared for at home: neither the isolation nor its doctors go on. */
async function endCareAtHome(tx: Tx, actor: Actor, patientId: string, now: Date) {
  await endIsolation(tx, actor, patientId, 'The patient was admitted.', now)
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
}

/** What the database refused, in a sentence that names the bed or the place where the patient lies already. */
async function explained(error: unknown, patientId: string, bedId: string): Promise<unknown> {
  switch (violatedConstraint(error)) {
    case 'bed_stay_no_overlap': {
      const bed = await db.bed.findUnique({ where: { id: bedId }, select: { number: true } })
      return new Refusal(taken, { field: 'bedId', values: { number: bed?.number ?? '' } })
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
