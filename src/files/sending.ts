import type { Response } from 'express'
import { Damaged, NotFound } from '../shared/errors.js'
import { sendStream } from '../web/stream.js'
import { attachment } from './name-rules.js'
import { openWhole, type WholeFile } from './reading.js'

/**
 * Gives a file out to be saved, never to be shown: whatever is in it, no browser runs it in our name. The caller has
 * found it within the reader's scope, and has written down who gets it.
 */
export async function sendFile(res: Response, id: string): Promise<void> {
  const file = await openWhole(id)
  res.set('Content-Disposition', attachment(file.originalName))
  await send(res, file)
}

/** A picture that was drawn here anew, to be shown in a page of ours. One that is not there is not found. */
export async function sendPicture(res: Response, id: string | null): Promise<void> {
  if (!id) throw new NotFound()
  const file = await openWhole(id).catch((error) => {
    throw error instanceof Damaged ? new NotFound() : error
  })
  await send(res, file)
}

async function send(res: Response, file: WholeFile): Promise<void> {
  res.set({
    'Content-Type': file.mediaType,
    'Content-Length': String(file.size),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
  })
  await sendStream(res, file.stream())
}
