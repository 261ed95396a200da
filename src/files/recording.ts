import type { Actor } from '../access/actor.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { db } from '../db/client.js'
import { isUnavailable } from '../db/errors.js'
import { addJob } from '../jobs/queue.js'
import { uploadLimits } from '../settings/queries.js'
import { dayIn, startOfDay } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { cleanName } from './name-rules.js'
import { type Arrived, dropFile, type Kept, keep, receive } from './store.js'

const UPLOADS_LOCK = 4_216
const MEGABYTE = 1024 * 1024

/**
 * Puts a file into its place, with a preview that was drawn of it, then lets `record` write the rows; what has no row in
 * the end is thrown away. Only where nobody knows whether the rows are there, because the connection broke, the nightly
 * look decides.
 */
export async function withFile<Result>(
  content: Arrived | Buffer,
  preview: Buffer | null,
  record: (file: Kept, preview: Kept | null) => Promise<Result>,
): Promise<Result> {
  const kept: Kept[] = []
  const drop = (ids: string[]) => Promise.all(ids.map(dropFile))
  const put = async (one: Arrived | Buffer) => {
    const it = await keep(Buffer.isBuffer(one) ? await receive([one]) : one)
    kept.push(it)
    return it
  }
  try {
    const result = await record(await put(content), preview && (await put(preview)))
    await drop(await withoutRow(kept.map(({ id }) => id)))
    return result
  } catch (error) {
    if (!isUnavailable(error)) await drop(kept.map(({ id }) => id))
    throw error
  }
}

/** A form that came twice has its first answer, and the file of the second has no row. */
async function withoutRow(ids: string[]): Promise<string[]> {
  const rows = await db.storedFile
    .findMany({ where: { id: { in: ids } }, select: { id: true } })
    // They are recorded, whatever became of the connection since.
    .catch(() => ids.map((id) => ({ id })))
  return ids.filter((id) => !rows.some((row) => row.id === id))
}

interface Recorded {
  originalName: string
  mediaType: string
  /** Beside which field it is said that the day's amount is used up. */
  field: string
  /** Drawn here from what was sent: there is nothing of anybody else's in it to be scanned. */
  drawn?: boolean
}

/** The row of a file that somebody sent, within what they may send in a day of the hospital. */
export async function recordFile(
  tx: Tx,
  actor: Actor,
  kept: Kept,
  { originalName, mediaType, field, drawn }: Recorded,
  now: Date,
): Promise<void> {
  // One after the other for each person: what the one adds the next one counts.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${UPLOADS_LOCK}::int, hashtext(${actor.id}))`
  const { dailyMegabytes } = await uploadLimits(tx)
  if ((await sentToday(tx, actor.id, now)) + kept.size > dailyMegabytes * MEGABYTE)
    throw enoughForToday(dailyMegabytes, field)
  const scan = config.clamdUrl && !drawn ? 'PENDING' : 'NOT_SCANNED'
  await tx.storedFile.create({
    data: { ...kept, originalName: cleanName(originalName), mediaType, scan, uploadedById: actor.id },
    select: { id: true },
  })
  if (scan === 'PENDING')
    await addJob(tx, 'files.scan', { fileId: kept.id }, { key: `files.scan ${kept.id}` })
}

/** The row of a preview: nobody sent it. */
export async function recordPreview(tx: Tx, kept: Kept, originalName: string): Promise<void> {
  await tx.storedFile.create({
    data: { ...kept, originalName: cleanName(originalName), mediaType: 'image/jpeg' },
    select: { id: true },
  })
}

/** Before anything of a file is read: who has used up the day is told at once. */
export async function requireRoomToday(actor: Actor, field: string, now: Date): Promise<void> {
  const { dailyMegabytes } = await uploadLimits()
  if ((await sentToday(db, actor.id, now)) >= dailyMegabytes * MEGABYTE)
    throw enoughForToday(dailyMegabytes, field)
}

async function sentToday(tx: Tx, accountId: string, now: Date): Promise<number> {
  const since = startOfDay(dayIn(now, config.zone), config.zone)
  const { _sum } = await tx.storedFile.aggregate({
    where: { uploadedById: accountId, createdAt: { gte: since } },
    _sum: { size: true },
  })
  return _sum.size ?? 0
}

const enoughForToday = (megabytes: number, field: string) =>
  new Refusal('With this file you would send more than {{megabytes}} MB in one day. Send it tomorrow.', {
    field,
    values: { megabytes },
  })
