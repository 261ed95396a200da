import type { Actor } from '../access/actor.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { openRecord } from '../patients/open-record.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { otherDraft, writer } from './drafts.js'
import type { Amendment, Note } from './forms.js'
import { seen } from './queries.js'
import { onlyHeadings } from './rules.js'

/**
 * Signs a note with the doctor's name and the time; from then on nobody changes it. It belongs to the stay that is open
 * now, or to the doctor's visit with this patient today. The draft that it was is gone.
 */
export function writeNote(actor: Actor, patientId: string, form: Note, now: Date): Promise<{ id: string }> {
  const doctorId = writer(actor)
  if (onlyHeadings(form.text)) throw new Refusal('Write the note.', { field: 'text' })
  return once(actor.id, `note.create ${patientId}`, form, async (tx) => {
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    await takeDraft(tx, doctorId, patientId, form)
    const appointmentId = admissionId ? null : await visitToday(tx, doctorId, patientId, now)
    const { kind, text } = form
    const { id } = await tx.clinicalNote.create({
      data: { patientId, admissionId, appointmentId, doctorId, kind, text, createdAt: now },
      select: { id: true },
    })
    await audit(tx, actor, 'note.create', { type: 'note', id, patientId })
    return { id }
  })
}

/** Adds to a signed note, or puts it right: a note of its own that names the first and stands with it. */
export function amendNote(
  actor: Actor,
  patientId: string,
  noteId: string,
  form: Amendment,
  now: Date,
): Promise<{ id: string }> {
  const doctorId = writer(actor)
  return once(actor.id, `note.amend ${noteId}`, form, async (tx) => {
    await openRecord(tx, actor, patientId, now)
    const first = await tx.clinicalNote.findFirst({
      where: { id: noteId, patientId, amendsId: null },
      select: { kind: true, admissionId: true, appointmentId: true },
    })
    if (!first) throw new NotFound()
    const { id } = await tx.clinicalNote.create({
      data: { ...first, patientId, doctorId, text: form.text, amendsId: noteId, createdAt: now },
      select: { id: true },
    })
    await audit(tx, actor, 'note.create', { type: 'note', id, patientId, details: { amends: noteId } })
    return { id }
  })
}

/** The draft becomes the note: of two tabs that sign it, one does. */
async function takeDraft(tx: Tx, doctorId: string, patientId: string, form: Note): Promise<void> {
  const mine = { doctorId, patientId }
  const { count } = await tx.noteDraft.deleteMany({ where: { ...mine, version: form.draftVersion ?? 0 } })
  if (count > 0) return
  const draft = await otherDraft(tx, doctorId, patientId, form)
  if (!draft) return
  if (draft.kind !== form.kind || draft.text !== form.text)
    throw new Stale({ kind: draft.kind, text: draft.text }, draft.version)
  await tx.noteDraft.deleteMany({ where: mine })
}

async function visitToday(tx: Tx, doctorId: string, patientId: string, now: Date): Promise<string | null> {
  const visit = await tx.appointment.findFirst({
    where: {
      doctorId,
      patientId,
      day: dayToColumn(dayIn(now, config.zone)),
      status: { in: [...seen] },
    },
    orderBy: [{ calledAt: { sort: 'desc', nulls: 'last' } }, { startsAt: 'desc' }],
    select: { id: true },
  })
  return visit?.id ?? null
}
