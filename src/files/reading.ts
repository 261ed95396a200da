import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { db } from '../db/client.js'
import { Damaged, NotFound, Refusal } from '../shared/errors.js'
import { fingerprint, openFile } from './store.js'

export interface WholeFile {
  id: string
  originalName: string
  mediaType: string
  size: number
  /** From the first byte on; read to its end it closes the file. */
  stream: () => Readable
  /** For whoever does not read it. */
  close: () => Promise<void>
}

/**
 * A file with the very bytes that were sent, looked at whole before the first of them is given out. The caller has
 * found it within the reader's scope. Throws NotFound; Damaged, where the disk has lost or changed it; a Refusal
 * where it is not known to be free of viruses.
 */
export async function openWhole(id: string): Promise<WholeFile> {
  const row = await db.storedFile.findUnique({
    where: { id },
    select: { id: true, originalName: true, mediaType: true, size: true, sha256: true, scan: true },
  })
  if (!row) throw new NotFound()
  if (row.scan === 'INFECTED') throw new Refusal('A virus was found in this file. It is not given out.')
  if (row.scan === 'PENDING')
    throw new Refusal('This file waits for the virus scanner. Try again in a few minutes.')
  const file = await openFile(id)
  if (!file) throw await damaged(id)
  try {
    if (!isSame(await fingerprint(file), row)) throw await damaged(id)
  } catch (error) {
    await file.close()
    throw error
  }
  const { scan: _scan, sha256: _sha256, ...known } = row
  return { ...known, stream: () => file.createReadStream({ start: 0 }), close: () => file.close() }
}

export const isSame = (
  one: { size: number; sha256: string },
  other: { size: number; sha256: string },
): boolean => one.size === other.size && one.sha256 === other.sha256

async function damaged(id: string): Promise<Damaged> {
  await markDamaged(id, new Date())
  return new Damaged()
}

/** Remembers since when a file is missing or changed, for the administration. */
export async function markDamaged(id: string, now: Date): Promise<void> {
  await db.storedFile.updateMany({ where: { id, damagedAt: null }, data: { damagedAt: now } })
}

/** What it is on the disk, or null where it is not there. */
export async function foundOnDisk(id: string): Promise<{ size: number; sha256: string } | null> {
  const file: FileHandle | null = await openFile(id)
  if (!file) return null
  try {
    return await fingerprint(file)
  } finally {
    await file.close()
  }
}
