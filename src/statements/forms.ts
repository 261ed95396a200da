import { z } from 'zod'
import type { Day } from '../shared/calendar.js'
import { dayField, idempotencyKey } from '../shared/fields.js'

/** The days of a statement, both included; none of them is still to come. */
export const periodForm = (today: Day) => inOrder(z.strictObject(days), today)

/** A statement that is printed. */
export const printForm = (today: Day) =>
  inOrder(z.strictObject({ idempotency_key: idempotencyKey(), ...days }), today)

const days = { from: dayField(), until: dayField() }

const inOrder = <Form extends z.ZodType<{ from: Day; until: Day }>>(form: Form, today: Day) =>
  form
    .refine(({ until }) => until <= today, {
      path: ['until'],
      message: 'A statement ends today or earlier.',
    })
    .refine(({ from, until }) => from <= until, {
      path: ['until'],
      message: 'The period ends before it begins.',
    })
