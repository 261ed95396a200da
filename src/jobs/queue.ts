import type { Tx } from '../db/client.js'

/** Every background task and what it is given. */
export interface Tasks {
  'notices.deliver': { messageId: string }
  'accounts.send-password-reset': { email: string }
  'jobs.tidy-up': ByTheClock
  'offers.slot-freed': { doctorId: string; startsAt: string }
}

/** What a task of the schedule is given: the minute that it was meant for, and whether that was missed. */
export interface ByTheClock {
  _cron: { ts: string; backfilled: boolean }
}

export type TaskName = keyof Tasks

/** Queues a task in the command's own transaction: a rolled-back command leaves no job. */
export async function addJob<Name extends TaskName>(tx: Tx, task: Name, payload: Tasks[Name]): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, max_attempts => ${MAX_ATTEMPTS}::int)`
}

export const MAX_ATTEMPTS = 12
