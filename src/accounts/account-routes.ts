import type { Request, Response } from 'express'
import { can } from '../access/policy.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { type AccountActs, accountPage, editAccountPage, newStaffPage } from './admin-pages.js'
import { editPersonForm, editStaffForm, newStaffForm } from './forms.js'
import { leave } from './leaving.js'
import { type AccountDetails, accountDetails } from './list-queries.js'
import { isStaffRole, mayBeInvited, roleLabels, staffRoles, transitions } from './rules.js'
import { createStaff, editAccount, formValues } from './staff.js'

/** One account: opened, looked at and edited by the administration. */
export const accountRoutes = routes()

accountRoutes.get('/new', 'account.create', (req, res) => showNew(res, openForm(req)))

accountRoutes.post('/', 'account.create', async (req, res) => {
  const created = await submit(req, newStaffForm, (form) => createStaff(actor(req), form, new Date()))
  if (!created.ok) return showNew(res.status(created.status), created.form)
  const { name, email } = await accountDetails(actor(req), created.value.id)
  const { t } = res.locals
  flash(
    req,
    'success',
    email
      ? t('The account of {{name}} is open. The invitation goes to {{email}}.', { name, email })
      : t('The account of {{name}} is open. Make an invitation link and hand it over.', { name }),
  )
  res.redirect(303, `${req.baseUrl}/${created.value.id}`)
})

accountRoutes.get('/:id', 'account.list', async (req, res) => {
  const account = await accountDetails(actor(req), idParam(req))
  const { doctor, patient, decidedBy, ...details } = account
  const profile = doctor
    ? `${res.locals.base}/doctors/${doctor.id}`
    : patient && `${res.locals.base}/patients/${patient.id}`
  accountPage(res, {
    account: {
      ...details,
      roleLabel: res.locals.t(roleLabels[account.role]),
      decidedBy: decidedBy?.name ?? null,
      profile,
      own: account.id === actor(req).id,
    },
    acts: actsOn(req, account),
  })
})

accountRoutes.get('/:id/edit', 'account.edit', async (req, res) => {
  const account = await accountDetails(actor(req), idParam(req))
  showEdit(res, account, openForm(req, { ...formValues(account), version: String(account.version) }))
})

accountRoutes.post('/:id', 'account.edit', async (req, res) => {
  const account = await accountDetails(actor(req), idParam(req))
  const schema = isStaffRole(account.role) ? editStaffForm : editPersonForm
  const saved = await submit(req, schema, (form) => editAccount(actor(req), account.id, form, new Date()))
  if (!saved.ok) return showEdit(res.status(saved.status), account, saved.form)
  const own = account.id === actor(req).id
  const { t } = res.locals
  if (own && saved.value.loggedOut) {
    await leave(req)
    flash(req, 'success', t('Your account was saved. Log in with the new address.'))
    return res.redirect(303, '/login')
  }
  flash(req, 'success', t('The account of {{name}} was saved.', { name: req.body.name }))
  res.redirect(303, `${req.baseUrl}/${account.id}`)
})

/** What the table of transitions and the policy allow together. */
function actsOn(req: Request, account: AccountDetails): AccountActs {
  const who = actor(req)
  const next = transitions[account.status]
  const maySuspend = can(who, 'account.suspend', { accountId: account.id })
  return {
    approve: next.approve !== undefined && can(who, 'account.decide'),
    reject: next.reject !== undefined && can(who, 'account.decide'),
    invite: mayBeInvited(account) && can(who, 'account.create'),
    suspend: next.suspend !== undefined && maySuspend,
    restore: next.restore !== undefined && maySuspend,
    remove: can(who, 'account.remove', { accountId: account.id }),
  }
}

function showNew(res: Response, form: Form) {
  newStaffPage(res, { form, roles: staffOptions(res) })
}

function showEdit(res: Response, account: AccountDetails, form: Form) {
  const { t } = res.locals
  editAccountPage(res, {
    account: { ...account, roleLabel: t(roleLabels[account.role]) },
    form,
    staff: isStaffRole(account.role),
    roles: staffOptions(res),
    labels: {
      name: t('Full name'),
      role: t('Role'),
      username: t('Username'),
      email: t('Email'),
      phone: t('Phone'),
      employeeNumber: t('Employee number'),
    },
  })
}

const staffOptions = (res: Response) =>
  staffRoles.map((role) => ({ value: role, label: res.locals.t(roleLabels[role]) }))
