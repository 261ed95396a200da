import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { freeTimes, nextFreeTimes } from '../../src/availability/queries.js'
import { loadConfig } from '../../src/config.js'
import { closeDatabase, openDatabase } from '../../src/db/client.js'
import { startEmbedded } from '../../src/db/embedded.js'
import { migrate } from '../../src/db/migrate.js'
import { addDays, day, instantAt, timeOfDay } from '../../src/shared/calendar.js'
import { fillHouse, openFullHouse } from './full-house.js'

/**
 * How long the search for free times takes in a full house: 200 doctors, 8 weeks, two of three times taken.
 * Run by hand: node --import tsx tests/availability/benchmark.ts
 */
const folder = path.join(os.tmpdir(), `wardwell-benchmark-${process.pid}`)
const server = await startEmbedded(folder, { fsync: 'off', synchronous_commit: 'off' })
try {
  loadConfig({ NODE_ENV: 'test', BASE_URL: 'http://localhost:3000', DATA_DIR: folder, UPLOADS: folder })
  await migrate(server.ownerUrl)
  openDatabase({ url: server.appUrl })
  const log = pino()
  const doctors = await openFullHouse()
  const monday = day('2027-01-04')
  await fillHouse(monday, 56, 18)
  const asking = {
    now: instantAt(monday, timeOfDay('08:00'), 'Asia/Kolkata'),
    audience: 'patient',
    urgent: false,
  } as const
  const days = { from: monday, to: addDays(monday, 56) }
  const measure = async (what: string, search: () => Promise<Map<string, unknown[]>>) => {
    const times: number[] = []
    let found = 0
    for (let run = 0; run < 7; run++) {
      const begin = performance.now()
      found = [...(await search()).values()].reduce((sum, slots) => sum + slots.length, 0)
      times.push(performance.now() - begin)
    }
    const milliseconds = Math.round(times.toSorted((a, b) => a - b)[3] ?? 0)
    log.info({ what, found, milliseconds })
  }
  await measure('every free time of 200 doctors in 8 weeks', () => freeTimes(doctors, days, asking))
  await measure('the next five of each of 200 doctors', () => nextFreeTimes(doctors, asking, 5))
  await measure('the next five of one doctor', () => nextFreeTimes(doctors.slice(0, 1), asking, 5))
} finally {
  await closeDatabase()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
