import type { Response } from 'express'
import { z } from 'zod'
import { audit } from '../audit/commands.js'
import { db } from '../db/client.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { type ListedOrder, patientOrdersPage } from './clinical-pages.js'
import { type OrderFilter, orderFilters, ordersOfPatient, type PatientOrder } from './list-queries.js'
import { isStruck, orderKindLabels, orderNumber, shownState } from './rules.js'

/** All that was ordered for a patient, the newest first. */
export const patientOrderListRoutes = routes()

const asked = z.object({
  show: z.enum(orderFilters).default('all'),
  after: z.uuid().nullable().default(null),
})

patientOrderListRoutes.get('/:id/orders', 'order.view', async (req, res) => {
  const { t, base, can } = res.locals
  const { show, after } = query(req, asked)
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const [{ rows, more }] = await Promise.all([
    ordersOfPatient(patient.id, { show, after }),
    audit(db, actor(req), 'order.view', { type: 'patient', id: patient.id, patientId: patient.id }),
  ])
  const here = `${base}/patients/${patient.id}/orders`
  const address = (filter: OrderFilter) => (filter === 'all' ? here : `${here}?show=${filter}`)
  patientOrdersPage(res, {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    tabs: orderFilters.map((filter) => ({
      label: t(filterLabels[filter]),
      href: address(filter),
      current: filter === show,
    })),
    rows: rows.map((row) => listedOrder(row, here, res)),
    newOrder: can('order.create') && !patient.deactivatedAt ? `${here}/new` : null,
    newer: after ? address(show) : null,
    older: more ? `${here}?show=${show}&after=${rows.at(-1)?.id}` : null,
  })
})

const filterLabels: Record<OrderFilter, string> = {
  all: 'All',
  open: 'Still open',
  results: 'Results',
  treatments: 'Treatments',
}

function listedOrder(row: PatientOrder, here: string, res: Response): ListedOrder {
  const { t, format } = res.locals
  return {
    href: `${here}/${row.id}`,
    number: orderNumber(row.number),
    item: row.item,
    kind: t(orderKindLabels[row.kind]),
    at: row.orderedAt,
    doctor: row.doctor,
    statuses: [
      shownState(row),
      ...(row.priority === 'ROUTINE' ? [] : [`priority.${row.priority}` as const]),
      ...(isStruck(row)
        ? []
        : row.isCritical
          ? ['flag.CRITICAL' as const]
          : row.isAbnormal
            ? ['flag.ABNORMAL' as const]
            : []),
    ],
    note:
      row.outside.join(', ') ||
      (row.status === 'SCHEDULED' && row.scheduledAt ? format.instant(row.scheduledAt) : null),
    released: row.releasedAt !== null,
  }
}
