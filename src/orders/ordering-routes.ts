import type { Request, Response } from 'express'
import { priorities, priorityLabels } from '../appointments/rules.js'
import { findItems, type ItemChoice, searchItems } from '../catalogues/queries.js'
import { bannerOf } from '../patients/banner-pages.js'
import { readPatient } from '../patients/reading.js'
import type { Option } from '../web/components/forms.js'
import { flash } from '../web/flash.js'
import { type Form, openForm, typed } from '../web/form.js'
import { idParam, isUuid } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import type { T } from '../web/words.js'
import { MOST_ITEMS, newOrderForm } from './forms.js'
import { order } from './ordering.js'
import { newOrderPage } from './pages.js'
import { orderKindLabels } from './rules.js'

/** A doctor orders tests and treatments for a patient. */
export const orderingRoutes = routes()

const FOUND = 15

orderingRoutes.get('/:id/orders/new', 'order.create', (req, res) =>
  showNew(req, res, openForm(req, { priority: 'ROUTINE' })),
)

orderingRoutes.post('/:id/orders', 'order.create', async (req, res) => {
  const id = idParam(req)
  if (pressed(req, 'find')) return showNew(req, res, typedForm(req))
  const ordered = await submit(req, newOrderForm, (form) => order(actor(req), id, form, new Date()))
  if (!ordered.ok) return showNew(req, res.status(ordered.status), ordered.form)
  const { ids } = ordered.value
  const { t } = res.locals
  flash(
    req,
    'success',
    ids.length === 1 ? t('The order is made.') : t('{{number}} orders are made.', { number: ids.length }),
  )
  res.redirect(303, `${req.baseUrl}/${id}/orders`)
})

async function showNew(req: Request, res: Response, form: Form) {
  const { t, base } = res.locals
  const q = typed(form, 'q').slice(0, 100)
  const patient = await readPatient(actor(req), idParam(req), new Date())
  const ticked = [form.values.items ?? []].flat().filter(isUuid).slice(0, MOST_ITEMS)
  const [chosen, tests, treatments] = await Promise.all([
    ticked.length > 0 ? findItems(ticked) : [],
    searchItems('TEST', q, FOUND),
    searchItems('TREATMENT', q, FOUND),
  ])
  const found = [...tests, ...treatments].filter(({ id }) => !ticked.includes(id))
  newOrderPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    form,
    chosen: chosen.map((item) => ({ ...asOption(item, t), group: t('Ticked') })),
    found: found.map((item) => asOption(item, t)),
    notFound: q.trim() !== '' && tests.length + treatments.length === 0 ? q.trim() : null,
    asksAgain: form.errors.again !== undefined || typed(form, 'again') === 'on',
    priorities: priorities.map((value) => ({ value, label: t(priorityLabels[value]) })),
  })
}

const asOption = ({ id, kind, name, code, specimen, preparation, category }: ItemChoice, t: T): Option => ({
  value: id,
  label: name,
  hint: [code, category, specimen, preparation].filter((part) => part !== null).join(' · '),
  group: t(orderKindLabels[kind]),
})
