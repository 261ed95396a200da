import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { config } from '../config.js'
import { Malformed } from '../shared/errors.js'

/** A file that came in whole: its bytes are on the disk for good, under a name that is only for now. */
export interface Arrived {
  path: string
  size: number
  sha256: string
}

/** A file that somebody sent with a form; it stays for the time of the request. */
export interface Upload extends Arrived {
  originalName: string
}

/** A file in its own place. */
export interface Kept {
  id: string
  size: number
  sha256: string
}

/** Where files are that are not kept yet. Nothing stays there: see reconciling.ts. */
export const arrivingFolder = () => path.join(config.uploads, 'arriving')

/** At every start: for nobody but this program, also where somebody made the folder before it. */
export function openStore(): void {
  mkdirSync(config.uploads, { recursive: true, mode: 0o700 })
  try {
    chmodSync(config.uploads, 0o700)
  } catch {
    // Its owner is somebody else, who has to see to it.
  }
}

/** Writes down what comes, counted and hashed on the way. Where it ends early or the disk is full, nothing is left. */
export async function receive(source: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Arrived> {
  await mkdir(arrivingFolder(), { recursive: true, mode: 0o700 })
  const place = path.join(arrivingFolder(), randomUUID())
  const hash = createHash('sha256')
  let size = 0
  const file = await open(place, 'wx', 0o600)
  try {
    for await (const piece of source) {
      await file.writeFile(piece)
      hash.update(piece)
      size += piece.length
    }
    await file.sync()
    await file.close()
  } catch (error) {
    await file.close().catch(() => {})
    await rm(place, { force: true })
    throw error
  }
  return { path: place, size, sha256: hash.digest('hex') }
}

/**
 * Moves a file that arrived into its place, whole, under a random name. The database's row follows it, so that a row
 * never points at nothing.
 */
export async function keep({ path: from, size, sha256 }: Arrived): Promise<Kept> {
  const id = randomUUID()
  const place = placeOf(id)
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  try {
    await rename(from, place)
  } catch (error) {
    // Whoever sent it has left meanwhile, and it was thrown away.
    throw isMissing(error) ? new Malformed() : error
  }
  await makeDurable(path.dirname(place))
  return { id, size, sha256 }
}

/** Throws away what arrived; does nothing where it was kept. */
export async function discard({ path: place }: Pick<Arrived, 'path'>): Promise<void> {
  await rm(place, { force: true })
}

/** Null where the disk has lost it. Whoever opens it closes it, or reads its stream to the end. */
export async function openFile(id: string): Promise<FileHandle | null> {
  try {
    return await open(placeOf(id))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** What it is now, read to its end. */
export async function fingerprint(file: FileHandle): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of file.createReadStream({ autoClose: false, start: 0 })) {
    hash.update(piece)
    size += piece.length
  }
  return { size, sha256: hash.digest('hex') }
}

export async function dropFile(id: string): Promise<void> {
  await rm(placeOf(id), { force: true })
}

/** Spread over 256 folders by the last two letters; an id is never text that came from outside. */
const placeOf = (id: string) => path.join(config.uploads, id.slice(-2), id)

/** The new name, too, is there after a power cut. */
async function makeDurable(folder: string): Promise<void> {
  const opened = await open(folder)
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
