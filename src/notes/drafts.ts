import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { openRecord } from '../patients/open-record.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import type { Draft } from './forms.js'

export interface SavedDraft {
  version: number
  savedAt: Date
}

/**
 * Keeps what a doctor has written so far: one draft for each of their patients. A draft that another tab has changed
 * meanwhile is not overwritten: Stale.
 */
export function saveDraft(actor: Actor, patientId: string, form: Draft, now: Date): Promise<SavedDraft> {
  const doctorId = writer(actor)
  const { kind, text } = form
  const known = form.draftVersion ?? 0
  return transaction(async (tx) => {
    await openRecord(tx, actor, patientId, now)
    if (known > 0) {
      const { count } = await tx.noteDraft.updateMany({
        where: { doctorId, patientId, version: known },
        data: { kind, text, updatedAt: now, version: { increment: 1 } },
      })
      if (count > 0) return { version: known + 1, savedAt: now }
    } else {
      const [made] = await tx.noteDraft.createManyAndReturn({
        data: [{ doctorId, patientId, kind, text, updatedAt: now }],
        skipDuplicates: true,
        select: { id: true, version: true },
      })
      if (made) {
        await audit(tx, actor, 'note.create', {
          type: 'note-draft',
          id: made.id,
          patientId,
          details: { draft: true },
        })
        return { version: made.version, savedAt: now }
      }
    }
    return theSame(await otherDraft(tx, doctorId, patientId, form), form)
  })
}

/** The draft that stands there now, where the form was opened with another one. */
export async function otherDraft(tx: Tx, doctorId: string, patientId: string, form: Draft) {
  const draft = await tx.noteDraft.findUnique({
    where: { doctorId_patientId: { doctorId, patientId } },
    select: { kind: true, text: true, version: true, updatedAt: true },
  })
  if (!draft && (form.draftVersion ?? 0) > 0)
    throw new Refusal(
      'This draft was signed or thrown away meanwhile, perhaps in another tab. Look at the notes before you go on.',
    )
  return draft
}

type Found = NonNullable<Awaited<ReturnType<typeof otherDraft>>>

/** Nothing is lost where both tabs hold the same words. */
function theSame(draft: Found | null, { kind, text }: Draft): SavedDraft {
  if (!draft) throw new NotFound()
  if (draft.kind !== kind || draft.text !== text)
    throw new Stale({ kind: draft.kind, text: draft.text }, draft.version)
  return { version: draft.version, savedAt: draft.updatedAt }
}

export function discardDraft(actor: Actor, patientId: string, now: Date): Promise<void> {
  const doctorId = writer(actor)
  return transaction(async (tx) => {
    await openRecord(tx, actor, patientId, now)
    const { count } = await tx.noteDraft.deleteMany({ where: { doctorId, patientId } })
    if (count === 0) throw new Refusal('There is no draft any more.')
    await audit(tx, actor, 'note.create', {
      type: 'note-draft',
      patientId,
      details: { draft: 'thrown away' },
    })
  })
}

/** Notes are signed with a doctor's name. */
export function writer(actor: Actor): string {
  authorize(actor, 'note.create')
  if (!actor.doctorId) throw new NotFound()
  return actor.doctorId
}
