import type { Response } from 'express'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { addDays, dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { DAYS_AFTER_TEST, DAYS_WITHOUT_FEVER } from '../triage/isolation-period-rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { type HomeCare, openCareOf } from './care-queries.js'
import { mayEnd } from './end-rules.js'
import { endByRule, endOtherwise, inputOf } from './ending.js'
import { endForm, endOtherwiseForm } from './ending-forms.js'
import { endOptions, endOtherwisePage, endPage, shownEnd } from './ending-pages.js'
import { daysAbove93, lastFeverIn, weakenedBy } from './ending-rules.js'
import { notAtHome } from './plan.js'
import { reachAsStaff } from './reach-answers.js'
import { earlierReports } from './report-queries.js'

type Reached = Awaited<ReturnType<typeof reachAsStaff>>

/** A doctor ends a patient's care at home, by the rule or for a reason that is no rule's. */
export const isolationEndRoutes = routes()

isolationEndRoutes.get('/end', 'isolation.end', async (req, res) => {
  const reached = await reachAsStaff(req, res, new Date())
  const care = await requireCare(reached)
  showEnd(res, reached, care, openForm(req, await knownOf(care)))
})

isolationEndRoutes.post('/end', 'isolation.end', async (req, res) => {
  const now = new Date()
  const reached = await reachAsStaff(req, res, now)
  const ended = await submit(req, endForm, (form) => endByRule(actor(req), reached.patientId, form, now))
  if (!ended.ok) return showEnd(res.status(ended.status), reached, await requireCare(reached), ended.form)
  const { t } = res.locals
  flash(
    req,
    'success',
    t('The home isolation of {{name}} has ended. The certificate is below.', { name: reached.staff.name }),
  )
  res.redirect(303, reached.home)
})

isolationEndRoutes.get('/end-otherwise', 'isolation.end', async (req, res) => {
  const reached = await reachAsStaff(req, res, new Date())
  showOtherwise(res, reached, await requireCare(reached), openForm(req))
})

isolationEndRoutes.post('/end-otherwise', 'isolation.end', async (req, res) => {
  const now = new Date()
  const reached = await reachAsStaff(req, res, now)
  const ended = await submit(req, endOtherwiseForm, (form) =>
    endOtherwise(actor(req), reached.patientId, form, now),
  )
  if (!ended.ok)
    return showOtherwise(res.status(ended.status), reached, await requireCare(reached), ended.form)
  flash(
    req,
    'success',
    res.locals.t('The home isolation of {{name}} has ended.', { name: reached.staff.name }),
  )
  res.redirect(303, reached.home)
})

async function requireCare({ patientId }: Reached): Promise<HomeCare> {
  const care = await openCareOf(patientId)
  if (!care) throw notAtHome()
  return care
}

function showEnd(res: Response, { staff, home }: Reached, care: HomeCare, form: Form) {
  const { t } = res.locals
  endPage(res, {
    staff,
    form,
    action: `${home}/end`,
    cancel: home,
    otherwise: `${home}/end-otherwise`,
    rule: ruleFor(form, care, res),
    options: endOptions(t),
  })
}

/** What the rule says of the answers as they stand in the form; null where they cannot be read. */
function ruleFor({ values }: Form, care: HomeCare, res: Response) {
  const { idempotency_key: _key, ...posted } = values
  const isFeverKnown = posted.fever === 'no' || posted.fever === 'yes'
  const read = endForm.safeParse({ ...posted, fever: isFeverKnown ? posted.fever : 'no' })
  if (!read.success) return null
  try {
    const input = inputOf(read.data, care, dayIn(new Date(), config.zone))
    return shownEnd(mayEnd(isFeverKnown ? input : { ...input, feverFreeDays: null }), res.locals.t)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

function showOtherwise(res: Response, { staff, home }: Reached, { version }: HomeCare, form: Form) {
  endOtherwisePage(res, { staff, form, action: `${home}/end-otherwise`, cancel: home, version })
}

/** What is known already, from the triage and the reports; the doctor looks at it and answers for it. */
async function knownOf(care: HomeCare): Promise<Record<string, string>> {
  const today = dayIn(new Date(), config.zone)
  const reports = (await earlierReports(db, care.id)).map(({ report }) => report)
  const lastFever = lastFeverIn(reports, config.zone) ?? feverBehind(care)
  const weakened = weakenedBy(care.conditions)
  const [last] = reports
  const yesNo = (answer: boolean | null | undefined) =>
    answer === true ? 'yes' : answer === false ? 'no' : ''
  return {
    version: String(care.version),
    severity: care.severity ?? '',
    immunocompromised: yesNo(weakened),
    // Without a report nobody knows: the doctor asks.
    fever: lastFever ? 'yes' : last ? 'no' : '',
    lastFeverOn: lastFever ?? '',
    symptomsResolved: '',
    onOxygen: yesNo(last?.onOxygen),
    comorbiditiesStable: care.conditions?.length === 0 ? 'yes' : '',
    daysAbove93OnAir: String(daysAbove93(reports, config.zone, today)),
    reason: '',
  }
}

/** The fever that moved the earliest end beyond the days after the test. */
const feverBehind = ({ testedOn, earliestEndOn }: HomeCare) =>
  earliestEndOn > addDays(testedOn, DAYS_AFTER_TEST) ? addDays(earliestEndOn, -DAYS_WITHOUT_FEVER - 1) : null
