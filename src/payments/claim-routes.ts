import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { owedMinor } from '../invoices/state-rules.js'
import { ageAndSex, bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { confirmClaim, rejectClaim } from './claim-answering.js'
import { claimRejectionForm, confirmationForm } from './claim-forms.js'
import { claimPage, claimsPage, shownClaim } from './claim-pages.js'
import {
  type ClaimList,
  type ClaimRow,
  claimLists,
  findClaim,
  listClaims,
  sameReference,
} from './claim-queries.js'
import { parted } from './claim-rules.js'

/** What patients say to have paid, for those who compare it with what came in. */
export const claimRoutes = routes()

const asked = z.object({
  show: z.enum(claimLists).default('to-compare'),
  after: z.uuid().nullable().default(null),
})

claimRoutes.get('/', 'claim.list', async (req, res) => {
  const { t, format, base } = res.locals
  const { show, after } = query(req, asked)
  const { rows, more } = await listClaims(show, after)
  const tab = (list: ClaimList, label: string) => ({
    ...{ label, href: `${req.baseUrl}?show=${list}`, current: list === show },
  })
  claimsPage(res, {
    list: show,
    tabs: [tab('to-compare', t('To compare')), tab('answered', t('Answered'))],
    rows: rows.map(({ patient, ...claim }) => ({
      ...shownClaim(claim, { t, format, base }),
      href: `${req.baseUrl}/${claim.claimId}`,
      patient: {
        name: patient.name,
        localName: patient.localName,
        about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
        href: `${base}/patients/${patient.id}`,
      },
    })),
    newer: after ? `${req.baseUrl}?show=${show}` : null,
    older: more ? `${req.baseUrl}?show=${show}&after=${rows.at(-1)?.claimId}` : null,
  })
})

claimRoutes.get('/:id', 'claim.list', (req, res) => showClaim(req, res, {}))

claimRoutes.post('/:id/confirmation', 'claim.decide', async (req, res) => {
  const id = idParam(req)
  const done = await submit(req, confirmationForm, (form) => confirmClaim(actor(req), id, form, new Date()))
  if (!done.ok) return showClaim(req, res.status(done.status), { confirmation: done.form })
  const { number, patient: name } = done.value
  flash(
    req,
    'success',
    res.locals.t('The payment of {{name}} is confirmed: receipt {{number}}.', { name, number }),
  )
  res.redirect(303, req.baseUrl)
})

claimRoutes.post('/:id/rejection', 'claim.decide', async (req, res) => {
  const id = idParam(req)
  const done = await submit(req, claimRejectionForm, (form) => rejectClaim(actor(req), id, form, new Date()))
  if (!done.ok) return showClaim(req, res.status(done.status), { form: done.form })
  flash(
    req,
    'success',
    res.locals.t('The payment of {{name}} is rejected, and they are told why.', { name: done.value.patient }),
  )
  res.redirect(303, req.baseUrl)
})

async function showClaim(req: Request, res: Response, typed: { confirmation?: Form; form?: Form }) {
  const { t, format, base } = res.locals
  const claim = await findClaim(idParam(req))
  const { decidedAt, decidedBy } = claim
  const patient = await findPatient(actor(req), claim.patient.id, new Date())
  await auditRead(actor(req), 'claim.list', patient.id, { type: 'payment_claim', id: claim.claimId })
  const waits = claim.status === 'SUBMITTED'
  const same = waits ? await sameReference(claim) : []
  claimPage(res, {
    claim: shownClaim(claim, { t, format, base }),
    patient: { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) },
    owed: format.money(owedMinor(claim)),
    effect: effectOf(claim, res),
    same: same.map(({ id, number, patientName }) => ({
      ...{ number, href: `${base}/payments/${id}`, patient: patientName },
    })),
    decided: waits ? null : decidedAt && { by: decidedBy ?? '', at: decidedAt },
    confirmation: waits ? (typed.confirmation ?? openForm(req)) : null,
    // What was refused stays to be read where the claim is answered by now.
    form: typed.form ?? (waits ? openForm(req) : (typed.confirmation ?? openForm(req))),
  })
}

function effectOf(claim: ClaimRow, res: Response): string[] {
  const { t, format } = res.locals
  const { invoiceMinor, creditMinor } = parted(claim.amountMinor, owedMinor(claim))
  const words = { invoice: claim.invoice }
  return [
    ...(invoiceMinor > 0n
      ? [t('{{amount}} goes to invoice {{invoice}}.', { ...words, amount: format.money(invoiceMinor) })]
      : []),
    ...(creditMinor > 0n
      ? [t('{{amount}} is more than is owed, and becomes credit.', { amount: format.money(creditMinor) })]
      : []),
    t('The receipt is written, and the patient is told.'),
  ]
}
