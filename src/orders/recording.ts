import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { parametersOf } from '../catalogues/parameter-queries.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import type { ResultStatus } from '../generated/prisma/enums.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { Refusal, Stale } from '../shared/errors.js'
import { supersede } from '../verification/printing.js'
import { carryOut, lockedOrder, type OrderToChange, recordEvent, showAnew } from './changes.js'
import { alertOfCritical } from './critical-alerts.js'
import type { EnteredResult } from './result-forms.js'
import { carryAcknowledgement, latestResult, valuesOf, writeResult } from './result-writing.js'
import { fieldOf, judgedBy, type Line, sheetFor } from './sheet-rules.js'
import { tellDoctorOfResult } from './telling-doctors.js'
import { askedAgain, type Judged } from './value-rules.js'

export interface Recorded {
  [key: string]: string | number | boolean
  id: string
  number: number
  item: string
  patient: string
  status: ResultStatus
  isCritical: boolean
}

/**
 * Records the result of a test, or its next version: preliminary, final, and after that only amended with a reason.
 * What is critical is told in the same transaction.
 */
export function recordResult(
  actor: Actor,
  orderId: string,
  form: EnteredResult,
  now: Date,
): Promise<Recorded> {
  authorize(actor, 'result.record')
  return once(actor.id, `result.record ${orderId}`, form, async (tx) => {
    const order = await lockedOrder(tx, actor, orderId, now)
    const sheet = await sheetOf(tx, order, now)
    refuseUnlessOpen(order, sheet)
    const former = await latestResult(tx, orderId)
    if ((former?.version ?? 0) !== form.version)
      throw new Stale(former ? valuesOf(former, sheet) : {}, former?.version ?? 0)
    const status = statusAfter(former?.status ?? null, form)
    const judged = judgedBy(sheet, form.values)
    refuseIncomplete(judged, form)
    const result = await writeResult(tx, actor, {
      order,
      form,
      status,
      judged,
      former,
      now,
    })
    const isKnown = former !== null && (await carryAcknowledgement(tx, former, result))
    if (former) await supersede(tx, 'TEST_REPORT', former.id, now)
    await moveOn(tx, actor, order, status, form.reason, now)
    if (result.isCritical && !isKnown) await alertOfCritical(tx, order, { result, former }, now)
    else await tellDoctorOfResult(tx, actor, orderId, result)
    const { number, item, patient } = order
    return {
      ...{ id: result.id, number, item: item.name, patient: patient.name, status },
      isCritical: result.isCritical,
    }
  })
}

/** What the test asks for, with the ranges of its patient when the specimen was taken. */
export async function sheetOf(tx: Tx, order: OrderToChange, now: Date): Promise<Line[]> {
  const parameters = (await parametersOf([order.itemId], tx)).get(order.itemId) ?? []
  const { sex, dateOfBirth } = order.patient
  const person = { sex, dateOfBirth: dateOfBirth && dayFromColumn(dateOfBirth) }
  return sheetFor(parameters, person, dayIn(order.collectedAt ?? now, config.zone))
}

function refuseUnlessOpen({ kind, status }: OrderToChange, sheet: Line[]): void {
  const first = sheet[0]
  const beside = { field: first ? fieldOf(first.parameter.code) : 'comment' }
  if (kind !== 'TEST')
    throw new Refusal('This is a treatment: it has no result. Say when it was given.', beside)
  if (status === 'CANCELLED') throw new Refusal('This order was cancelled: it takes no result.', beside)
}

function statusAfter(former: ResultStatus | null, { save, reason }: EnteredResult): ResultStatus {
  const isFinal = former === 'FINAL' || former === 'AMENDED'
  if (!isFinal) return save === 'PRELIMINARY' ? 'PRELIMINARY' : 'FINAL'
  if (!reason) throw new Refusal('This result is final. Enter why it is amended.', { field: 'reason' })
  return 'AMENDED'
}

function refuseIncomplete(judged: Judged[], { partial, comment, again }: EnteredResult): void {
  const empty = judged.find(({ value }) => value === null)
  if (empty && !partial)
    throw new Refusal('Enter the value, or say below that it was not measured.', {
      field: fieldOf(empty.parameter.code),
    })
  if (judged.every(({ value }) => value === null) && !comment)
    throw new Refusal('Enter at least one value, or a comment.', { field: 'comment' })
  const asked = askedAgain(judged)
  if (asked !== '' && asked !== again)
    throw new Refusal('Measure again what is marked, then tick this; or correct the value.', {
      field: 'again',
    })
}

/** The order follows its result. What was released is taken back until the doctor has seen the amendment. */
async function moveOn(
  tx: Tx,
  actor: Actor,
  order: OrderToChange,
  status: ResultStatus,
  reason: string | null,
  now: Date,
): Promise<void> {
  if (status === 'FINAL') return carryOut(tx, actor, order, 'report', { now, data: { completedAt: now } })
  if (status === 'PRELIMINARY' && order.status !== 'PRELIMINARY')
    return carryOut(tx, actor, order, 'report-early', { now })
  const amends = status === 'AMENDED'
  await tx.clinicalOrder.update({
    where: { id: order.id },
    data: { version: { increment: 1 }, ...(amends && unreleased) },
    select: { id: true },
  })
  if (amends && order.releasedAt)
    await tx.document.updateMany({ where: { orderId: order.id, results: { some: {} } }, data: unreleased })
  await recordEvent(tx, actor, order.id, amends ? 'AMENDED' : 'RESULTED', now, amends ? reason : null)
  await audit(tx, actor, 'result.record', {
    type: 'order',
    id: order.id,
    patientId: order.patientId,
    details: { status },
  })
  await showAnew(tx, order)
}

const unreleased = { releasedAt: null, releasedById: null }
