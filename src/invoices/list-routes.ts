import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Actor } from '../access/actor.js'
import { config } from '../config.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import { type Day, dayFromColumn, dayIn } from '../shared/calendar.js'
import { formatMoney } from '../shared/money.js'
import { openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import type { T } from '../web/words.js'
import { openChargeRoutes } from './charge-routes.js'
import { sendInvoicesCsv } from './csv.js'
import { currencyOf } from './document.js'
import { invoiceDocumentRoutes } from './document-routes.js'
import { draftRoutes } from './draft-routes.js'
import { edges, filterQuery, type InvoiceFilter, invoiceFilter } from './list-forms.js'
import { type ListedInvoice, listInvoices } from './list-queries.js'
import { type InvoiceRow, invoiceListPage } from './pages.js'
import { invoiceState, isOverdue, listedStateLabels, listedStates, owedMinor } from './state-rules.js'
import { voidingRoutes } from './voiding-routes.js'

/** All invoices; mounted for reception and for the administration. */
export const invoiceRoutes = routes()

invoiceRoutes.get('/', 'invoice.list', async (req, res) => {
  const { t } = res.locals
  const filter = query(req, invoiceFilter)
  const asked = filterQuery(filter)
  invoiceListPage(res, {
    form: openForm(req, Object.fromEntries(asked)),
    states: listedStates.map((value) => ({ value, label: t(listedStateLabels[value]) })),
    patient: filter.patient ? await named(actor(req), filter.patient) : null,
    filtered: asked.size > 0,
    csv: `${req.baseUrl}/csv${asked.size > 0 ? `?${asked}` : ''}`,
    ...(await rowsFor(req, res, filter)),
  })
})

invoiceRoutes.get('/csv', 'invoice.export', (req, res) =>
  sendInvoicesCsv(res, actor(req), query(req, invoiceFilter), new Date()),
)

invoiceRoutes.use('/open', openChargeRoutes)
invoiceRoutes.use('/drafts', draftRoutes)
invoiceRoutes.use('/', voidingRoutes)
invoiceRoutes.use('/', invoiceDocumentRoutes)

async function named(person: Actor, patientId: string) {
  const { id, name } = await findPatient(person, patientId, new Date())
  return { id, name }
}

async function rowsFor(req: Request, res: Response, filter: InvoiceFilter) {
  const { t, site } = res.locals
  const today = dayIn(new Date(), config.zone)
  const { rows, newer, older } = await listInvoices(actor(req), filter, query(req, z.object(edges)), today)
  const asked = filterQuery(filter)
  const address = (edge: 'before' | 'after', id: string) =>
    `${req.baseUrl}?${new URLSearchParams([...asked, [edge, id]])}`
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    rows: rows.map((row) => shownRow(row, today, { t, locale: `${site.language}-IN` })),
    newer: newer && first ? address('before', first.id) : null,
    older: older && last ? address('after', last.id) : null,
  }
}

function shownRow(row: ListedInvoice, today: Day, { t, locale }: { t: T; locale: string }): InvoiceRow {
  const currency = currencyOf(row.currency)
  const dueOn = dayFromColumn(row.dueOn)
  return {
    ...{ id: row.id, number: row.number, issuedAt: row.issuedAt, dueOn },
    issuedOn: dayIn(row.issuedAt, config.zone),
    stay: row.days === null ? null : t('Stay, days: {{days}}', { days: row.days }),
    patient: {
      id: row.patientId,
      name: row.patientName,
      localName: row.patientLocalName,
      number: patientNumber(row.patientNumber),
    },
    state: `invoice.${invoiceState(row)}`,
    isOverdue: isOverdue({ ...row, dueOn }, today),
    isOwed: owedMinor(row) > 0n,
    total: formatMoney(row.totalMinor, currency, locale),
    owed: formatMoney(owedMinor(row), currency, locale),
  }
}
