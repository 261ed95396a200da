import type { Response } from 'express'
import { config } from '../config.js'
import { pool } from '../db/client.js'
import { card } from '../doctors/public-routes.js'
import { directory, staffedSpecialisations } from '../doctors/queries.js'
import { Malformed } from '../shared/errors.js'
import { wardLevelLabels } from '../wards/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { limiter, perAddress } from '../web/limits.js'
import { ownPath } from '../web/params.js'
import { routes } from '../web/routes.js'
import { submit } from '../web/submit.js'
import { sendContactMessage } from './commands.js'
import { contactForm, themeForm } from './forms.js'
import { aboutPage, contactPage, homePage, keyboardPage } from './pages.js'
import { wardPrices } from './queries.js'

/** The hospital's own pages: home, about, contact; and the choice of light or dark. */
export const siteRoutes = routes()

const DOCTORS_ON_HOME = 6
const YEAR = 365 * 24 * 60 * 60 * 1000
const limited = [perAddress(() => limiter(pool, { name: 'contact', tries: 10, seconds: 60 * 60 }))]

siteRoutes.get('/', 'site.visit', async (_req, res) => {
  const { t, format } = res.locals
  const [specialisations, doctors, wards] = await Promise.all([
    staffedSpecialisations(),
    directory(),
    wardPrices(new Date()),
  ])
  homePage(res, {
    specialisations,
    doctors: doctors.slice(0, DOCTORS_ON_HOME).map((doctor) => card(doctor, t)),
    wards: wards.map((ward) => ({
      name: ward.name,
      kind: t(wardLevelLabels[ward.level]),
      dailyRate: format.money(ward.dailyRateMinor),
    })),
  })
})

/** What the keys do, for those whose browser does not show it over the page. */
siteRoutes.get('/keyboard', 'site.visit', (_req, res) => keyboardPage(res, {}))

siteRoutes.get('/about', 'site.visit', (_req, res) => aboutPage(res, {}))

siteRoutes.get('/contact', 'site.visit', (req, res) => contactPage(res, { form: openForm(req) }))

siteRoutes.post(
  '/contact',
  'site.visit',
  async (req, res) => {
    const sent = await submit(req, contactForm, sendContactMessage)
    if (!sent.ok) return showContact(res.status(sent.status), sent.form)
    flash(req, 'success', res.locals.t('Your message is on its way. We answer by mail.'))
    res.redirect(303, '/contact')
  },
  limited,
)

siteRoutes.post('/theme', 'site.visit', (req, res) => {
  const chosen = themeForm.safeParse(req.body)
  if (!chosen.success) throw new Malformed()
  const { theme, next } = chosen.data
  res.cookie('theme', theme, {
    path: '/',
    maxAge: YEAR,
    sameSite: 'lax',
    httpOnly: true,
    secure: config.https,
  })
  res.redirect(303, ownPath(next, config.baseUrl, '/'))
})

function showContact(res: Response, form: Form) {
  contactPage(res, { form })
}
