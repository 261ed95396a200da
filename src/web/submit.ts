import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import type { z } from 'zod'
import { asRefusal } from '../db/errors.js'
import { KeyUsed } from '../db/once.js'
import { Refusal, Stale } from '../shared/errors.js'
import type { Form, FormValues } from './form.js'
import type { T } from './words.js'

export type Submission<Value> = { ok: true; value: Value } | { ok: false; form: Form; status: 409 | 422 }

/**
 * Parses the posted form and runs the command with it. What zod and what a rule refuses comes back as the same
 * form, with everything typed (but passwords) still there: 422, or 409 when the record changed meanwhile or the
 * form was sent before with other content.
 */
export async function submit<Schema extends z.ZodType, Value>(
  req: Request,
  schema: Schema,
  command: (form: z.output<Schema>) => Promise<Value>,
): Promise<Submission<Value>> {
  const t: T = req.res?.locals.t
  const form = typedForm(req)
  const parsed = schema.safeParse({ ...req.body })
  if (!parsed.success) return { ok: false, status: 422, form: { ...form, ...complaints(parsed.error, t) } }
  try {
    return { ok: true, value: await command(parsed.data) }
  } catch (thrown) {
    const error = asRefusal(thrown)
    if (error instanceof Stale) return { ok: false, status: 409, form: bothVersions(form, error, t) }
    if (!(error instanceof Refusal)) throw error
    const sentence = t(error.message, error.values)
    const errors = error.field ? { [error.field]: sentence } : {}
    const refused = { ...form, errors, summary: error.field ? null : sentence }
    if (error instanceof KeyUsed) return { ok: false, status: 409, form: { ...refused, key: randomUUID() } }
    return { ok: false, status: 422, form: refused }
  }
}

/** The posted form as it was typed, nothing of it looked at: for a button that only helps to fill it in. */
export function typedForm(req: Request): Form {
  const posted: FormValues = { ...req.body }
  return { values: withoutPasswords(posted), errors: {}, summary: null, key: keyOf(posted), conflict: null }
}

/** Whether this button of the form was pressed, which has a name of its own. */
export const pressed = (req: Request, button: string): boolean => req.body?.[button] !== undefined

/** The sentences of what could not be read, each by its field. */
export function complaints(error: z.ZodError, t: T) {
  const errors: Record<string, string> = {}
  let summary: string | null = null
  for (const issue of error.issues) {
    const field = fieldOf(issue.path)
    if (issue.code === 'unrecognized_keys' || field === undefined)
      summary ??=
        issue.code === 'unrecognized_keys'
          ? t('This form has a field that does not belong to it.')
          : t(issue.message)
    else errors[field] ??= t(issue.message, issue.code === 'custom' ? issue.params : undefined)
  }
  return { errors, summary }
}

/** In a table of inputs by its row, as the fields of rows are named: 'amount-2'. */
function fieldOf([name, at]: PropertyKey[]): string | undefined {
  if (name === undefined) return undefined
  return typeof at === 'number' ? `${String(name)}-${at + 1}` : String(name)
}

function bothVersions(form: Form, stale: Stale, t: T): Form {
  const rows = Object.entries(stale.current)
    .map(([name, saved]) => ({ name, typed: String(form.values[name] ?? ''), saved: String(saved) }))
    .filter((row) => row.typed !== row.saved)
  const values = { ...form.values, version: String(stale.version) }
  return { ...form, values, summary: t(stale.message), conflict: { rows } }
}

const withoutPasswords = (posted: FormValues): FormValues =>
  Object.fromEntries(Object.entries(posted).filter(([name]) => !/password/i.test(name)))

const keyOf = (posted: FormValues) =>
  typeof posted.idempotency_key === 'string' && posted.idempotency_key !== ''
    ? posted.idempotency_key
    : randomUUID()
