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

/** A query that adds these jobs, for a statement that does more besides. */
export const jobsInSql = (jobs: Job[] | object[]) => Prisma.sql`
  SELECT graphile_worker.add_job(task, payload, run_at => "runAt", max_attempts => ${MAX_ATTEMPTS}::int,
    job_key => key, job_key_mode => 'replace')::text
  FROM json_to_recordset(${JSON.stringify(jobs)}::json) job(task text, payload json, "runAt" timestamptz, key text)`

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
