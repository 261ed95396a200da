import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { once } from '../db/once.js'
import { openRecord } from '../patients/open-record.js'
import { NotFound } from '../shared/errors.js'
import type { Note } from './forms.js'

/** Signs a note with the doctor's name and the time. It belongs to the stay that is open now, if there is one. */
export function writeNote(actor: Actor, patientId: string, form: Note, now: Date): Promise<{ id: string }> {
  authorize(actor, 'note.create')
  const { doctorId } = actor
  if (!doctorId) throw new NotFound()
  return once(actor.id, `note.create ${patientId}`, form, async (tx) => {
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    const { id } = await tx.clinicalNote.create({
      data: { patientId, admissionId, doctorId, text: form.text, createdAt: now },
      select: { id: true },
    })
    await audit(tx, actor, 'note.create', { type: 'note', id, patientId })
    return { id }
  })
}
