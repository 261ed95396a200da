import { z } from 'zod'
import { version, whole } from '../shared/fields.js'

/** The limits are those of the database, or narrower where more would help nobody. */
export const schedulingForm = z
  .strictObject({
    version: version(),
    noticeMinutes: whole({ min: 0, max: 10_080 }),
    horizonDays: whole({ min: 1, max: 366 }),
    maxOpenRequests: whole({ min: 1, max: 50 }),
    cancelCutoffMinutes: whole({ min: 0, max: 10_080 }),
    visitorHoldMinutes: whole({ min: 5, max: 120 }),
    waitingHoldMinutes: whole({ min: 5, max: 2_880 }),
    rescueHoldHours: whole({ min: 1, max: 336 }),
    firstReminderHours: whole({ min: 0, max: 168 }),
    secondReminderHours: whole({ min: 0, max: 168 }),
  })
  .superRefine(({ firstReminderHours: first, secondReminderHours: second }, context) => {
    if (first > 0 && second >= first)
      context.addIssue({
        code: 'custom',
        path: ['secondReminderHours'],
        message: 'The last reminder goes out after the first: enter fewer hours, or 0 for none.',
      })
  })

export type EditedScheduling = z.output<typeof schedulingForm>
