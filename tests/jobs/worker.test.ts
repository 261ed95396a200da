import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import pino from 'pino'
import { beforeEach, expect, test } from 'vitest'
import { db, pool, transaction } from '../../src/db/client.js'
import { lostTasks } from '../../src/jobs/lost-tasks.js'
import { addJob } from '../../src/jobs/queue.js'
import { startWorker } from '../../src/jobs/worker.js'
import { schedule, tasks } from '../../src/tasks.js'
import { useDatabase } from '../support/database.js'
import { eventually } from '../support/process.js'

const database = useDatabase()
const log = pino({ level: 'silent' })
beforeEach(async () => {
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
})

const add = () => transaction((tx) => addJob(tx, 'notices.deliver', { messageId: randomUUID() }))
const locked = () =>
  db.$queryRaw<object[]>`SELECT FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL`

/** A process takes the next task and is killed in the middle of it. */
async function takenAndKilled(): Promise<void> {
  const file = path.join(import.meta.dirname, 'killed-worker.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file, database.appUrl], { stdio: 'pipe' })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** A worker of this process that keeps its tasks until it is told to end them. */
async function slowWorker() {
  let taken = 0
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const handlers = {
    ...tasks,
    'notices.deliver': () => {
      taken++
      return ended
    },
  }
  const worker = await startWorker({ pool, handlers, schedule: [], log })
  return { taken: () => taken, end, stop: () => worker.stop() }
}

test('G-K1 a task whose process was killed is done by another within 30 seconds', {
  timeout: 60_000,
}, async () => {
  await add()
  await takenAndKilled()
  expect(await locked()).toHaveLength(1)
  const killedAt = Date.now()
  const worker = await slowWorker()
  await eventually(() => worker.taken() === 1, 'the task to be taken again')
  expect(Date.now() - killedAt).toBeLessThan(30_000)
  worker.end()
  await worker.stop()
})

test('G-K1 only the tasks of a worker that is gone are freed, and only after a second look', async () => {
  const living = await slowWorker()
  await add()
  await eventually(() => living.taken() === 1, 'the task to be taken')
  await add()
  await add()
  await eventually(() => living.taken() === 2, 'a second task to be taken')
  await takenAndKilled()
  expect(await locked()).toHaveLength(3)
  const look = lostTasks(pool)
  await look()
  expect(await locked()).toHaveLength(3)
  await look()
  await look()
  await eventually(async () => (await locked()).length === 2, 'the lost task to be freed')
  expect(living.taken()).toBe(2)
  living.end()
  await living.stop()
})

test('G-K16 two processes at the same instant do a scheduled task once', async () => {
  const midnight = [{ task: 'jobs.tidy-up', at: '0 0 * * *', why: 'A test.' }] as const
  await db.$executeRaw`INSERT INTO graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    VALUES ('jobs.tidy-up', now() - interval '3 days', now() - interval '2 days')`
  let done = 0
  const handlers = { ...tasks, 'jobs.tidy-up': async () => void done++ }
  const start = () => startWorker({ pool, handlers, schedule: midnight, log })
  const workers = await Promise.all([start(), start()])
  await eventually(() => done > 0, 'what was missed to be made up for')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(done).toBe(1)
  await Promise.all(workers.map((worker) => worker.stop()))
})

test('the queue can read every time in the schedule, which says why', async () => {
  const worker = await startWorker({
    pool,
    handlers: { ...tasks, 'jobs.tidy-up': async () => {} },
    schedule,
    log,
  })
  await eventually(async () => {
    const known = await db.$queryRaw<object[]>`SELECT FROM graphile_worker._private_known_crontabs`
    return known.length === schedule.length
  }, 'the schedule to be known')
  expect(schedule.every(({ why }) => why.length > 10)).toBe(true)
  await worker.stop()
})
