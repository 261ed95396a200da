import type { Request, Response } from 'express'
import { passwordRule } from '../accounts/good-password.js'
import { heldTime, holdsOf } from '../accounts/held-time.js'
import { config } from '../config.js'
import { pool } from '../db/client.js'
import { specialisations } from '../doctors/queries.js'
import { sexes, sexLabels } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { limiter, perAddress } from '../web/limits.js'
import { routes } from '../web/routes.js'
import { submit } from '../web/submit.js'
import { doctorSignUpForm, patientSignUpForm } from './forms.js'
import { doctorSignUpPage, patientSignUpPage, registerPage } from './pages.js'
import { type SignedUp, signUpDoctor, signUpPatient } from './sign-up.js'

/** Registration: one page to choose, and a form of its own for patients and for doctors. */
export const signUpRoutes = routes()

const limited = [perAddress(() => limiter(pool, { name: 'sign-up', tries: 20, seconds: 60 * 60 }))]

signUpRoutes.get('/register', 'site.visit', async (req, res) =>
  registerPage(res, { held: await heldBy(req) }),
)

signUpRoutes.get('/register/patient', 'site.visit', (req, res) => showPatientSignUp(req, res, openForm(req)))

signUpRoutes.post(
  '/register/patient',
  'site.visit',
  async (req, res) => {
    const form = patientSignUpForm(await passwordRule(), dayIn(new Date(), config.zone))
    const holdId = req.session.heldSlotId ?? null
    const signedUp = await submit(req, form, (typed) => signUpPatient(typed, holdId, new Date()))
    if (!signedUp.ok) return showPatientSignUp(req, res.status(signedUp.status), signedUp.form)
    promise(req, signedUp.value)
    showWaiting(req, res, signedUp.value)
  },
  limited,
)

signUpRoutes.get('/register/doctor', 'site.visit', (req, res) => showDoctorSignUp(res, openForm(req)))

signUpRoutes.post(
  '/register/doctor',
  'site.visit',
  async (req, res) => {
    const signedUp = await submit(req, doctorSignUpForm(await passwordRule()), (form) =>
      signUpDoctor(form, new Date()),
    )
    if (!signedUp.ok) return showDoctorSignUp(res.status(signedUp.status), signedUp.form)
    showWaiting(req, res, signedUp.value)
  },
  limited,
)

async function showPatientSignUp(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  patientSignUpPage(res, {
    form,
    held: await heldBy(req),
    sexes: sexes.map((sex) => ({ value: sex, label: t(sexLabels[sex]) })),
  })
}

const heldBy = (req: Request) => heldTime(holdsOf(req), new Date())

async function showDoctorSignUp(res: Response, form: Form) {
  const known = await specialisations()
  doctorSignUpPage(res, { form, specialisations: known.map(({ id, name }) => ({ value: id, label: name })) })
}

/**
 * What they were told is remembered, and not what became of the hold: the pages that follow would else tell whether the
 * address was free.
 */
function promise(req: Request, { keptUntil }: SignedUp) {
  const { heldSlotId: id } = req.session
  if (!id || !keptUntil) return
  req.session.promised = { id, until: Date.parse(keptUntil) }
  req.session.heldSlotId = undefined
}

/** The same page whether the address was free or taken: only its owner's mail tells. */
function showWaiting(req: Request, res: Response, { accountId, status }: SignedUp) {
  if (status === 'ACTIVE') {
    flash(
      req,
      'success',
      res.locals.t('We received your registration and sent you a mail. You can log in now.'),
    )
    return res.redirect(303, '/login')
  }
  req.session.waitingAccountId = accountId ?? undefined
  req.session.waitingSince = Date.now()
  res.redirect(303, '/waiting')
}
