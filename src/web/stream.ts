import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'

/**
 * Sends a file or a document piece by piece. A reader who leaves meanwhile is no error; where the source fails in
 * the middle the connection is cut, so that nobody takes a half for the whole.
 */
export async function sendStream(res: Response, source: Readable): Promise<void> {
  try {
    await pipeline(source, res)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
      throw error
  }
}
