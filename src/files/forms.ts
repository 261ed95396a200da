import { z } from 'zod'
import { version, whole } from '../shared/fields.js'

export const uploadLimitsForm = z
  .strictObject({
    version: version(),
    uploadMegabytes: whole({ min: 1, max: 50 }),
    uploadDailyMegabytes: whole({ min: 1, max: 5000 }),
  })
  .refine((form) => form.uploadDailyMegabytes >= form.uploadMegabytes, {
    path: ['uploadDailyMegabytes'],
    message: 'In a day there must be room for one file of the largest size.',
  })

export type EnteredLimits = z.output<typeof uploadLimitsForm>
