import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { safetyRules } from '../catalogues/queries.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { supersede } from '../verification/printing.js'
import { type ChosenMedicine, chosenMedicines, warningsFor } from './checking.js'
import { chartOf } from './current-queries.js'
import { quantityOf } from './dosage-rules.js'
import { type NewPrescription, type NewVersion, type PrescribedRow, rowNumbers } from './forms.js'
import { doseInWords } from './medicine-rules.js'
import { findSheet, newestVersion } from './queries.js'
import { asRow } from './row-values.js'
import type { Warning } from './safety-terms-rules.js'
import { prescriptionTransitions } from './transition-rules.js'
import { keyOf, standingOf } from './warning-rules.js'

export interface Signed {
  id: string
  number: number
  [name: string]: string | number
}

/** Warnings stand that nobody gave a reason for: nothing is saved, and the form comes back with them. */
export class WarningsStand extends Refusal {
  constructor() {
    super(
      'Nothing is saved yet. Read what the check found, and change the prescription or say why you go on.',
    )
  }
}

/** Prescribes one or several medicines; they belong to the stay that is open now, if there is one. */
export function prescribe(
  actor: Actor,
  patientId: string,
  form: NewPrescription,
  now: Date,
): Promise<Signed> {
  authorize(actor, 'prescription.create')
  return once(actor.id, `prescription.create ${patientId}`, form, async (tx) => {
    await lockPatient(tx, patientId)
    const signed = await sign(tx, actor, patientId, form, { now, replaces: null })
    await audit(tx, actor, 'prescription.create', { type: 'prescription', id: signed.id, patientId })
    return signed
  })
}

/**
 * Prescribes anew what takes the place of another prescription, which stays as it was written. Throws Stale where that
 * one was changed since the form was opened.
 */
export function replacePrescription(
  actor: Actor,
  patientId: string,
  id: string,
  form: NewVersion,
  now: Date,
): Promise<Signed> {
  authorize(actor, 'prescription.create')
  return once(actor.id, `prescription.replace ${id}`, form, async (tx) => {
    await lockPatient(tx, patientId)
    await openRecord(tx, actor, patientId, now)
    const replaced = await tx.prescription.updateMany({
      where: { id, patientId, status: 'ACTIVE', version: form.version },
      data: { status: prescriptionTransitions.ACTIVE.replace, version: { increment: 1 } },
    })
    if (replaced.count === 0) throw await changedMeanwhile(tx, patientId, id, form.medicines)
    await supersede(tx, 'PRESCRIPTION', id, now)
    const signed = await sign(tx, actor, patientId, form, { now, replaces: id })
    await audit(tx, actor, 'prescription.create', {
      type: 'prescription',
      id: signed.id,
      patientId,
      details: { replaces: id },
    })
    return signed
  })
}

/**
 * The check and the signature, with the patient held: what another doctor prescribes at the same instant comes before
 * or after, and is seen by whoever comes second.
 */
async function sign(
  tx: Tx,
  actor: Actor,
  patientId: string,
  form: Pick<NewPrescription, 'medicines' | 'answers'>,
  { now, replaces }: { now: Date; replaces: string | null },
): Promise<Signed> {
  const { doctorId } = actor
  if (!doctorId) throw new NotFound()
  const { admissionId } = await openRecord(tx, actor, patientId, now)
  const today = dayIn(now, config.zone)
  const medicines = await chosenMedicines(form.medicines, tx)
  const [chart, release] = [await chartOf(patientId, today, { tx }), await safetyRules(tx)]
  const warnings = warningsFor(medicines, chart, release, { today, replaces })
  if (warnings.some((warning) => standingOf(warning, form.answers) !== 'PASSED')) throw new WarningsStand()
  const visit = await tx.appointment.findFirst({
    where: { patientId, doctorId, status: 'IN_CONSULTATION' },
    select: { id: true },
  })
  const { id, number } = await tx.prescription.create({
    data: {
      patientId,
      admissionId,
      appointmentId: visit?.id ?? null,
      doctorId,
      replacesId: replaces,
      ruleSet: release?.version ?? null,
      createdAt: now,
    },
    select: { id: true, number: true },
  })
  await tx.prescriptionItem.createMany({
    data: medicines.map((medicine, index) => itemOf(medicine, index, id)),
  })
  await tx.prescriptionWarning.createMany({
    data: warnings.map((warning, index) => warningOf(warning, form.answers.reasons, index, id)),
  })
  return { id, number }
}

function itemOf({ row, product, name, unit }: ChosenMedicine, index: number, prescriptionId: string) {
  return {
    prescriptionId,
    position: index + 1,
    medicineId: row.medicineId,
    medicine: name,
    route: row.route ?? product?.route ?? null,
    dose: doseInWords(row.amount, unit, product),
    doseAmount: row.amount,
    unit,
    frequency: row.frequency,
    maxPerDay: row.maxPerDay,
    durationDays: row.days,
    quantity: quantityOf(row.amount, row, row.days),
    instructions: row.instructions,
  }
}

const warningOf = (
  warning: Warning,
  reasons: Readonly<Record<string, string>>,
  index: number,
  prescriptionId: string,
) => ({
  prescriptionId,
  position: index + 1,
  kind: warning.kind,
  severity: warning.severity,
  text: warning.text,
  values: warning.values,
  source: warning.source,
  reason: reasons[keyOf(warning)] ?? '',
})

/** What stands in the place of a prescription that somebody else has changed. */
async function changedMeanwhile(
  tx: Tx,
  patientId: string,
  id: string,
  typed: PrescribedRow[],
): Promise<Error> {
  const newestId = await newestVersion(patientId, id, tx)
  const newest = newestId && (await findSheet(patientId, newestId, tx))
  if (!newest) return new NotFound()
  if (newest.status === 'STOPPED')
    return new Refusal('This prescription was stopped meanwhile. Prescribe anew.')
  const rows = newest.items.filter(({ stoppedAt }) => stoppedAt === null).map(asRow)
  const count = Math.max(rows.length, ...typed.map(({ row }) => row))
  const current = rowNumbers
    .slice(0, count)
    .flatMap((number) =>
      compared.map((field): [string, string] => [`${field}${number}`, rows[number - 1]?.[field] ?? '']),
    )
  return new Stale(Object.fromEntries(current), newest.version)
}

/** Fields that are shown beside what was typed. */
export const compared = ['medicine', 'amount', 'unit', 'frequency', 'max', 'days', 'instructions'] as const
