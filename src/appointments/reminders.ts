import { db, type Tx, transaction } from '../db/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { addJobs, isWaiting, type Job, removeJob, removeJobs } from '../jobs/queue.js'
import { writeMessages } from '../notices/writing.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { type Reminder, type ReminderHours, reminders, reminderTimes, stillDue } from './reminder-rules.js'
import { messagesToPatient } from './telling-patients.js'
import { visitNews } from './told-queries.js'

interface Planned {
  id: string
  status: AppointmentStatus
  startsAt: Date
}

/** Puts the reminders of a visit that are still ahead into the queue, in the place of those for an earlier time. */
export async function planReminders(tx: Tx, visit: Planned, now: Date): Promise<void> {
  const { jobs, outdated } = reminderJobs(visit, await schedulingSettings(tx), now)
  await removeJobs(tx, outdated)
  await addJobs(tx, jobs)
}

/** The reminders of a visit that are still ahead, and the keys of those that there are none of. */
export function reminderJobs(
  visit: Planned,
  hours: ReminderHours,
  now: Date,
): { jobs: Job[]; outdated: string[] } {
  const jobs: Job[] = []
  const outdated: string[] = []
  for (const { which, key, runAt } of remindersOf(visit, hours))
    if (!runAt || runAt <= now) outdated.push(key)
    else jobs.push(reminderJob(visit, which, key, runAt))
  return { jobs, outdated }
}

/**
 * Times the reminders of all visits to come anew, after the hours before were changed. One that was still to come, and
 * by the new hours should have gone out already, goes out at once. May be done again and again, by several processes.
 */
export async function replanReminders(now: Date): Promise<void> {
  for (let after = NO_ID; ; ) {
    const visits = await db.appointment.findMany({
      where: { status: 'CONFIRMED', startsAt: { gt: now }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true },
    })
    for (const { id } of visits) await transaction((tx) => replan(tx, id, now))
    const last = visits.at(-1)
    if (!last || visits.length < BATCH) return
    after = last.id
  }
}

async function replan(tx: Tx, id: string, now: Date): Promise<void> {
  const [visit] = await tx.$queryRaw<Planned[]>`
    SELECT id, status, starts_at AS "startsAt" FROM "appointment" WHERE "id" = ${id}::uuid FOR UPDATE`
  if (!visit) return
  for (const { which, key, runAt } of remindersOf(visit, await schedulingSettings(tx))) {
    if (!runAt || (runAt <= now && !(await isWaiting(tx, key)))) await removeJob(tx, key)
    else await addJobs(tx, [reminderJob(visit, which, key, runAt)])
  }
}

/** Each reminder with when it is due; without an instant where there is none to be. */
function remindersOf({ id, status, startsAt }: Planned, hours: ReminderHours) {
  const times = status === 'CONFIRMED' ? reminderTimes(startsAt, hours) : {}
  return reminders.map((which) => ({ which, key: `reminder ${which} ${id}`, runAt: times[which] }))
}

const reminderJob = ({ id, startsAt }: Planned, which: Reminder, key: string, runAt: Date): Job => ({
  task: 'appointments.remind',
  payload: { appointmentId: id, which, startsAt: startsAt.toISOString() },
  ...{ runAt, key },
})

const BATCH = 200
const NO_ID = '00000000-0000-0000-0000-000000000000'

export interface ReminderJob {
  appointmentId: string
  which: 'first' | 'second'
  /** Of the time that it was planned for. */
  startsAt: string
}

/**
 * Reminds of a visit, if there is anything left to remind of: its time, its state and the settings may be others
 * now. The visit is held meanwhile, so that nobody is reminded of what is being cancelled; each reader hears of one
 * time once, however often the job is done.
 */
export function remind({ appointmentId, which, startsAt }: ReminderJob, now: Date): Promise<void> {
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "appointment" WHERE "id" = ${appointmentId}::uuid FOR UPDATE`
    const visit = await visitNews(tx, appointmentId)
    if (!visit?.patient.wantsReminders || visit.startsAt.toISOString() !== startsAt) return
    if (!stillDue(which, visit, visit.reminderHours, now)) return
    const dedupeKey = `reminder ${which} ${appointmentId} ${startsAt}`
    const { messages, links } = messagesToPatient(visit, 'reminder', { now, dedupeKey })
    await writeMessages(tx, messages, { links })
  })
}
