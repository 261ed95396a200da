import type { Request, Response } from 'express'
import { audit } from '../audit/commands.js'
import { parametersOf } from '../catalogues/parameter-queries.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { dayIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm, typed } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit, typedForm } from '../web/submit.js'
import { workActions } from './desk-routes.js'
import { type Entry, entryLines, entryPage, shownResult, struckOut } from './entry-pages.js'
import { givenRoutes, newGiven, showGiven } from './given-routes.js'
import { type OrderAction, shownOrder } from './pages.js'
import { findFullOrder, type OrderDetails, type OrderRow } from './queries.js'
import { recordResult } from './recording.js'
import { resultForm } from './result-forms.js'
import { type ResultRow, resultsOf } from './result-queries.js'
import { valuesOfRow } from './result-writing.js'
import { isStruck, orderNumber } from './rules.js'
import { fieldOf, type Line, sheetFor } from './sheet-rules.js'
import { askedAgain, type Judged, readValue } from './value-rules.js'

/** Clinical data entry records what tests found and that treatments were given: one order, one form, by keyboard. */
export const entryRoutes = routes()

entryRoutes.use('/', givenRoutes)

entryRoutes.get('/:id', 'result.record', async (req, res) => {
  const order = await findFullOrder(actor(req), idParam(req), new Date())
  if (order.kind === 'TREATMENT') return showGiven(req, res, order, newGiven(req))
  const { sheet, results } = await around(order)
  const latest = results[0]
  const form = openForm(req, latest ? valuesOfRow(latest, sheet) : {})
  await showEntry(req, res, { order, sheet, results, form, looked: false })
})

entryRoutes.post('/:id/results', 'result.record', async (req, res) => {
  const { t } = res.locals
  const now = new Date()
  const order = await findFullOrder(actor(req), idParam(req), now)
  const { sheet, results } = await around(order)
  const schema = resultForm(sheet.map(({ parameter }) => parameter))
  const entered = await submit(req, schema, async (form) =>
    form.save === 'check' ? null : recordResult(actor(req), order.id, form, now),
  )
  if (!entered.ok || entered.value === null) {
    const form = entered.ok ? typedForm(req) : entered.form
    if (!entered.ok) res.status(entered.status)
    // Somebody else may have recorded one meanwhile.
    const fresh = entered.ok || entered.status === 422 ? { order, results } : await anew(req, order.id)
    return showEntry(req, res, { sheet, form, looked: true, ...fresh })
  }
  const { number, item, patient, status, isCritical } = entered.value
  const values = { number: orderNumber(number), item, name: patient }
  flash(
    req,
    isCritical ? 'warning' : 'success',
    [t(saved[status], values), ...(isCritical ? [t(told)] : [])].join(' '),
  )
  res.redirect(303, res.locals.base)
})

const saved = {
  PRELIMINARY: '{{number}}, {{item}} of {{name}}: the preliminary result is saved.',
  FINAL: '{{number}}, {{item}} of {{name}}: the result is final.',
  AMENDED: '{{number}}, {{item}} of {{name}}: the result is amended.',
} as const
const told = 'It is critical: the doctors were told at once.'

const anew = async (req: Request, id: string) => {
  const [order, results] = await Promise.all([findFullOrder(actor(req), id, new Date()), resultsOf(id)])
  return { order, results }
}

type FullOrder = OrderRow & { details: OrderDetails }

/** What the test asks for, with this patient's ranges, and what was recorded of it so far. */
async function around(order: OrderRow): Promise<{ sheet: Line[]; results: ResultRow[] }> {
  const [parameters, results] = await Promise.all([parametersOf([order.itemId]), resultsOf(order.id)])
  const taken = dayIn(order.collectedAt ?? new Date(), config.zone)
  return { sheet: sheetFor(parameters.get(order.itemId) ?? [], order.patient, taken), results }
}

interface Shown {
  order: FullOrder
  sheet: Line[]
  results: ResultRow[]
  form: Form
  looked: boolean
}

async function showEntry(req: Request, res: Response, { order, sheet, results, form, looked }: Shown) {
  const { t, format } = res.locals
  const here = `${req.baseUrl}/${order.id}`
  await noteReading(req, order)
  const isFinal = results[0]?.status === 'FINAL' || results[0]?.status === 'AMENDED'
  const takesResult = order.status !== 'CANCELLED' || looked
  entryPage(res, {
    order: shownOrder(order, { t, format, patients: null }),
    question: order.details.question,
    reason: order.statusReason,
    actions: entryActions(order, { results, here, key: form.key }, res),
    results: results.map((result) => {
      const shown = shownResult(result, t, null)
      return isStruck(order) ? struckOut(shown) : shown
    }),
    entry: takesResult
      ? {
          ...entryOf(sheet, { form, looked, t: res.locals.t }),
          amends: isFinal,
          ageUnknown: order.patient.dateOfBirth === null,
          version: versionIn(form, results),
        }
      : null,
  })
}

/** Besides what is done with any order: the laboratory's own file, and the report to the doctor. */
function entryActions(
  order: OrderRow,
  { results, here, key }: { results: ResultRow[]; here: string; key: string },
  res: Response,
): OrderAction[] {
  const { t, base } = res.locals
  const file: OrderAction = {
    ...{
      kind: 'page',
      href: `${base}/documents/new?order=${order.id}`,
      label: t('Attach a file'),
      icon: 'upload',
    },
  }
  const report: OrderAction = {
    ...{
      kind: 'press',
      href: `${here}/mailing`,
      label: t('Mail the report to {{name}}', { name: order.doctor }),
    },
    ...{ icon: 'mail', key },
  }
  return [
    ...workActions(order, here, res),
    ...(order.status === 'CANCELLED' ? [] : [file]),
    ...(results.length > 0 && !isStruck(order) ? [report] : []),
  ]
}

/** That of the form, once it was posted: it says what its writer had seen. After a conflict, the new one. */
const versionIn = (form: Form, results: ResultRow[]) =>
  Number(form.values.version ?? results[0]?.version ?? 0)

function entryOf(
  sheet: Line[],
  { form, looked, t }: { form: Form; looked: boolean; t: Response['locals']['t'] },
): Omit<Entry, 'amends' | 'version' | 'ageUnknown'> {
  const judged = looked ? judgedAsTyped(sheet, form) : null
  const wrong = Object.keys(form.errors).some((name) => name !== 'again') || form.summary !== null
  const empty = judged?.filter(({ value }) => value === null).length ?? 0
  const missing = judged && form.values.partial !== 'on' ? empty : judged && 0
  const ready = judged !== null && !wrong && missing === 0
  return {
    form,
    lines: entryLines(sheet, { judged, form, ready, t }),
    ready,
    missing,
    asked: judged ? askedAgain(judged) : '',
    conflictLabels: {
      ...Object.fromEntries(sheet.map(({ parameter: { code, name } }) => [fieldOf(code), name])),
      comment: t('Comment'),
    },
  }
}

const judgedAsTyped = (sheet: Line[], form: Form): Judged[] =>
  sheet.map((line) => {
    const read = readValue(typed(form, fieldOf(line.parameter.code)), line.parameter)
    return { ...line, value: 'value' in read ? read.value : null }
  })

const noteReading = (req: Request, order: OrderRow) =>
  audit(db, actor(req), 'order.view', { type: 'order', id: order.id, patientId: order.patient.id })
