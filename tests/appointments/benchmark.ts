import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { createApp } from '../../src/app.js'
import { nextFreeTimes } from '../../src/availability/queries.js'
import { loadConfig } from '../../src/config.js'
import { closeDatabase, databaseAnswers, db, openDatabase, pool } from '../../src/db/client.js'
import { startEmbedded } from '../../src/db/embedded.js'
import { migrate } from '../../src/db/migrate.js'
import { migrateJobs } from '../../src/jobs/worker.js'
import { day, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { fillHouse, openFullHouse } from '../availability/full-house.js'
import type { Round } from './benchmark-client.js'
import { bareBooking, bareBookingTable, bareList, listening, openDesk } from './benchmark-rungs.js'

/**
 * The booking of a visit and the list of visits in a full house, each as a part of the least that such a page can be:
 * in one process, in turn, the median of five rounds. Run by hand: node --import tsx tests/appointments/benchmark.ts
 */
const ROUNDS = 5
const BOOKINGS = 400
const LISTS = 600

const folder = path.join(os.tmpdir(), `wardwell-benchmark-${process.pid}`)
const server = await startEmbedded(folder)
const log = pino()
const silent = pino({ level: 'silent' })
try {
  loadConfig({ NODE_ENV: 'test', BASE_URL: 'http://localhost:3000', DATA_DIR: folder, UPLOADS: folder })
  await migrate(server.ownerUrl)
  openDatabase({ url: server.appUrl })
  await migrateJobs(pool, silent)
  await asOwner(bareBookingTable)
  const doctors = await openFullHouse()
  const monday = day('2027-01-04')
  await fillHouse(monday, 28, 18)
  await asOwner(`UPDATE patient SET email = 'patient' || number || '@example.com'; ANALYZE`)

  const readiness = { started: () => true, accepting: () => true, database: databaseAnswers, folders: [] }
  const desk = await listening(createApp({ log: silent, secret: 'only a benchmark knows it', readiness }))
  const [booking, list] = [await listening(bareBooking()), await listening(bareList())]
  const [cookie, bareCookie] = [await openDesk(desk), await cookieOf(`http://localhost:${list}/log-in`)]
  const wanted = await bookings(doctors)
  const bare = Array.from({ length: ROUNDS * BOOKINGS }, (_, index) => {
    const startsAt = new Date(instantAt(monday, timeOfDay('09:00'), 'UTC').getTime() + index * 900_000)
    return { path: '/', body: String(new URLSearchParams({ doctor: '1', startsAt: startsAt.toISOString() })) }
  })

  const rates: Record<string, number[]> = { R4: [], booking: [], R2: [], list: [] }
  for (let round = 0; round < ROUNDS; round++) {
    const part = [round * BOOKINGS, (round + 1) * BOOKINGS] as const
    const posts = wanted.slice(...part).map((body) => ({ path: '/reception/appointments', cookie, body }))
    const gets = (one: Round['requests'][number]) => Array.from({ length: LISTS }, () => one)
    rates.R4?.push(await served({ port: booking, requests: bare.slice(...part), status: 303 }))
    rates.booking?.push(await served({ port: desk, requests: posts, status: 303 }))
    rates.R2?.push(
      await served({ port: list, requests: gets({ path: '/', cookie: bareCookie }), status: 200 }),
    )
    const listed = gets({ path: '/reception/appointments?show=all', cookie })
    rates.list?.push(await served({ port: desk, requests: listed, status: 200 }))
  }
  const median = (what: string) => Math.round(rates[what]?.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0)
  const ratio = (what: string, rung: string) => Number((median(what) / median(rung)).toFixed(3))
  log.info({ R4: median('R4'), booking: median('booking'), ratio: ratio('booking', 'R4') }, 'a second')
  log.info({ R2: median('R2'), list: median('list'), ratio: ratio('list', 'R2') }, 'a second')
} finally {
  await closeDatabase()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  await owner.query(sql).finally(() => owner.end())
}

async function cookieOf(url: string): Promise<string> {
  return (await fetch(url)).headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** The forms of as many bookings as the rounds take: each doctor sees a patient of their own, again and again. */
async function bookings(doctors: string[]): Promise<string[]> {
  const patients = await db.patient.findMany({
    take: doctors.length,
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  const each = Math.ceil((ROUNDS * BOOKINGS) / doctors.length)
  const free = await nextFreeTimes(doctors, { now: new Date(), audience: 'staff', urgent: false }, each)
  return Array.from({ length: each }, (_, index) => index).flatMap((index) =>
    doctors.map((doctorId, place) => {
      const startsAt = free.get(doctorId)?.[index]?.startsAt.toISOString() ?? ''
      const form = {
        doctorId,
        startsAt,
        patientId: patients[place]?.id ?? '',
        reason: 'Cough',
        priority: 'ROUTINE',
      }
      return String(new URLSearchParams({ ...form, idempotency_key: randomUUID() }))
    }),
  )
}

/** How many of these requests a second were served, by a process that does nothing but ask. */
function served(round: Round): Promise<number> {
  return new Promise((resolve, reject) => {
    const client = fork(new URL('./benchmark-client.ts', import.meta.url))
    client.once('message', (rate) => resolve(Number(rate)))
    client.once('exit', (code) => reject(new Error(`the client ended with ${code}`)))
    client.send(round)
  })
}
