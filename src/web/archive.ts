import { addAbortSignal, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Response } from 'express'
import { ZipFile } from 'yazl'
import { sendStream } from './stream.js'

/** Puts one file into the archive and waits until it is in: no more than one is open at a time. */
export type AddFile = (name: string, content: Readable | AsyncIterable<string>) => Promise<void>

/**
 * Sends a ZIP while it is filled, however large it becomes. Where filling fails in the middle the connection is cut, so
 * that nobody takes a half for the whole; a reader who leaves ends the filling.
 */
export async function sendArchive(res: Response, fill: (add: AddFile) => Promise<void>): Promise<void> {
  const zip = new ZipFile()
  const gone = new AbortController()
  // It is one of Node's streams, though its types promise less.
  const archive = zip.outputStream as Readable
  const add: AddFile = async (name, content) => {
    const stream = content instanceof Readable ? content : Readable.from(content, { objectMode: false })
    const added = finished(addAbortSignal(gone.signal, stream), { writable: false })
    zip.addReadStream(stream, name, { mode: 0o600 })
    await added
  }
  const filling = fill(add).then(
    () => zip.end(),
    (error: Error) => archive.destroy(error),
  )
  zip.on('error', (error: Error) => archive.destroy(error))
  try {
    await sendStream(res, archive)
  } finally {
    gone.abort()
    await filling
  }
}
