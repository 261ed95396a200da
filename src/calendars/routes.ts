import type { Request } from 'express'
import { config } from '../config.js'
import { flash } from '../web/flash.js'
import { openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { closeFeed, openFeed, ownFeedSince } from './feeds.js'
import { feedForm } from './forms.js'
import { closeFeedPage, feedPage } from './pages.js'

/** Where doctors and patients make, replace and switch off the private address of their calendar. */
export const ownFeedRoutes = routes()

ownFeedRoutes.get('/', 'calendar.own', async (req, res) => {
  const secret = takeSecret(req)
  feedPage(res, {
    form: openForm(req),
    made: secret ? addressesOf(secret) : null,
    since: await ownFeedSince(actor(req)),
    ofDoctor: actor(req).role === 'DOCTOR',
  })
})

ownFeedRoutes.post('/', 'calendar.own', async (req, res) => {
  const opened = await submit(req, feedForm, (form) => openFeed(actor(req), form, new Date()))
  if (!opened.ok)
    return feedPage(res.status(opened.status), {
      form: opened.form,
      made: null,
      since: await ownFeedSince(actor(req)),
      ofDoctor: actor(req).role === 'DOCTOR',
    })
  if (opened.value) req.session.calendarSecret = opened.value
  res.redirect(303, req.baseUrl)
})

ownFeedRoutes.get('/revocation/new', 'calendar.own', (req, res) =>
  closeFeedPage(res, { form: openForm(req) }),
)

ownFeedRoutes.post('/revocation', 'calendar.own', async (req, res) => {
  await closeFeed(actor(req), new Date())
  flash(req, 'success', res.locals.t('The calendar address is switched off. Nobody can read it any more.'))
  res.redirect(303, req.baseUrl)
})

/** Shown on the next page and on no other: the database keeps only its SHA-256. */
function takeSecret(req: Request): string | undefined {
  const secret = req.session.calendarSecret
  if (secret) req.session.calendarSecret = undefined
  return secret
}

function addressesOf(secret: string) {
  const https = `${config.baseUrl}/calendar/${secret}.ics`
  return { https, webcal: https.replace(/^https?:/, 'webcal:') }
}

declare module 'express-session' {
  interface SessionData {
    /** Of a calendar address that was just made. */
    calendarSecret: string | undefined
  }
}
