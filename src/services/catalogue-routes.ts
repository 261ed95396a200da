import type { Request, Response } from 'express'
import { config } from '../config.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { addItem, changeItem, itemValues } from './catalogue.js'
import { cataloguePage, itemPage } from './catalogue-pages.js'
import { allItems, findItem, type ServiceItemRow } from './catalogue-queries.js'
import { itemForm, newItemForm } from './forms.js'

/** What is offered and what it costs, for the administration. */
export const serviceCatalogueRoutes = routes()

serviceCatalogueRoutes.get('/', 'service.edit-catalogue', (req, res) => showAll(req, res, openForm(req)))

serviceCatalogueRoutes.post('/', 'service.edit-catalogue', async (req, res) => {
  const added = await submit(req, newItemForm(config.currency), (form) => addItem(actor(req), form))
  if (!added.ok) return showAll(req, res.status(added.status), added.form)
  flash(req, 'success', res.locals.t('{{name}} was added.', { name: added.value.name }))
  res.redirect(303, req.baseUrl)
})

serviceCatalogueRoutes.get('/:id/edit', 'service.edit-catalogue', async (req, res) => {
  const item = await existing(req)
  showItem(req, res, item, openForm(req, { ...itemValues(item), version: String(item.version) }))
})

serviceCatalogueRoutes.post('/:id', 'service.edit-catalogue', async (req, res) => {
  const item = await existing(req)
  const saved = await submit(req, itemForm(config.currency), (form) => changeItem(actor(req), item.id, form))
  if (!saved.ok) return showItem(req, res.status(saved.status), item, saved.form)
  flash(req, 'success', res.locals.t('{{name}} was saved.', { name: saved.value.name }))
  res.redirect(303, req.baseUrl)
})

async function showAll(req: Request, res: Response, form: Form) {
  const items = await allItems()
  cataloguePage(res, {
    form,
    items: items.map(({ id, priceMinor, ...item }) => ({
      ...item,
      href: `${req.baseUrl}/${id}/edit`,
      price: res.locals.format.money(priceMinor),
    })),
  })
}

function showItem(req: Request, res: Response, { id, code, name }: ServiceItemRow, form: Form) {
  const { t } = res.locals
  itemPage(res, {
    action: `${req.baseUrl}/${id}`,
    code,
    name,
    form: conflictInWords(form, (field, value) =>
      field === 'isActive' ? (value === 'on' ? t('Yes') : t('No')) : value,
    ),
    conflictLabels: {
      name: t('Name'),
      description: t('What the patient gets'),
      price: t('Price'),
      isActive: t('Offered'),
    },
  })
}

async function existing(req: Request) {
  const item = await findItem(idParam(req))
  if (!item) throw new NotFound()
  return item
}
