import { z } from 'zod'
import {
  choice,
  email,
  idempotencyKey,
  longText,
  optional,
  optionalText,
  phone,
  text,
} from '../shared/fields.js'

export const contactForm = z.strictObject({
  idempotency_key: idempotencyKey(),
  name: text({ max: 200, missing: 'Enter your name.' }),
  email: email({ missing: 'Enter your email address, so that we can answer.' }),
  phone: optional(phone()),
  message: longText({ max: 4000, missing: 'Write your message.' }),
})

export type Contact = z.output<typeof contactForm>

export const themeForm = z.strictObject({
  theme: choice(['light', 'dark', 'auto']),
  next: optionalText(2000),
})
