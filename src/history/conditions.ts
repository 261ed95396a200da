import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { openRecord } from '../patients/open-record.js'
import { type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Stale } from '../shared/errors.js'
import type { ConditionEdit, ConditionTold, HistoryText } from './forms.js'
import { icd10, requirePossibleCourse } from './rules.js'

/** A new line of the problem list. */
export function recordCondition(
  actor: Actor,
  patientId: string,
  form: ConditionTold,
  now: Date,
): Promise<{ id: string; name: string }> {
  authorize(actor, 'condition.record')
  const { idempotency_key: _key, since, ...told } = form
  const code = icd10(told.code)
  requirePossibleCourse({ status: 'ACTIVE', since, resolvedOn: null }, dayIn(now, config.zone))
  return once(actor.id, `condition.record ${patientId}`, form, async (tx) => {
    await openRecord(tx, actor, patientId, now)
    const recorded = { patientId, recordedById: actor.id, recordedAt: now }
    const { id } = await tx.condition.create({
      data: { ...told, code, since: since && dayToColumn(since), ...recorded },
      select: { id: true },
    })
    await audit(tx, actor, 'condition.record', { type: 'condition', id, patientId })
    return { id, name: told.name }
  })
}

/** What is better known now: it is over, it has a code, or it never was. */
export function changeCondition(
  actor: Actor,
  patientId: string,
  id: string,
  form: ConditionEdit,
  now: Date,
): Promise<{ name: string }> {
  authorize(actor, 'condition.record')
  const { version, since, resolvedOn, ...told } = form
  const code = icd10(told.code)
  requirePossibleCourse(form, dayIn(now, config.zone))
  return transaction(async (tx) => {
    const before = await findCondition(actor, patientId, id, now, tx)
    await openRecord(tx, actor, patientId, now)
    const { count } = await tx.condition.updateMany({
      where: { id, patientId, version },
      data: {
        ...told,
        code,
        since: since && dayToColumn(since),
        resolvedOn: resolvedOn && dayToColumn(resolvedOn),
        version: { increment: 1 },
      },
    })
    if (count === 0) throw new Stale(conditionValues(before), before.version)
    const details = { from: before.status, to: form.status }
    await audit(tx, actor, 'condition.record', { type: 'condition', id, patientId, details })
    return { name: told.name }
  })
}

/** The text of the history, as a doctor corrects it. */
export function changeHistoryText(actor: Actor, id: string, form: HistoryText, now: Date): Promise<void> {
  authorize(actor, 'condition.record')
  const { version, medicalHistory } = form
  return transaction(async (tx) => {
    await openRecord(tx, actor, id, now)
    const saved = await tx.patient.updateMany({
      where: { id, version, AND: patientsOf(actor, now) },
      data: { medicalHistory, version: { increment: 1 } },
    })
    if (saved.count === 0) {
      const current = await tx.patient.findUniqueOrThrow({
        where: { id },
        select: { medicalHistory: true, version: true },
      })
      throw new Stale({ medicalHistory: current.medicalHistory ?? '' }, current.version)
    }
    await audit(tx, actor, 'condition.record', {
      type: 'patient',
      id,
      patientId: id,
      details: { text: true },
    })
  })
}

/** A condition of this very patient, who is within reach. Throws NotFound. */
export async function findCondition(actor: Actor, patientId: string, id: string, now: Date, tx: Tx) {
  const condition = await tx.condition.findFirst({
    where: { id, patientId, patient: patientsOf(actor, now) },
    select: {
      id: true,
      name: true,
      code: true,
      since: true,
      note: true,
      status: true,
      resolvedOn: true,
      version: true,
    },
  })
  if (!condition) throw new NotFound()
  return condition
}

/** As its form holds it. */
export function conditionValues(
  condition: Awaited<ReturnType<typeof findCondition>>,
): Record<string, string> {
  const day = (column: Date | null): Day | '' => (column ? dayFromColumn(column) : '')
  return {
    name: condition.name,
    code: condition.code ?? '',
    since: day(condition.since),
    note: condition.note ?? '',
    status: condition.status,
    resolvedOn: day(condition.resolvedOn),
  }
}
