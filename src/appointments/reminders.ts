import { type Tx, transaction } from '../db/client.js'
import type { AppointmentStatus } from '../generated/prisma/enums.js'
import { addJob, removeJob } from '../jobs/queue.js'
import { schedulingSettings } from '../settings/scheduling.js'
import { reminders, reminderTimes, stillDue } from './reminder-rules.js'
import { tellPatient } from './telling-patients.js'
import { visitNews } from './told-queries.js'

/** Puts the reminders of a visit that are still ahead into the queue, in the place of those for an earlier time. */
export async function planReminders(
  tx: Tx,
  visit: { id: string; status: AppointmentStatus; startsAt: Date },
  now: Date,
): Promise<void> {
  const times =
    visit.status === 'CONFIRMED' ? reminderTimes(visit.startsAt, await schedulingSettings(tx)) : {}
  const { id: appointmentId } = visit
  for (const which of reminders) {
    const key = `reminder ${which} ${appointmentId}`
    const runAt = times[which]
    if (!runAt || runAt <= now) await removeJob(tx, key)
    else
      await addJob(
        tx,
        'appointments.remind',
        { appointmentId, which, startsAt: visit.startsAt.toISOString() },
        { runAt, key },
      )
  }
}

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
    if (!stillDue(which, visit, await schedulingSettings(tx), now)) return
    await tellPatient(tx, visit, 'reminder', {
      now,
      dedupeKey: `reminder ${which} ${appointmentId} ${startsAt}`,
    })
  })
}
