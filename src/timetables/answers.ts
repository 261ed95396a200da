import type { Request, Response } from 'express'
import type { z } from 'zod'
import { authorize } from '../access/policy.js'
import { config } from '../config.js'
import { type Day, dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { type Form, openForm } from '../web/form.js'
import type { Crumb } from '../web/page.js'
import { idParam } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import { type Submission, submit } from '../web/submit.js'
import type { T } from '../web/words.js'
import type { AffectedVisit } from './affected-queries.js'
import { costPage, type LeaveLine, type OfTimetable } from './pages.js'
import { doctorOfTimetable } from './queries.js'
import { type LeaveDays, leaveDays } from './rules.js'
import { clock, timesOf } from './session-pages.js'
import { type Outcome, orShowCost } from './settling.js'

/** Whose timetable this is: the doctor's in the address, or in the doctor's own portal their own. */
export async function timetableOf(req: Request): Promise<OfTimetable> {
  const own = req.params.id === undefined
  const id = own ? ownId(req) : idParam(req)
  authorize(actor(req), 'timetable.view', { doctorId: id })
  return { own, doctor: await doctorOfTimetable(id), here: req.baseUrl }
}

function ownId(req: Request): string {
  const { doctorId } = actor(req)
  if (!doctorId) throw new NotFound()
  return doctorId
}

/** What became of a form that may cost visits their time: saved, refused, sent back to be changed, or its cost. */
type Answer<Saved> =
  | { saved: Saved }
  | { saved: null; form: Form; status: number }
  | { saved: null; form: null; losing: AffectedVisit[] }

export async function submitOrAsk<Schema extends z.ZodType, Saved>(
  req: Request,
  schema: Schema,
  command: (form: z.output<Schema>) => Promise<Saved>,
): Promise<Answer<Saved>> {
  if (req.body?.back === 'on') return { saved: null, status: 200, form: openForm(req, asTyped(req)) }
  const answer: Submission<Outcome<Saved>> = await submit(req, schema, (form) => orShowCost(command(form)))
  if (!answer.ok) return { saved: null, status: answer.status, form: withoutYes(answer.form) }
  return 'losing' in answer.value ? { saved: null, form: null, ...answer.value } : answer.value
}

/** The page between: who is affected, and the same form once more with every field hidden. */
export function askAboutCost(
  req: Request,
  res: Response,
  losing: AffectedVisit[],
  trail: Crumb[],
  ofHouse = false,
): void {
  const { t } = res.locals
  const typed = asTyped(req)
  costPage(res, {
    trail,
    action: req.originalUrl,
    form: { values: typed, errors: {}, summary: null, key: String(req.body.idempotency_key), conflict: null },
    fields: Object.entries(typed).flatMap(([name, value]) =>
      name === 'version' || name === 'idempotency_key'
        ? []
        : [value].flat().map((one) => ({ name, value: one })),
    ),
    losing: losing.map(({ patient, doctor, startsAt, status, reachable }) => ({
      ...{ patient, startsAt, doctor: ofHouse ? doctor : null },
      what: whatHappens(status, reachable, t),
    })),
  })
}

function whatHappens(status: AffectedVisit['status'], reachable: boolean, t: T): string {
  if (status === 'CHECKED_IN')
    return t('Has arrived already: the reception speaks to them now, and finds another doctor or time.')
  if (!reachable)
    return t('Another time is held; the reception calls, since there is no email address and no account.')
  return status === 'REQUESTED'
    ? t('The request stays, and another time is held and offered for it.')
    : t('Another time is held and offered: with the same doctor, else with a colleague.')
}

/** The days of a leave as people read them. */
export function writtenLeave(days: LeaveDays, res: Response): string {
  const { format, t } = res.locals
  const { firstDay, lastDay, from, until } = days
  if (firstDay === lastDay && from && until) return `${format.day(firstDay)}, ${timesOf(from, until)}`
  const end = (day: Day, sentence: 'from' | 'until', time: LeaveDays['from']) => {
    if (!time) return format.day(day)
    const values = { day: format.day(day), time: clock(time) }
    return sentence === 'from' ? t('{{day}} from {{time}}', values) : t('{{day}} until {{time}}', values)
  }
  if (firstDay === lastDay) return from ? end(firstDay, 'from', from) : end(lastDay, 'until', until)
  return `${end(firstDay, 'from', from)} – ${end(lastDay, 'until', until)}`
}

interface StoredLeave {
  id: string
  startsAt: Date
  endsAt: Date
  reason: string | null
  cancelledAt: Date | null
}

export const leaveLine = (leave: StoredLeave, res: Response): LeaveLine => ({
  id: leave.id,
  written: writtenLeave(leaveDays(leave, config.zone), res),
  reason: leave.reason,
  cancelled: leave.cancelledAt !== null,
})

/** What was saved, and how many visits it sent looking for another time. */
export function savedWith(res: Response, sentence: string, lost: number): string {
  const { t } = res.locals
  if (lost === 0) return sentence
  const told =
    lost === 1
      ? t('One visit lost its time; its patient is being offered another.')
      : t('{{count}} visits lost their time; their patients are being offered others.', { count: lost })
  return `${sentence} ${told}`
}

export const todayOf = (now: Date) => dayIn(now, config.zone)

function asTyped(req: Request): Form['values'] {
  const { back: _back, confirmed: _confirmed, ...typed } = req.body
  return typed
}

/** Whoever changes a form is asked anew. */
const withoutYes = (form: Form): Form => {
  const { confirmed: _confirmed, ...values } = form.values
  return { ...form, values }
}
