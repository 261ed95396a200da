import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { foundOnDisk, isSame, markDamaged } from './reading.js'
import { arrivingFolder } from './store.js'

/** What the nightly look found; kept as the event of the audit trail by which the administration reads it. */
export interface Looked {
  files: number
  /** Rows whose file is not on the disk. */
  missing: number
  /** Rows whose file has other bytes than were sent. */
  changed: number
  /** That were one of the two before, and are whole again. */
  healed: number
  /** Files on the disk that no row names. */
  orphans: number
  /** Orphans of more than a month, and what was left of uploads that never ended. */
  removed: number
}

export const LOOK = 'system.files-looked-at'

const BATCH = 200
const DAY_MS = 24 * 60 * 60 * 1000

/** Compares every row with its file, byte by byte, and every file with its row. */
export async function lookAtFiles(now: Date): Promise<void> {
  const rows = await lookAtRows(now)
  const disk = await lookAtDisk(now)
  const found: Looked = { ...rows, ...disk, removed: disk.removed + (await removeLeftovers(now)) }
  await audit(db, null, LOOK, { type: 'files', details: { ...found } })
}

async function lookAtRows(now: Date) {
  const found = { files: 0, missing: 0, changed: 0, healed: 0 }
  for (let after: string | null = null; ; ) {
    const rows: Row[] = await db.storedFile.findMany({
      where: after ? { id: { gt: after } } : {},
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true, size: true, sha256: true, damagedAt: true },
    })
    for (const row of rows) {
      const state = await stateOf(row)
      if (state === 'missing' || state === 'changed') await markDamaged(row.id, now)
      if (state === 'healed')
        await db.storedFile.updateMany({ where: { id: row.id }, data: { damagedAt: null } })
      if (state !== 'whole' && state !== 'gone') found[state]++
      found.files++
    }
    after = rows.at(-1)?.id ?? null
    if (rows.length < BATCH) return found
  }
}

interface Row {
  id: string
  size: number
  sha256: string
  damagedAt: Date | null
}

async function stateOf(row: Row): Promise<'whole' | 'healed' | 'changed' | 'missing' | 'gone'> {
  const there = await foundOnDisk(row.id)
  if (there && isSame(there, row)) return row.damagedAt ? 'healed' : 'whole'
  // A photo that was replaced just now: its row went first.
  if (!(await db.storedFile.findUnique({ where: { id: row.id }, select: { id: true } }))) return 'gone'
  return there ? 'changed' : 'missing'
}

const ORPHAN_DAYS = 30
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Orphans stay for a month: where a database was restored from an older backup, they are what it lacks. */
async function lookAtDisk(now: Date) {
  const found = { orphans: 0, removed: 0 }
  for (const folder of (await namesIn(config.uploads)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const ids = (await namesIn(path.join(config.uploads, folder))).filter((name) => uuid.test(name))
    const known = await db.storedFile.findMany({ where: { id: { in: ids } }, select: { id: true } })
    const named = new Set(known.map(({ id }) => id))
    for (const id of ids.filter((one) => !named.has(one))) {
      const place = path.join(config.uploads, folder, id)
      const days = await ageInDays(place, now)
      // One that came in just now gets its row in a moment.
      if (days < 1) continue
      if (days < ORPHAN_DAYS) found.orphans++
      else {
        await rm(place, { force: true })
        found.removed++
      }
    }
  }
  return found
}

/** Uploads whose process was killed. */
async function removeLeftovers(now: Date): Promise<number> {
  let removed = 0
  for (const name of await namesIn(arrivingFolder())) {
    const place = path.join(arrivingFolder(), name)
    if ((await ageInDays(place, now)) < 1) continue
    await rm(place, { force: true })
    removed++
  }
  return removed
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

/** Less than any age for what is gone meanwhile. */
const ageInDays = (place: string, now: Date): Promise<number> =>
  stat(place).then(
    ({ mtimeMs }) => (now.getTime() - mtimeMs) / DAY_MS,
    () => -1,
  )
