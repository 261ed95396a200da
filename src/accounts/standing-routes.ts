import type { Request, Response } from 'express'
import { authorize } from '../access/policy.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { invitationLinkPage, removalPage, restorationPage, suspensionPage } from './admin-pages.js'
import { removalForm, restorationForm, suspensionForm } from './forms.js'
import { inviteAgain } from './invitations.js'
import { accountDetails } from './list-queries.js'
import { hasHistory, removeUser } from './removal.js'
import { roleLabels } from './rules.js'
import { restoreAccount, suspendAccount } from './suspension.js'

/** Inviting, suspending, restoring and removing an account; stands beside the account's own pages. */
export const standingRoutes = routes()

standingRoutes.post('/:id/invitation', 'account.create', async (req, res) => {
  const invited = await inviteAgain(actor(req), idParam(req), new Date())
  if ('mailedTo' in invited) {
    const { name, mailedTo } = invited
    flash(
      req,
      'success',
      res.locals.t('A new invitation for {{name}} goes to {{mailedTo}}.', { name, mailedTo }),
    )
    return res.redirect(303, `${req.baseUrl}/${idParam(req)}`)
  }
  req.session.invitationLink = { accountId: idParam(req), link: invited.link }
  res.redirect(303, `${req.baseUrl}/${idParam(req)}/invitation`)
})

standingRoutes.get('/:id/invitation', 'account.create', async (req, res) => {
  const account = await accountDetails(actor(req), idParam(req))
  const made = req.session.invitationLink
  req.session.invitationLink = undefined
  if (made?.accountId !== account.id) return res.redirect(303, `${req.baseUrl}/${account.id}`)
  invitationLinkPage(res, { account, link: made.link, form: openForm(req) })
})

standingRoutes.get('/:id/suspension/new', 'account.suspend', (req, res) =>
  askToSuspend(req, res, openForm(req)),
)

standingRoutes.post('/:id/suspension', 'account.suspend', async (req, res) => {
  const suspended = await submit(req, suspensionForm, (form) =>
    suspendAccount(actor(req), idParam(req), form, new Date()),
  )
  if (!suspended.ok) return askToSuspend(req, res.status(suspended.status), suspended.form)
  flash(req, 'success', res.locals.t('{{name}} is suspended and logged out.', { name: suspended.value.name }))
  res.redirect(303, `${req.baseUrl}/${idParam(req)}`)
})

standingRoutes.get('/:id/restoration/new', 'account.suspend', (req, res) =>
  askToRestore(req, res, openForm(req)),
)

standingRoutes.post('/:id/restoration', 'account.suspend', async (req, res) => {
  const restored = await submit(req, restorationForm, () =>
    restoreAccount(actor(req), idParam(req), new Date()),
  )
  if (!restored.ok) return askToRestore(req, res.status(restored.status), restored.form)
  flash(req, 'success', res.locals.t('{{name}} can log in again.', { name: restored.value.name }))
  res.redirect(303, `${req.baseUrl}/${idParam(req)}`)
})

standingRoutes.get('/:id/removal/new', 'account.remove', (req, res) => askToRemove(req, res, openForm(req)))

standingRoutes.post('/:id/removal', 'account.remove', async (req, res) => {
  const removed = await submit(req, removalForm, (form) =>
    removeUser(actor(req), idParam(req), form, new Date()),
  )
  if (!removed.ok) return askToRemove(req, res.status(removed.status), removed.form)
  const { name, removal } = removed.value
  const { t } = res.locals
  if (removal === 'removed') {
    flash(req, 'success', t('The account of {{name}} was removed.', { name }))
    return res.redirect(303, req.baseUrl)
  }
  flash(
    req,
    'success',
    t('The records name {{name}}: they are kept, and the account is suspended instead.', { name }),
  )
  res.redirect(303, `${req.baseUrl}/${idParam(req)}`)
})

async function askToSuspend(req: Request, res: Response, form: Form) {
  authorize(actor(req), 'account.suspend', { accountId: idParam(req) })
  suspensionPage(res, { account: await named(req, res), form })
}

async function askToRestore(req: Request, res: Response, form: Form) {
  authorize(actor(req), 'account.suspend', { accountId: idParam(req) })
  const account = await named(req, res)
  restorationPage(res, { account, form, reason: account.decisionReason })
}

async function askToRemove(req: Request, res: Response, form: Form) {
  authorize(actor(req), 'account.remove', { accountId: idParam(req) })
  removalPage(res, { account: await named(req, res), form, kept: await hasHistory(idParam(req)) })
}

async function named(req: Request, res: Response) {
  const account = await accountDetails(actor(req), idParam(req))
  return { ...account, roleLabel: res.locals.t(roleLabels[account.role]) }
}

declare module 'express-session' {
  interface SessionData {
    /** A link that was just made for somebody without an address, until it has been shown once. */
    invitationLink: { accountId: string; link: string } | undefined
  }
}
