import type { Response } from 'express'
import type { Actor } from '../access/actor.js'
import { type Tx, transaction } from '../db/client.js'
import { Refusal } from '../shared/errors.js'
import { requirePicture } from './kinds.js'
import { squarePhoto } from './pictures.js'
import { recordFile, withFile } from './recording.js'
import { sendPicture } from './sending.js'
import { discard, dropFile, type Upload } from './store.js'

/**
 * A photo of a person: what it is called and what it is must agree. It is drawn anew as a square JPEG, so that
 * nothing else that was in the file (place, camera, script) is kept.
 */
export async function replacePhoto(
  actor: Actor,
  upload: Upload | null,
  save: (tx: Tx, photoId: string) => Promise<{ formerPhotoId: string | null }>,
): Promise<void> {
  if (!upload) throw new Refusal('Choose a photo.', { field: 'photo' })
  await requirePicture(upload, 'photo')
  const photo = await squarePhoto(upload.path, 'photo')
  await discard(upload)
  const { originalName } = upload
  const file = { originalName, mediaType: 'image/jpeg', field: 'photo', drawn: true }
  const { formerPhotoId } = await withFile(photo, null, (kept) =>
    transaction(async (tx) => {
      await recordFile(tx, actor, kept, file, new Date())
      const saved = await save(tx, kept.id)
      if (saved.formerPhotoId) await tx.storedFile.deleteMany({ where: { id: saved.formerPhotoId } })
      return saved
    }),
  )
  if (formerPhotoId) await dropFile(formerPhotoId)
}

/** Sends a photo that the caller has already found within the reader's scope. */
export const sendPhoto = (res: Response, photoId: string | null): Promise<void> => sendPicture(res, photoId)
