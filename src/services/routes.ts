import type { Response } from 'express'
import { z } from 'zod'
import { flash } from '../web/flash.js'
import { openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { allocate, allocationValues } from './allocating.js'
import { changeRoutes } from './change-routes.js'
import { finish } from './closing.js'
import { allocationForm, doneForm } from './forms.js'
import { aboutPatient, type ServiceToArrange, servicesPage, shownService } from './pages.js'
import { findService, type ServiceRow } from './queries.js'
import { showService } from './service-answers.js'
import { countServices, type ServiceList, serviceLists, servicesIn } from './work-queries.js'

/** Services to patients at home and in bed: who does them, and when. Doctors see those of their own patients. */
export const serviceRoutes = routes()

const asked = z.object({
  show: z.enum(serviceLists).default('to-allocate'),
  after: z.uuid().nullable().default(null),
})

serviceRoutes.get('/', 'service.list', async (req, res) => {
  const { t, can } = res.locals
  const { show, after } = query(req, asked)
  const now = new Date()
  const [{ rows, more }, counts] = await Promise.all([
    servicesIn(actor(req), show, after, now),
    countServices(actor(req), now),
  ])
  const tab = (list: ServiceList, label: string, count?: number) => ({
    ...{ label, href: `${req.baseUrl}?show=${list}`, current: list === show },
    ...(count !== undefined && { count }),
  })
  servicesPage(res, {
    list: show,
    tabs: [
      tab('to-allocate', t('To be allocated'), counts.toAllocate),
      tab('allocated', t('Planned'), counts.allocated),
      tab('closed', t('Over')),
    ],
    late: counts.late,
    rows: rows.map((row) => listed(row, now, req.baseUrl, res)),
    live: `${req.baseUrl}/live`,
    catalogue: can('service.edit-catalogue') ? `${req.baseUrl}/catalogue` : null,
    newer: after ? `${req.baseUrl}?show=${show}` : null,
    older: more ? `${req.baseUrl}?show=${show}&after=${rows.at(-1)?.serviceId}` : null,
  })
})

serviceRoutes.get(
  '/live',
  'service.list',
  live(() => ['services']),
)

serviceRoutes.get('/:id', 'service.list', async (req, res) => {
  const service = await findService(actor(req), idParam(req), new Date())
  await showService(req, res, service, {
    form: openForm(req, { ...allocationValues(service), version: String(service.version) }),
  })
})

serviceRoutes.post('/:id/allocation', 'service.allocate', async (req, res) => {
  const { t, format } = res.locals
  const now = new Date()
  const id = idParam(req)
  const planned = await submit(req, allocationForm, (form) => allocate(actor(req), id, form, now))
  if (!planned.ok)
    return showService(req, res.status(planned.status), await findService(actor(req), id, now), {
      form: planned.form,
    })
  const { service, at } = planned.value
  const words = { item: service.item.name, name: service.patient.name, at: format.instant(at) }
  flash(req, 'success', t('{{item}} for {{name}} is planned for {{at}}.', words))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

serviceRoutes.post('/:id/completion', 'service.allocate', async (req, res) => {
  const now = new Date()
  const id = idParam(req)
  const done = await submit(req, doneForm, (form) => finish(actor(req), id, form, now))
  if (!done.ok)
    return showService(req, res.status(done.status), await findService(actor(req), id, now), {
      done: done.form,
    })
  const { item, patient: name } = done.value
  flash(req, 'success', res.locals.t('{{item}} for {{name}} is done, and charged.', { item, name }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

serviceRoutes.use('/', changeRoutes)

function listed(row: ServiceRow, now: Date, home: string, res: Response): ServiceToArrange {
  const { t, format, base } = res.locals
  const { patient } = row
  return {
    ...shownService(row, { t, format, home, now }),
    patient: {
      name: patient.name,
      localName: patient.localName,
      about: aboutPatient(patient, t, format),
      href: `${base}/patients/${patient.id}`,
      phone: patient.phone && format.phone(patient.phone),
    },
  }
}
