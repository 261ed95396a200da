import { z } from 'zod'
import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { shownClaim } from '../payments/claim-pages.js'
import { claimsOfPatient } from '../payments/claim-queries.js'
import { dayIn } from '../shared/calendar.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { ownBillsPage } from './own-pages.js'
import { papersOf } from './paper-queries.js'
import { shownOpenBill, shownPaper } from './shown-pages.js'
import { ownStandingStats } from './standing-pages.js'
import { openInvoices, standingOf } from './standing-queries.js'

/** A patient's own bills. */
export const ownBillRoutes = routes()

/** Their invoices had a list of their own once: whoever kept its address comes to the bills. */
export const formerInvoiceListRoutes = routes()

const CLAIMS_SHOWN = 5
const asked = z.object({ after: z.uuid().nullable().default(null) })

ownBillRoutes.get('/', 'bill.own', async (req, res) => {
  const { t, format, base, site } = res.locals
  const { after } = query(req, asked)
  const patientId = ownPatientId(actor(req))
  await auditRead(actor(req), 'bill.own', patientId, { type: 'bills' })
  const today = dayIn(new Date(), config.zone)
  const [standing, open, claims, papers] = await Promise.all([
    standingOf(patientId, today),
    openInvoices(patientId),
    claimsOfPatient(patientId, { most: CLAIMS_SHOWN }),
    papersOf(patientId, after),
  ])
  const words = { t, format, base, locale: `${site.language}-IN` }
  ownBillsPage(res, {
    stats: ownStandingStats(standing, { t, format }),
    open: open.map((invoice) => shownOpenBill(invoice, { ...words, today }, 'TELL')),
    claims: claims.map((claim) => shownClaim(claim, words)),
    papers: papers.rows.map((paper) => shownPaper(paper, words, 'PATIENT')),
    statement: `${base}/statement`,
    newer: after ? req.baseUrl : null,
    older: papers.more ? `${req.baseUrl}?after=${papers.rows.at(-1)?.id}` : null,
  })
})

formerInvoiceListRoutes.get('/', 'bill.own', (req, res) => {
  const [, asked] = req.originalUrl.split(/\?(.*)/s)
  res.redirect(301, `${res.locals.base}/bills${asked ? `?${asked}` : ''}`)
})
