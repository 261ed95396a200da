import type { Request } from 'express'
import { z } from 'zod'
import { patientNumber } from '../patients/rules.js'
import { dayFromColumn } from '../shared/calendar.js'
import { formatMoney } from '../shared/money.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { openChargeRoutes } from './charge-routes.js'
import { currencyOf } from './document.js'
import { invoiceDocumentRoutes } from './document-routes.js'
import { invoiceListPage, ownInvoicesPage } from './pages.js'
import { listInvoices } from './queries.js'

/** All invoices; mounted for reception and for the administration. */
export const invoiceRoutes = routes()

/** A patient's own. */
export const ownInvoiceRoutes = routes()

const edges = { after: z.uuid().nullable().default(null), before: z.uuid().nullable().default(null) }

invoiceRoutes.get('/', 'invoice.list', async (req, res) => {
  const { q, ...edge } = query(req, z.object({ ...edges, q: z.string().max(40).default('') }))
  const number = q.toUpperCase().replace(/[^A-Z0-9-]/g, '')
  invoiceListPage(res, { q, ...(await rowsFor(req, number, edge, res.locals.site.language)) })
})

ownInvoiceRoutes.get('/', 'invoice.list', async (req, res) => {
  ownInvoicesPage(res, await rowsFor(req, '', query(req, z.object(edges)), res.locals.site.language))
})

invoiceRoutes.use('/open', openChargeRoutes)

for (const list of [invoiceRoutes, ownInvoiceRoutes]) list.use('/', invoiceDocumentRoutes)

async function rowsFor(
  req: Request,
  number: string,
  edge: { after: string | null; before: string | null },
  language: string,
) {
  const { rows, newer, older } = await listInvoices(actor(req), { number, ...edge })
  const address = (at: string) => `${req.baseUrl}?${number === '' ? '' : `q=${number}&`}${at}`
  return {
    rows: rows.map(({ patient, patientName, patientLocalName, totalMinor, currency, ...row }) => ({
      ...row,
      patient: {
        id: patient.id,
        name: patientName,
        localName: patientLocalName,
        number: patientNumber(patient.number),
      },
      admittedOn: row.admittedOn && dayFromColumn(row.admittedOn),
      dischargedOn: row.dischargedOn && dayFromColumn(row.dischargedOn),
      total: formatMoney(totalMinor, currencyOf(currency), `${language}-IN`),
    })),
    newer: newer && rows[0] ? address(`before=${rows[0].id}`) : null,
    older: older && rows.length > 0 ? address(`after=${rows.at(-1)?.id}`) : null,
  }
}
