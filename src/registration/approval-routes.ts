import type { Request, Response } from 'express'
import { roleLabels } from '../accounts/rules.js'
import { config } from '../config.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { applicantOnPage } from './applicant-pages.js'
import { type Approved, approveAccounts, rejectAccount } from './approvals.js'
import { approvalForm, rejectionForm } from './forms.js'
import { approvalsPage, decisionsPage, rejectionPage } from './pages.js'
import { type Applicant, findApplicant, latestDecisions, waitingApplicants } from './queries.js'

/** Who registered and waits; the administration lets them in or turns them down. */
export const approvalRoutes = routes()

approvalRoutes.get('/', 'account.decide', (req, res) => showWaiting(req, res, openForm(req)))

approvalRoutes.post('/', 'account.decide', async (req, res) => {
  const approved = await submit(req, approvalForm, (form) => approveAccounts(actor(req), form, new Date()))
  if (!approved.ok) return showWaiting(req, res.status(approved.status), approved.form)
  tell(req, res, approved.value)
  res.redirect(303, req.baseUrl)
})

approvalRoutes.get('/decided', 'account.decide', async (req, res) => {
  const decisions = await latestDecisions(actor(req))
  decisionsPage(res, {
    decisions: decisions.map(({ status, decidedAt, decidedBy, decisionReason, role, id, name }) => ({
      id,
      name,
      about: res.locals.t(roleLabels[role]),
      status: `account.${status}`,
      decidedAt: decidedAt ?? new Date(0),
      decidedBy: decidedBy?.name ?? null,
      reason: decisionReason,
    })),
  })
})

approvalRoutes.post('/:id/approval', 'account.decide', async (req, res) => {
  tell(req, res, await approveAccounts(actor(req), { accountIds: [idParam(req)] }, new Date()))
  res.redirect(303, req.baseUrl)
})

approvalRoutes.get('/:id/rejection/new', 'account.decide', (req, res) =>
  showRejection(req, res, openForm(req)),
)

approvalRoutes.post('/:id/rejection', 'account.decide', async (req, res) => {
  const rejected = await submit(req, rejectionForm, (form) =>
    rejectAccount(actor(req), idParam(req), form, new Date()),
  )
  if (!rejected.ok) return showRejection(req, res.status(rejected.status), rejected.form)
  const { name } = rejected.value
  flash(req, 'success', res.locals.t('{{name}} was rejected and reads the reason by mail.', { name }))
  res.redirect(303, req.baseUrl)
})

function tell(req: Request, res: Response, { names, decided }: Approved) {
  const { t } = res.locals
  if (names.length > 0)
    flash(req, 'success', t('Approved, and told by mail: {{names}}.', { names: names.join(', ') }))
  if (decided.length > 0)
    flash(req, 'info', t('Somebody had decided already about: {{names}}.', { names: decided.join(', ') }))
}

async function showWaiting(req: Request, res: Response, form: Form) {
  const now = new Date()
  const { applicants, waiting } = await waitingApplicants(actor(req), now)
  approvalsPage(res, { form, waiting, applicants: applicants.map((one) => onPage(one, res, now)) })
}

async function showRejection(req: Request, res: Response, form: Form) {
  const applicant = await findApplicant(actor(req), idParam(req))
  rejectionPage(res, { form, applicant: onPage(applicant, res, new Date()) })
}

const onPage = (applicant: Applicant, { locals: { t, format } }: Response, now: Date) =>
  applicantOnPage(applicant, { t, format, zone: config.zone, now })
