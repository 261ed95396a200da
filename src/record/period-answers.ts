import type { Request, Response } from 'express'
import { config } from '../config.js'
import { addDays, type Day, startOfDay } from '../shared/calendar.js'
import { type Form, openForm } from '../web/form.js'
import { complaints } from '../web/submit.js'
import { periodAsked } from './forms.js'

interface Asked {
  kind: readonly string[]
  from: string
  to: string
}

interface Period {
  from: Day | null
  to: Day | null
  /** The same as instants: included, and not included. */
  limits: { from: Date | null; until: Date | null }
  form: Form
}

/** The filter as it was typed. Days that are none, or in the wrong order, filter nothing: the answer says so beside them. */
export function periodOf(req: Request, res: Response, { kind, ...typed }: Asked): Period {
  const read = periodAsked.safeParse(typed)
  const { from, to } = read.success ? read.data : { from: null, to: null }
  if (!read.success) res.status(422)
  const form = openForm(req, { kind: [...kind], ...typed })
  return {
    from,
    to,
    limits: {
      from: from && startOfDay(from, config.zone),
      until: to && startOfDay(addDays(to, 1), config.zone),
    },
    form: read.success ? form : { ...form, ...complaints(read.error, res.locals.t) },
  }
}
