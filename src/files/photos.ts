import type { Response } from 'express'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import type { Actor } from '../access/actor.js'
import { db, type Tx, transaction } from '../db/client.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { sendStream } from '../web/stream.js'
import { dropFile, keepFile, openFile } from './store.js'

export interface Upload {
  originalName: string
  content: Buffer
}

const kinds: Record<string, RegExp> = { 'image/jpeg': /\.jpe?g$/i, 'image/png': /\.png$/i }
const EDGE = 512
const MOST_PIXELS = 50_000_000

/**
 * A photo of a person: what the file says it is, what it is and what it is called must agree. It is drawn anew as
 * a square JPEG, so that nothing else that was in the file (place, camera, script) is kept.
 */
export async function replacePhoto(
  actor: Actor,
  upload: Upload | null,
  save: (tx: Tx, photoId: string) => Promise<{ formerPhotoId: string | null }>,
): Promise<void> {
  if (!upload) throw new Refusal('Choose a photo.', { field: 'photo' })
  const { id, size, sha256 } = await keepFile(await redrawn(upload))
  const originalName = upload.originalName.slice(-200)
  const data = { id, size, sha256, mediaType: 'image/jpeg', originalName, uploadedById: actor.id }
  const { formerPhotoId } = await transaction(async (tx) => {
    await tx.storedFile.create({ data, select: { id: true } })
    const saved = await save(tx, id)
    if (saved.formerPhotoId) await tx.storedFile.deleteMany({ where: { id: saved.formerPhotoId } })
    return saved
  }).catch(async (error) => {
    await dropFile(id)
    throw error
  })
  if (formerPhotoId) await dropFile(formerPhotoId)
}

/** Sends a photo that the caller has already found within the reader's scope. */
export async function sendPhoto(res: Response, photoId: string | null): Promise<void> {
  const file = photoId
    ? await db.storedFile.findUnique({ where: { id: photoId }, select: { id: true, size: true } })
    : null
  const content = file && (await openFile(file.id))
  if (!content) throw new NotFound()
  res.set({
    'Content-Type': 'image/jpeg',
    'Content-Length': String(file.size),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
  })
  await sendStream(res, content.createReadStream())
}

async function redrawn({ originalName, content }: Upload): Promise<Buffer> {
  const found = await fileTypeFromBuffer(content)
  const named = found && kinds[found.mime]
  if (!named?.test(originalName))
    throw new Refusal('Choose a photo that is a JPEG or a PNG file.', { field: 'photo' })
  try {
    return await sharp(content, { limitInputPixels: MOST_PIXELS })
      .rotate()
      .resize(EDGE, EDGE, { fit: 'cover' })
      .jpeg({ quality: 82 })
      .toBuffer()
  } catch {
    throw new Refusal('This photo cannot be read. Choose another one.', { field: 'photo' })
  }
}
