import { z } from 'zod'
import { currencyOf } from '../invoices/document.js'
import { overbilledLines } from '../invoices/overbilled-queries.js'
import { formatMoney } from '../shared/money.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { overbilledPage } from './pages.js'

/** What invoices ask for though it was not done after all, or came back; below the address of the invoices. */
export const overbilledRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })
const PAGE_ROWS = 50

overbilledRoutes.get('/', 'credit-note.create', async (req, res) => {
  const { base, site } = res.locals
  const { after } = query(req, asked)
  const { rows, more } = await overbilledLines({ after, most: PAGE_ROWS })
  overbilledPage(res, {
    rows: rows.map((line) => ({
      patient: { name: line.patient, href: `${base}/patients/${line.patientId}/account` },
      invoice: { number: line.invoice, href: `${base}/invoices/${line.invoiceId}` },
      ...{ what: line.description, units: line.units, quantity: line.quantity },
      ...{ since: line.since, why: line.why },
      amount: formatMoney(line.netMinor, currencyOf(line.currency), `${site.language}-IN`),
      href: creditingOf(line, base),
    })),
    newer: after ? req.baseUrl : null,
    older: more ? `${req.baseUrl}?after=${rows.at(-1)?.chargeId}` : null,
  })
})

/** The form of a credit note in which that line is filled in. */
export const creditingOf = (
  { invoiceId, lineId }: { invoiceId: string; lineId: string },
  base: string,
): string => `${base}/invoices/${invoiceId}/credit-notes/new?line=${lineId}`
