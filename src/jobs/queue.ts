import type { Tx } from '../db/client.js'

/** Every background task and what it is given. */
export interface Tasks {
  'notices.deliver': { messageId: string }
  'accounts.send-password-reset': { email: string }
  'jobs.tidy-up': ByTheClock
  'appointments.remind': { appointmentId: string; which: 'first' | 'second'; startsAt: string }
  'appointments.close-days': ByTheClock
  'offers.slot-freed': { doctorId: string; startsAt: string }
  'offers.rescue': { appointmentId: string }
  'offers.lapse': { holdId: string }
  'offers.timetable-changed': { doctorId: string }
  'offers.doctor-left': { accountId: string }
  'offers.sweep': ByTheClock
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

/** Queues a task in the command's own transaction: a rolled-back command leaves no job. */
export async function addJob<Name extends TaskName>(
  tx: Tx,
  task: Name,
  payload: Tasks[Name],
  { runAt, key }: Wanted = {},
): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, run_at => ${runAt ?? null}::timestamptz,
      max_attempts => ${MAX_ATTEMPTS}::int, job_key => ${key ?? null}::text, job_key_mode => 'replace')`
}

/** Takes a waiting job out of the queue, when and if this transaction commits. One that runs already ends as it will. */
export async function removeJob(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.remove_job(${key})`
}

export const MAX_ATTEMPTS = 12
