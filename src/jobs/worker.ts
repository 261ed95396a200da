import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { type JobHelpers, Logger, run, runMigrations, runOnce, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Logger as Log } from 'pino'
import { loggable } from '../web/loggable.js'
import { LOOK_MS, lostTasks, showLife } from './lost-tasks.js'
import type { TaskName, Tasks } from './queue.js'
import { cronItems, type Scheduled } from './schedule.js'

export interface Attempt {
  number: number
  last: boolean
}

/** What does each task: the features' jobs.ts files, gathered in app.ts. */
export type TaskHandlers = { [Name in TaskName]: (payload: Tasks[Name], attempt: Attempt) => Promise<void> }

interface WorkerOptions {
  pool: Pool
  handlers: TaskHandlers
  log: Log
}

/** The queue's own tables, made and owned by the application's role in a schema of their own. */
export async function migrateJobs(pool: Pool, log: Log): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet(log) })
}

export async function startWorker({
  pool,
  handlers,
  schedule,
  log,
}: WorkerOptions & { schedule: readonly Scheduled[] }): Promise<{ stop(): Promise<void> }> {
  const names: string[] = []
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => names.push(workerPool.id))
  showLife(events)
  const runner = await run({
    pgPool: pool,
    taskList: taskList(handlers),
    parsedCronItems: cronItems(schedule),
    logger: quiet(log),
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 5000,
    events,
  })
  const look = lostTasks(pool)
  const lookout = setInterval(
    // Without the database there is nothing to see; the next look is soon.
    () => look().catch(() => {}),
    LOOK_MS,
  )
  return {
    /** Waits for the tasks under way. Those that take long go back to the queue, or nobody would touch them for hours. */
    async stop() {
      clearInterval(lookout)
      const done = runner.stop().then(() => true)
      if (await Promise.race([done, pause(LONGEST_WAIT, false, { ref: false })])) return
      await pool.query('SELECT graphile_worker.force_unlock_workers($1)', [names])
    },
  }
}

const LONGEST_WAIT = 5_000

/** Does what is due now, and returns. */
export async function runDueJobs({ pool, handlers, log }: WorkerOptions): Promise<void> {
  await runOnce({ pgPool: pool, taskList: taskList(handlers), logger: quiet(log), noHandleSignals: true })
}

const taskList = (handlers: TaskHandlers) =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [
      name,
      (payload: unknown, { job }: JobHelpers) =>
        // The queue stores JSON; addJob() is its only writer and types the payload by the task's name.
        (handle as (payload: unknown, attempt: Attempt) => Promise<void>)(payload, {
          number: job.attempts,
          last: job.attempts >= job.max_attempts,
        }),
    ]),
  )

/** The worker's own words may quote a payload: only what failed and where is logged, the message's row says why. */
const quiet = (log: Log) =>
  new Logger((scope) => (level, _message, meta) => {
    if (level === 'error')
      log.warn(
        { task: scope.taskIdentifier, job: scope.jobId, error: loggable(meta?.error) },
        'a background task failed and will be tried again',
      )
  })
