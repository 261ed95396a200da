import type { Request, Response } from 'express'
import { Strategy as LocalStrategy } from 'passport-local'
import { config } from '../config.js'
import { pool } from '../db/client.js'
import { specialisations } from '../doctors/queries.js'
import { sexLabels, sexes } from '../patients/rules.js'
import { type Form, openForm, typed } from '../web/form.js'
import { flash } from '../web/flash.js'
import { pageOfHeldForm } from '../web/held-forms.js'
import { limiter, perAddress } from '../web/limits.js'
import { ownPath } from '../web/params.js'
import { routes } from '../web/routes.js'
import { authenticate, closeSession, openSession } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { demoPassword, demoPeople } from './demo-people.js'
import { doctorSignUpForm, logInForm, patientSignUpForm } from './forms.js'
import { checkPassword } from './log-in.js'
import { doctorSignUpPage, logInPage, patientSignUpPage, registerPage, standingPage } from './pages.js'
import { standingOf } from './queries.js'
import { homes } from './rules.js'
import { type SignedUp, signUpDoctor, signUpPatient } from './sign-up.js'

export const visitorRoutes = routes()

const limited = [perAddress(() => limiter(pool, { name: 'sign-up', tries: 20, seconds: 60 * 60 }))]
const byPassword = new LocalStrategy(
  { usernameField: 'identifier', passReqToCallback: true },
  (req, identifier, password, done) => {
    checkPassword(identifier, password, req.ip ?? '').then((person) => done(null, person), done)
  },
)

visitorRoutes.get('/login', 'site.visit', (req, res) => {
  if (req.user) return res.redirect(303, homes[req.user.role])
  showLogIn(res, openForm(req, { next: String(req.query.next ?? '') }))
})

visitorRoutes.post('/login', 'site.visit', async (req, res) => {
  const person = await submit(req, logInForm, () => authenticate(req, byPassword))
  if (!person.ok) return showLogIn(res.status(person.status), person.form)
  const standing = await standingOf(person.value.id)
  if (standing?.status !== 'ACTIVE') return showStanding(req, res, person.value.id)
  await openSession(req, person.value)
  const held = await pageOfHeldForm(person.value.id)
  if (held) req.session.heldFormPage = held
  res.redirect(303, held ?? ownPath(req.body.next, config.baseUrl, homes[person.value.role]))
})

visitorRoutes.post('/logout', 'site.visit', async (req, res) => {
  await closeSession(req)
  res.set('Clear-Site-Data', '"cache", "storage"')
  res.redirect(303, '/')
})

visitorRoutes.get('/register', 'site.visit', (_req, res) => registerPage(res, {}))

visitorRoutes.get('/register/patient', 'site.visit', (req, res) => showPatientSignUp(res, openForm(req)))

visitorRoutes.post(
  '/register/patient',
  'site.visit',
  async (req, res) => {
    const signedUp = await submit(req, patientSignUpForm, signUpPatient)
    if (!signedUp.ok) return showPatientSignUp(res.status(signedUp.status), signedUp.form)
    showWaiting(req, res, signedUp.value)
  },
  limited,
)

visitorRoutes.get('/register/doctor', 'site.visit', (req, res) => showDoctorSignUp(res, openForm(req)))

visitorRoutes.post(
  '/register/doctor',
  'site.visit',
  async (req, res) => {
    const signedUp = await submit(req, doctorSignUpForm, signUpDoctor)
    if (!signedUp.ok) return showDoctorSignUp(res.status(signedUp.status), signedUp.form)
    showWaiting(req, res, signedUp.value)
  },
  limited,
)

visitorRoutes.get('/waiting', 'site.visit', async (req, res) => {
  const { waitingAccountId, waitingSince } = req.session
  const standing = waitingAccountId ? await standingOf(waitingAccountId) : null
  if (standing?.status === 'ACTIVE' || (!standing && !waitingSince)) return res.redirect(303, '/login')
  standingPage(res, {
    status: standing?.status ?? 'PENDING',
    since: standing?.createdAt ?? new Date(waitingSince ?? 0),
    reason: standing?.decisionReason ?? null,
  })
})

function showLogIn(res: Response, form: Form) {
  const people = config.demo ? demoPeople : []
  logInPage(res, { form, next: typed(form, 'next'), demoPeople: people, demoPassword })
}

function showPatientSignUp(res: Response, form: Form) {
  const { t } = res.locals
  patientSignUpPage(res, { form, sexes: sexes.map((sex) => ({ value: sex, label: t(sexLabels[sex]) })) })
}

async function showDoctorSignUp(res: Response, form: Form) {
  const known = await specialisations()
  doctorSignUpPage(res, { form, specialisations: known.map(({ id, name }) => ({ value: id, label: name })) })
}

/** The same page whether the address was free or taken: only its owner's mail tells. */
function showWaiting(req: Request, res: Response, signedUp: SignedUp) {
  if (signedUp.status === 'ACTIVE') {
    flash(req, 'success', res.locals.t('We received your registration and sent you a mail. You can log in now.'))
    return res.redirect(303, '/login')
  }
  req.session.waitingAccountId = signedUp.accountId ?? undefined
  req.session.waitingSince = Date.now()
  res.redirect(303, '/waiting')
}

function showStanding(req: Request, res: Response, accountId: string) {
  req.session.waitingAccountId = accountId
  res.redirect(303, '/waiting')
}
