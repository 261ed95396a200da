import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { config } from '../config.js'

export interface Kept {
  id: string
  size: number
  sha256: string
}

/**
 * Writes a file under a random name: a temporary one first, made durable, then moved into its place whole. The
 * database's row follows it, so that a row never points at nothing.
 */
export async function keepFile(content: Buffer): Promise<Kept> {
  const id = randomUUID()
  const place = placeOf(id)
  const draft = `${place}.draft`
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, place)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return { id, size: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}

/** Null where the disk has lost it. Whoever opens it reads it to its end, which closes it. */
export async function openFile(id: string): Promise<FileHandle | null> {
  try {
    return await open(placeOf(id))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

export async function dropFile(id: string): Promise<void> {
  await rm(placeOf(id), { force: true })
}

/** Spread over 256 folders by the last two letters; an id is never text that came from outside. */
const placeOf = (id: string) => path.join(config.uploads, id.slice(-2), id)
