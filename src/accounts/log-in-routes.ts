import type { Request, Response } from 'express'
import { Strategy as LocalStrategy } from 'passport-local'
import { config } from '../config.js'
import { Busy } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm, typed } from '../web/form.js'
import { rememberHeldForms } from '../web/held-forms.js'
import { ownPath } from '../web/params.js'
import { routes } from '../web/routes.js'
import { authenticate, closeSession, openSession } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { demoPassword, demoPeople } from './demo-people.js'
import { logInForm } from './forms.js'
import { bookingAddress, heldTime, holdsOf, lostTime, promisedTime } from './held-time.js'
import { leave } from './leaving.js'
import { checkPassword } from './log-in.js'
import { logInPage, standingPage } from './pages.js'
import { standingOf } from './queries.js'
import { homes } from './rules.js'

/** One way in for everybody; each goes on to their own portal. */
export const logInRoutes = routes()

/**
 * A strategy of its own for each try: passport writes onto it whom to answer, so that of two people who log in at
 * the same instant through one strategy, one would be answered with the other's success.
 */
const byPassword = () =>
  new LocalStrategy(
    { usernameField: 'identifier', passReqToCallback: true },
    (req, identifier, password, done) => {
      checkPassword(identifier, password, req.ip ?? '').then((person) => done(null, person), done)
    },
  )

logInRoutes.get('/login', 'site.visit', (req, res) => {
  if (req.user) return res.redirect(303, homes[req.user.role])
  return showLogIn(req, res, openForm(req, { next: String(req.query.next ?? '') }))
})

logInRoutes.post('/login', 'site.visit', async (req, res) => {
  const person = await submit(req, logInForm, () => authenticate(req, byPassword())).catch(
    toldToWait(req, res),
  )
  if (!person.ok) return showLogIn(req, res.status(person.status), person.form)
  const standing = await standingOf(person.value.id)
  if (standing?.status !== 'ACTIVE') {
    await leave(req)
    req.session.waitingAccountId = person.value.id
    return res.redirect(303, '/waiting')
  }
  await openSession(req, person.value)
  const held = await rememberHeldForms(req, person.value.id)
  const first = req.body.next ? null : await chosenBefore(req, res, person.value.patientId)
  res.redirect(303, held ?? first ?? ownPath(req.body.next, config.baseUrl, homes[person.value.role]))
})

logInRoutes.post('/logout', 'site.visit', async (req, res) => {
  await closeSession(req)
  res.set('Clear-Site-Data', '"cache", "storage"')
  res.redirect(303, '/')
})

/** How an account stands, for who has registered or given its password, and may not come in. */
logInRoutes.get('/waiting', 'site.visit', async (req, res) => {
  const { waitingAccountId, waitingSince } = req.session
  const now = new Date()
  const standing = waitingAccountId ? await standingOf(waitingAccountId) : null
  if (standing?.status === 'ACTIVE' || (!standing && !waitingSince)) return res.redirect(303, '/login')
  standingPage(res, {
    status: standing?.status ?? 'PENDING',
    since: standing?.createdAt ?? new Date(waitingSince ?? 0),
    reason: standing?.decisionReason ?? null,
    held: standing?.patient
      ? await heldTime([standing.patient.id], now)
      : await promisedTime(req.session.promised, now),
  })
})

/** Who registered with a time in mind goes on with it: they were waiting to. Where it was lost they read so, once. */
async function chosenBefore(req: Request, res: Response, patientId: string | null): Promise<string | null> {
  if (!patientId) return null
  const now = new Date()
  const held = await heldTime([patientId], now)
  if (held) return bookingAddress(held)
  const lost = await lostTime(patientId, now)
  if (!lost) return null
  const { t, format } = res.locals
  const when = format.instant(lost.startsAt)
  flash(
    req,
    'info',
    t('We are sorry: {{when}} could not be held for you any longer. Choose again here.', { when }),
  )
  return bookingAddress(lost)
}

async function showLogIn(req: Request, res: Response, form: Form) {
  const now = new Date()
  const held = (await heldTime(holdsOf(req), now)) ?? (await promisedTime(req.session.promised, now))
  const people = config.demo ? demoPeople : []
  logInPage(res, { form, held, next: typed(form, 'next'), demoPeople: people, demoPassword })
}

/** Who has to wait reads how long, above the form as they filled it in. */
const toldToWait = (req: Request, res: Response) => (error: unknown) => {
  if (!(error instanceof Busy) || error.status !== 429) throw error
  const { t } = res.locals
  const seconds = error.retryAfterSeconds
  const wait =
    seconds <= 90
      ? t('You can try again in {{seconds}} seconds.', { seconds })
      : t('You can try again in {{minutes}} minutes.', { minutes: Math.ceil(seconds / 60) })
  res.set('Retry-After', String(seconds))
  const { identifier, next } = logInForm.pick({ identifier: true, next: true }).parse({
    identifier: req.body.identifier,
    next: req.body.next,
  })
  const form: Form = {
    ...openForm(req, { identifier, next: next ?? '' }),
    summary: `${t(error.message)} ${wait}`,
  }
  return { ok: false as const, status: 429 as const, form }
}
