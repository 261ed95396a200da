import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { methodLabels } from '../counter/method-rules.js'
import { owedMinor } from '../invoices/state-rules.js'
import { dayIn } from '../shared/calendar.js'
import { plainAmount } from '../shared/money.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { claimForm } from './claim-forms.js'
import { newClaimPage, shownClaim } from './claim-pages.js'
import { claimedInvoice, claimsOfPatient } from './claim-queries.js'
import { claimMethods } from './claim-rules.js'
import { submitClaim } from './claiming.js'

/** A patient has paid elsewhere, and tells us how; below the address of their own invoices. */
export const ownClaimRoutes = routes()

/** So many are shown of what was told of one invoice before. */
const SHOWN = 5

ownClaimRoutes.get('/:id/claims/new', 'claim.submit', (req, res) => showNew(req, res))

ownClaimRoutes.post('/:id/claims', 'claim.submit', async (req, res) => {
  const { t, base } = res.locals
  const id = idParam(req)
  const told = await submit(req, claimForm(config.currency), (form) =>
    submitClaim(actor(req), id, form, new Date()),
  )
  if (!told.ok) return showNew(req, res.status(told.status), told.form)
  const { number } = told.value
  flash(
    req,
    'success',
    t('You told us of your payment for {{number}}. We compare it with what came in.', { number }),
  )
  res.redirect(303, `${base}/bills`)
})

async function showNew(req: Request, res: Response, typed?: Form) {
  const { t, format, base } = res.locals
  const { id, number, patientId, balance } = await claimedInvoice(actor(req), idParam(req))
  await auditRead(actor(req), 'claim.submit', patientId, { type: 'invoice', id })
  const before = await claimsOfPatient(patientId, { invoiceId: id, most: SHOWN })
  const owed = owedMinor(balance)
  newClaimPage(res, {
    invoice: { id, number },
    facts: [
      { label: t('Invoice'), value: number, href: `${base}/invoices/${id}` },
      { label: t('Owed'), value: format.money(owed) },
    ],
    refusal: owed > 0n || typed ? null : t('Nothing is owed of this invoice.'),
    methods: claimMethods.map((value) => ({ value, label: t(methodLabels[value]) })),
    before: before.map((claim) => shownClaim(claim, { t, format, base })),
    form:
      typed ??
      openForm(req, {
        amount: plainAmount(owed, config.currency),
        paidOn: dayIn(new Date(), config.zone),
      }),
  })
}
