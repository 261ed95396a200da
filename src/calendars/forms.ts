import { z } from 'zod'
import { idempotencyKey } from '../shared/fields.js'

export const feedForm = z.strictObject({ idempotency_key: idempotencyKey() })
