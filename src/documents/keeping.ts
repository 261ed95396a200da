import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { ordersOf } from '../access/record-scopes.js'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { once } from '../db/once.js'
import { isPicture } from '../files/kind-rules.js'
import { requireKind } from '../files/kinds.js'
import { smallPicture } from '../files/pictures.js'
import { recordFile, recordPreview, withFile } from '../files/recording.js'
import { discard, type Upload } from '../files/store.js'
import { openRecord } from '../patients/open-record.js'
import { dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { NewDocument } from './forms.js'

/** The field of the form that the file comes in. */
export const FILE_FIELD = 'file'

/**
 * Adds a file to the record of a patient, with what is said about it, and with a small picture where it is one. The
 * same form again, with the same file, gives the document that there is already.
 */
export async function keepDocument(
  actor: Actor,
  patientId: string,
  form: NewDocument,
  upload: Upload | null,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'document.create', { patientId })
  if (!upload) throw new Refusal('Choose the file.', { field: FILE_FIELD })
  try {
    const { path, originalName, sha256 } = upload
    const { mediaType } = await requireKind(upload, FILE_FIELD)
    // The same form with another file is another form.
    const sent = { ...form, sha256 }
    const preview = isPicture({ mediaType }) ? await smallPicture(path, FILE_FIELD) : null
    return await withFile(upload, preview, (file, small) =>
      once(actor.id, `document.create ${patientId}`, sent, async (tx) => {
        await openRecord(tx, actor, patientId, now)
        if (form.orderId) await requireOrder(tx, actor, patientId, form.orderId, now)
        await recordFile(tx, actor, file, { originalName, mediaType, field: FILE_FIELD }, now)
        if (small) await recordPreview(tx, small, originalName)
        const { title, kind, day, orderId } = form
        const { id } = await tx.document.create({
          data: {
            ...{ patientId, title, kind, orderId, day: dayToColumn(day), uploadedById: actor.id },
            ...{ fileId: file.id, previewId: small?.id ?? null, createdAt: now },
          },
          select: { id: true },
        })
        const details = { kind, size: file.size, sha256 }
        await audit(tx, actor, 'document.create', { type: 'document', id, patientId, details })
        return { id }
      }),
    )
  } finally {
    await discard(upload)
  }
}

async function requireOrder(tx: Tx, actor: Actor, patientId: string, id: string, now: Date): Promise<void> {
  const order = await tx.clinicalOrder.findFirst({
    where: { id, patientId, AND: ordersOf(actor, now) },
    select: { status: true },
  })
  if (!order) throw new NotFound()
  if (order.status === 'CANCELLED')
    throw new Refusal('This order was cancelled. A file cannot be added to it any more.')
}
