import type { Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { refundStatus } from '../payments/refund-pages.js'
import { dayIn } from '../shared/calendar.js'
import type { ActionLink } from '../web/components/pages.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { type Pending, pendingOf } from './account-queries.js'
import { accountPage, type PendingOnPage } from './pages.js'
import { papersOf } from './paper-queries.js'
import { shownOpenBill, shownPaper } from './shown-pages.js'
import { standingStats } from './standing-pages.js'
import { openInvoices, standingOf } from './standing-queries.js'

/** What one patient owes, has paid and is to be billed; below the address of the patients. */
export const patientAccountRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

patientAccountRoutes.get('/:id/account', 'cashier.view', async (req, res) => {
  const { t, format, base, site } = res.locals
  const { after } = query(req, asked)
  const now = new Date()
  const patient = await findPatient(actor(req), idParam(req), now)
  const { id } = patient
  await auditRead(actor(req), 'cashier.view', id, { type: 'account' })
  const today = dayIn(now, config.zone)
  const [standing, open, pending, papers] = await Promise.all([
    standingOf(id, today),
    openInvoices(id),
    pendingOf(id),
    papersOf(id, after),
  ])
  const words = { t, format, base, locale: `${site.language}-IN` }
  const here = `${base}/patients/${id}`
  accountPage(res, {
    ...{ id, name: patient.name },
    banner: bannerOf(patient, t, base),
    stats: standingStats(standing, { t, format }),
    actions: actionsOf(here, patient.deactivatedAt === null, res),
    pending: pending.flatMap((one) => (one.kind === 'CHARGE' ? [] : [shownPending(one, res)])),
    charges: pending.flatMap((one) => (one.kind === 'CHARGE' ? [shownCharge(one, res)] : [])),
    billing: `${here}/charges`,
    isAdmitted: patient.admissionId !== null,
    open: open.map((invoice) => shownOpenBill(invoice, { ...words, today }, 'PAY')),
    papers: papers.rows.map((paper) => shownPaper(paper, words, 'STAFF')),
    newer: after ? `${here}/account` : null,
    older: papers.more ? `${here}/account?after=${papers.rows.at(-1)?.id}` : null,
  })
})

function actionsOf(here: string, isOpen: boolean, res: Response): ActionLink[] {
  const { t } = res.locals
  const statement: ActionLink = { label: t('Statement'), href: `${here}/statement`, icon: 'file-text' }
  if (!isOpen) return [statement]
  return [
    { label: t('Take an advance'), href: `${here}/advances/new`, icon: 'plus' },
    statement,
    { label: t('Prepare an invoice'), href: `${here}/drafts/new`, icon: 'file-invoice', tone: 'primary' },
  ]
}

type Of<Kind> = Extract<Pending, { kind: Kind }>

const shownCharge = ({ description, quantity, at, amountMinor }: Of<'CHARGE'>, res: Response) => ({
  what: quantity === 1 ? description : `${quantity} × ${description}`,
  ...{ at, amount: res.locals.format.money(amountMinor) },
})

function shownPending(one: Of<'DRAFT' | 'CLAIM' | 'REFUND'>, res: Response): PendingOnPage {
  const { t, format, base, can } = res.locals
  const common = { at: one.at, amount: format.money(one.amountMinor) }
  switch (one.kind) {
    case 'DRAFT':
      return {
        ...{ ...common, what: t('Draft of an invoice'), about: t('prepared by {{name}}', { name: one.by }) },
        ...{ href: `${base}/invoices/drafts/${one.id}`, label: t('Go on') },
        status: { text: t('Not issued'), tone: 'attention', icon: 'edit' },
      }
    case 'CLAIM':
      return {
        ...{ ...common, what: t('Payment that the patient told us of'), about: one.reference },
        ...{ href: `${base}/claims/${one.id}`, label: t('Compare') },
        status: { of: 'claim.SUBMITTED', text: t('To compare') },
      }
    case 'REFUND': {
      const decides = one.status === 'REQUESTED' && can('refund.decide')
      return {
        ...{ ...common, what: t('Refund'), about: null, href: `${base}/refunds/${one.id}` },
        label: decides ? t('Decide') : one.status === 'APPROVED' ? t('Pay it') : t('Open'),
        status: refundStatus(one.status, t),
      }
    }
  }
}
