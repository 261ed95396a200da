import { z } from 'zod'
import { optionalDay, version } from '../shared/fields.js'

export const planForm = z.strictObject({ version: version(), expectedOn: optionalDay() })

export type Plan = z.output<typeof planForm>

/** A button, and nothing to fill in. */
export const buttonForm = z.strictObject({})
