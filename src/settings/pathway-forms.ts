import { z } from 'zod'
import { version, whole } from '../shared/fields.js'

/** The limits are those of the database. */
export const pathwayForm = z
  .strictObject({
    version: version(),
    deputyMinutes: whole({ min: 1, max: 240 }),
    adminMinutes: whole({ min: 2, max: 480 }),
    silenceHours: whole({ min: 1, max: 72 }),
    silenceAlertHours: whole({ min: 2, max: 120 }),
    bedHoldMinutes: whole({ min: 5, max: 1_440 }),
  })
  .superRefine((form, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (form.adminMinutes <= form.deputyMinutes)
      say('adminMinutes', 'The administration is told after the deputy: enter more minutes.')
    if (form.silenceAlertHours <= form.silenceHours)
      say('silenceAlertHours', 'The alert comes after the work list: enter more hours.')
  })

export type EditedPathway = z.output<typeof pathwayForm>
