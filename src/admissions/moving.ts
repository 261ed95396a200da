import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { lockPatient } from '../patients/locking.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { beginStay, endStay, type LockedBed, lockBeds, vacateBed } from '../wards/stays.js'
import type { MoveForm, SwapForm } from './moving-forms.js'
import { needsOf } from './moving-queries.js'
import { type Agreement, misfitsOf, requireAgreed, takeBed } from './taking.js'

/** Moves a patient to a free bed: the stay goes on, the bed that they leave is cleaned. */
export function move(actor: Actor, admissionId: string, form: MoveForm, now: Date): Promise<{ id: string }> {
  authorize(actor, 'bed.move')
  const submission = { ...form, admissionId }
  return once(actor.id, 'bed.move', submission, async (tx) => {
    const [stay] = await lockStays(tx, actor, [admissionId], now)
    if (!stay) throw new NotFound()
    if (stay.version !== form.version) throw new Stale({ bedId: stay.bedId }, stay.version)
    if (form.bedId === stay.bedId)
      throw new Refusal('{{name}} lies in this bed already. Choose another.', {
        ...{ field: 'bedId', values: { name: stay.name } },
      })
    const needs = await needsOf([stay.patientId], tx)
    const wanting = { sex: stay.sex, need: needs.get(stay.patientId) ?? null, requestId: null }
    const { bed, reasons } = await takeBed(tx, wanting, form.bedId, form, now, [stay.bedId])
    const from = later(now, stay.startedAt)
    await vacateBed(tx, admissionId, from, actor.id)
    await lieIn(tx, actor, { bed, admissionId, from, reason: reasonOf(form, reasons) })
    await note(tx, actor, stay, { to: bed.id, reason: form.reason, reasons, why: form.why })
    return { id: admissionId }
  })
}

/** Two patients change places; neither bed is free in between. */
export function swap(actor: Actor, admissionId: string, form: SwapForm, now: Date): Promise<{ id: string }> {
  authorize(actor, 'bed.move')
  const submission = { ...form, admissionId }
  return once(actor.id, 'bed.swap', submission, async (tx) => {
    const otherId = await stayInBed(tx, form.stayId)
    if (otherId === admissionId)
      throw new Refusal('Choose another patient to change places with.', { field: 'stayId' })
    const stays = await lockStays(tx, actor, [admissionId, otherId], now)
    const stay = stays.find(({ id }) => id === admissionId)
    const other = stays.find(({ id }) => id === otherId)
    if (!stay) throw new NotFound()
    if (stay.version !== form.version) throw new Stale({ bedId: stay.bedId }, stay.version)
    if (!other || other.stayId !== form.stayId) throw new Refusal(gone, { field: 'stayId' })
    const beds = await lockBeds(tx, [stay.bedId, other.bedId], now)
    const bedOf = (id: string) => beds.find((bed) => bed.id === id)
    const [to, back] = [bedOf(other.bedId), bedOf(stay.bedId)]
    if (!to || !back) throw new NotFound()

    const needs = await needsOf([stay.patientId, other.patientId], tx)
    const misfits = ({ patientId, sex }: OpenStay, bed: LockedBed) =>
      misfitsOf(tx, { sex, need: needs.get(patientId) ?? null }, bed)
    const [reasons, others] = [await misfits(stay, to), await misfits(other, back)]
    requireAgreed(to, reasons, form)
    requireAgreed(back, others, form)
    const from = later(later(now, stay.startedAt), other.startedAt)
    await endStay(tx, { admissionId }, from, actor.id)
    await endStay(tx, { admissionId: otherId }, from, actor.id)
    await lieIn(tx, actor, { bed: to, admissionId, from, reason: reasonOf(form, reasons) })
    await lieIn(tx, actor, { bed: back, admissionId: otherId, from, reason: reasonOf(form, others) })
    const { reason, why } = form
    await note(tx, actor, stay, { to: to.id, with: otherId, reason, reasons, why })
    await note(tx, actor, other, { to: back.id, with: admissionId, reason, reasons: others, why })
    return { id: admissionId }
  })
}

const gone = 'This patient was moved or discharged meanwhile. Choose again.'

async function stayInBed(tx: Tx, stayId: string): Promise<string> {
  const stay = await tx.bedStay.findFirst({
    where: { id: stayId, kind: 'OCCUPIED', endedAt: null },
    select: { admissionId: true },
  })
  if (!stay?.admissionId) throw new Refusal(gone, { field: 'stayId' })
  return stay.admissionId
}

interface OpenStay {
  id: string
  version: number
  patientId: string
  name: string
  sex: 'FEMALE' | 'MALE' | 'OTHER' | null
  /** What they lie in, and since when. */
  stayId: string
  bedId: string
  startedAt: Date
}

/** Open stays with their patients locked, always in one order: two people who swap the same beds do not block each other. */
async function lockStays(tx: Tx, actor: Actor, ids: readonly string[], now: Date): Promise<OpenStay[]> {
  const found = await tx.admission.findMany({
    where: { id: { in: [...ids] }, patient: patientsOf(actor, now) },
    select: { patientId: true },
  })
  for (const { patientId } of found.sort((one, other) => (one.patientId < other.patientId ? -1 : 1)))
    await lockPatient(tx, patientId)
  const stays = await tx.admission.findMany({
    where: { id: { in: [...ids] }, patient: patientsOf(actor, now) },
    select: {
      ...{ id: true, version: true, status: true, patientId: true },
      patient: { select: { name: true, sex: true } },
      stays: { where: { endedAt: null }, select: { id: true, bedId: true, startedAt: true } },
    },
  })
  return stays.map(({ stays: [open], patient, status, ...stay }) => {
    if (status !== 'ADMITTED' || !open)
      throw new Refusal('{{name}} is not admitted any more.', { values: { name: patient.name } })
    return { ...stay, ...patient, stayId: open.id, bedId: open.bedId, startedAt: open.startedAt }
  })
}

async function lieIn(
  tx: Tx,
  actor: Actor,
  { bed, ...stay }: { bed: LockedBed; admissionId: string; from: Date; reason: string },
): Promise<void> {
  await beginStay(tx, { ...stay, kind: 'OCCUPIED', bedId: bed.id, byId: actor.id })
  await tx.admission.update({
    where: { id: stay.admissionId },
    data: { version: { increment: 1 } },
    select: { id: true },
  })
}

/** Why the patient lies there now; of a bed that does not fit, why it was taken all the same. */
const reasonOf = ({ reason, why }: Agreement & { reason: string }, reasons: readonly string[]): string =>
  reasons.length > 0 && why ? `${reason} ${why}` : reason

async function note(
  tx: Tx,
  actor: Actor,
  stay: OpenStay,
  deed: { to: string; with?: string; reason: string; reasons: string[]; why: string | null },
): Promise<void> {
  const { reasons, why, ...details } = { ...deed, from: stay.bedId }
  await audit(tx, actor, 'bed.move', {
    ...{ type: 'admission', id: stay.id, patientId: stay.patientId },
    details: { ...details, ...(reasons.length > 0 && { takenThough: reasons, why }) },
  })
}

const later = (one: Date, other: Date): Date => (one > other ? one : other)
