import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { createApp } from '../../src/app.js'
import { loadConfig } from '../../src/config.js'
import { closeDatabase, databaseAnswers, db, openDatabase, pool } from '../../src/db/client.js'
import { startEmbedded } from '../../src/db/embedded.js'
import { migrate } from '../../src/db/migrate.js'
import { migrateJobs } from '../../src/jobs/worker.js'
import { listening, openDesk } from '../appointments/benchmark-rungs.js'
import { fillLargeHouse } from './large-house.js'

/**
 * How long the pages of a hospital with 5,000 beds take, each asked in turn: half of the answers come within the median,
 * and 99 of 100 within p99. Run by hand: node --import tsx tests/board/benchmark.ts
 */
const ROUNDS = Number(process.env.ROUNDS ?? 100)
const pages = {
  board: '/reception/board',
  free: '/reception/board?state=FREE&level=WARD',
  blocked: '/reception/board?state=BLOCKED',
  wards: '/reception/wards',
  home: '/reception',
  capacity: '/reception/board/capacity',
}

const folder = path.join(os.tmpdir(), `wardwell-benchmark-${process.pid}`)
const server = await startEmbedded(folder, { fsync: 'off', synchronous_commit: 'off' })
const log = pino()
const silent = pino({ level: 'silent' })
try {
  loadConfig({ NODE_ENV: 'test', BASE_URL: 'http://localhost:3000', DATA_DIR: folder, UPLOADS: folder })
  await migrate(server.ownerUrl)
  openDatabase({ url: server.appUrl })
  await migrateJobs(pool, silent)
  const readiness = { started: () => true, accepting: () => true, database: databaseAnswers, folders: [] }
  const app = createApp({ log: silent, secret: 'only a benchmark knows it', readiness })
  const port = await listening(app)
  const cookie = await openDesk(port)
  const { id } = await db.account.findFirstOrThrow({ select: { id: true } })
  await fillLargeHouse(id)
  await asOwner('ANALYZE')

  const times = new Map(Object.keys(pages).map((page) => [page, [] as number[]]))
  let bytes: Record<string, number> = {}
  for (let round = -5; round < ROUNDS; round++)
    for (const [page, address] of Object.entries(pages)) {
      const begin = performance.now()
      const answer = await fetch(`http://127.0.0.1:${port}${address}`, { headers: { cookie } })
      const text = await answer.text()
      if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
      if (round >= 0) times.get(page)?.push(performance.now() - begin)
      bytes = { ...bytes, [page]: text.length }
    }
  for (const [page, taken] of times) {
    const sorted = taken.toSorted((one, other) => one - other)
    const of = (share: number) => Math.round(sorted[Math.floor(share * (ROUNDS - 1))] ?? 0)
    log.info({ page, bytes: bytes[page], median: of(0.5), p90: of(0.9), p99: of(0.99) }, 'ms')
  }
} finally {
  await closeDatabase()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

/** The application itself may not. */
async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  await owner.query(sql).finally(() => owner.end())
}
