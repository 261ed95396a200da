import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import { addJob } from '../jobs/queue.js'
import { Stale } from '../shared/errors.js'
import { type SchedulingSettings, schedulingSettings } from './scheduling.js'
import type { EditedScheduling } from './scheduling-forms.js'

export const schedulingFields = [
  'noticeMinutes',
  'horizonDays',
  'maxOpenRequests',
  'cancelCutoffMinutes',
  'visitorHoldMinutes',
  'waitingHoldMinutes',
  'rescueHoldHours',
  'firstReminderHours',
  'secondReminderHours',
] as const

/**
 * The rules of booking, for what is asked from now on: what is booked, held or offered already stays as it is. Only
 * the reminders of visits that are booked already follow the new hours.
 */
export async function editScheduling(actor: Actor, form: EditedScheduling, now: Date): Promise<void> {
  authorize(actor, 'settings.edit')
  const { version, ...edited } = form
  await transaction(async (tx) => {
    const before = await schedulingSettings(tx)
    const { count } = await tx.schedulingSettings.updateMany({
      where: { id: 1, version },
      data: { ...edited, version: { increment: 1 } },
    })
    if (count === 0) {
      const current = await schedulingSettings(tx)
      throw new Stale(schedulingValues(current), current.version)
    }
    const changed = schedulingFields
      .filter((field) => edited[field] !== before[field])
      .map((field) => `${field}: ${before[field]} → ${edited[field]}`)
    if (reminderFields.some((field) => edited[field] !== before[field])) await planRemindersAnew(tx, now)
    await audit(tx, actor, 'settings.edit', { type: 'settings', details: { scheduling: changed } })
  })
}

const reminderFields = ['firstReminderHours', 'secondReminderHours'] as const

/** After more than the longest transaction: whoever is booking just now with the hours of before is done then. */
function planRemindersAnew(tx: Tx, now: Date): Promise<void> {
  const task = 'appointments.plan-reminders'
  return addJob(tx, task, {}, { runAt: new Date(now.getTime() + 30_000), key: task })
}

/** The rules of booking as their form has them. */
export const schedulingValues = (settings: SchedulingSettings): Record<string, string> =>
  Object.fromEntries(schedulingFields.map((field) => [field, String(settings[field])]))
