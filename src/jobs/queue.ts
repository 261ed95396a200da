import type { Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'

/** Every background task and what it is given. */
export interface Tasks {
  'notices.deliver': { messageId: string }
  'accounts.send-password-reset': { email: string }
  'jobs.tidy-up': ByTheClock
  'appointments.plan-reminders': Record<string, never>
  'appointments.remind': { appointmentId: string; which: 'first' | 'second'; startsAt: string }
  'appointments.close-days': ByTheClock
  'offers.slot-freed': { doctorId: string; startsAt: string }
  'offers.rescue': { appointmentId: string }
  'offers.lapse': { holdId: string }
  'offers.timetable-changed': { doctorId: string }
  'offers.doctor-left': { accountId: string }
  'offers.sweep': ByTheClock
  'files.scan': { fileId: string }
  'files.scan-again': ByTheClock
  'files.look': ByTheClock
  'orders.weekly-report': ByTheClock
  'timetables.review': { doctorId: string }
  'isolations.silence': ByTheClock
  'admissions.hold-lapsed': { stayId: string }
  'requests.lapse': ByTheClock
  'alerts.step': { alertId: string; step: number }
  'alerts.sweep': ByTheClock
  'board.clock': ByTheClock
}

/** What a task of the schedule is given: the minute that it was meant for, and whether that was missed. */
export interface ByTheClock {
  _cron: { ts: string; backfilled: boolean }
}

export type TaskName = keyof Tasks

interface Wanted {
  /** Not before this instant; without it, at once. */
  runAt?: Date
  /** One job waits under a key: the next takes its place, and `removeJob` takes it out. */
  key?: string
}

/** A task with what it is given. */
export type Job = { [Name in TaskName]: { task: Name; payload: Tasks[Name] } & Wanted }[TaskName]

/** Queues a task in the command's own transaction: a rolled-back command leaves no job. */
export async function addJob<Name extends TaskName>(
  tx: Tx,
  task: Name,
  payload: Tasks[Name],
  wanted: Wanted = {},
): Promise<void> {
  await addAll(tx, [{ task, payload, ...wanted }])
}

/** The same for several tasks, in one statement. */
export async function addJobs(tx: Tx, jobs: Job[]): Promise<void> {
  if (jobs.length > 0) await addAll(tx, jobs)
}

async function addAll(tx: Tx, jobs: object[]): Promise<void> {
  await tx.$executeRaw(jobsInSql(jobs))
}

/**
 * A query that adds these jobs, for a statement that does more besides; `others` is a query of `jobSpec`s that the
 * statement itself makes. All in one call of the queue's, each of which looks at all that it has to know.
 */
export const jobsInSql = (jobs: Job[] | object[], others = Prisma.empty) => Prisma.sql`
  SELECT graphile_worker.add_jobs(specs)::text
  FROM (
    SELECT array_agg(spec) AS specs
    FROM (
      SELECT ${jobSpec(Prisma.sql`task`, Prisma.sql`payload`, { runAt: Prisma.sql`"runAt"`, key: Prisma.sql`key` })} AS spec
      FROM json_to_recordset(${JSON.stringify(lastOfEachKey(jobs))}::json)
        job(task text, payload json, "runAt" timestamptz, key text)
      ${others}) wanted) queued
  WHERE specs IS NOT NULL`

const nothing = Prisma.sql`NULL`

export const jobSpec = (
  task: Prisma.Sql,
  payload: Prisma.Sql,
  { runAt = nothing, key = nothing } = {},
) => Prisma.sql`
  (${task}, ${payload}, NULL, ${runAt}, ${MAX_ATTEMPTS}::smallint, ${key}, NULL, NULL)::graphile_worker.job_spec`

/** Of two jobs under one key the later one takes the place of the other; one call may name a key but once. */
const lastOfEachKey = (jobs: { key?: string }[]): object[] => [
  ...new Map(jobs.map((job, index) => [job.key ?? index, job])).values(),
]

/** Takes a waiting job out of the queue, when and if this transaction commits. One that runs already ends as it will. */
export async function removeJob(tx: Tx, key: string): Promise<void> {
  await removeJobs(tx, [key])
}

export async function removeJobs(tx: Tx, keys: string[]): Promise<void> {
  if (keys.length > 0)
    await tx.$executeRaw`SELECT graphile_worker.remove_job(key) FROM unnest(${keys}::text[]) key`
}

/** Whether a job waits under this key, or runs just now. */
export async function isWaiting(tx: Tx, key: string): Promise<boolean> {
  const found = await tx.$queryRaw<object[]>`SELECT 1 FROM graphile_worker.jobs WHERE key = ${key}`
  return found.length > 0
}

export const MAX_ATTEMPTS = 12
