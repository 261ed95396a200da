import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient, type PatientInBanner } from '../patients/queries.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { chartPage, shownChart } from './chart-pages.js'
import { decideScale } from './commands.js'
import { scaleForm } from './forms.js'
import { noteLook } from './looking.js'
import { shownRound } from './pages.js'
import { type RoundRow, roundsOf, scaleDecisionOf } from './queries.js'
import { nextRound } from './response-rules.js'
import { listedRound, observationsPage, scalePage, type Whose } from './round-pages.js'
import { roundRoutes } from './round-routes.js'
import { shownScore } from './score-pages.js'
import { chartsOf, PERIODS, periodTabs, sinceOf, trendsPage } from './trend-pages.js'
import { trendOf } from './trend-queries.js'

/** The vital signs of a patient, for doctors and the administration; mounted under the patient's page. */
export const observationRoutes = routes()

const PAGE_ROWS = 25
const LATEST = 12
/** As many columns as an A4 page across can hold. */
const CHART_COLUMNS = 16

const asked = z.object({ before: z.uuid().nullable().default(null) })

observationRoutes.get('/', 'observation.view', async (req, res) => {
  const { t, format, can } = res.locals
  const now = new Date()
  const patient = await reached(req, now)
  const { before } = query(req, asked)
  const [found, decision] = await Promise.all([
    roundsOf(patient.id, { limit: PAGE_ROWS + 1, before, struck: true }),
    scaleDecisionOf(patient.id),
  ])
  const rows = found.slice(0, PAGE_ROWS)
  const valid = before ? [] : rows.filter(({ struckAt }) => struckAt === null)
  const [latest] = valid
  observationsPage(res, {
    whose: whoseOf(patient, res),
    newRound: can('observation.create') && !patient.deactivatedAt ? `${req.baseUrl}/new` : null,
    latest: latest
      ? {
          takenAt: latest.takenAt,
          score: shownScore(latest, t, format),
          readings: shownRound(latest, valid.slice(0, LATEST), t),
          overdueSince: overdueSince(latest, patient, now),
          href: `${req.baseUrl}/${latest.id}`,
        }
      : null,
    scale: {
      text: decision
        ? t('Scale {{scale}} from {{at}} on, decided by {{doctor}}:', {
            ...{ scale: decision.scale, doctor: decision.doctor, at: format.instant(decision.decidedAt) },
          })
        : t('Rounds are scored on scale 1.'),
      reason: decision?.reason ?? null,
      href: can('observation.set-scale') && !patient.deactivatedAt ? `${req.baseUrl}/spo2-scale` : null,
    },
    chart: `${req.baseUrl}/chart`,
    trends: `${req.baseUrl}/trends`,
    newest: req.baseUrl,
    rounds: rows.map((row) => listedRound(row, req.baseUrl, t)),
    older: found.length > PAGE_ROWS ? `${req.baseUrl}?before=${rows.at(-1)?.id}` : null,
  })
})

observationRoutes.get('/chart', 'observation.view', async (req, res) => {
  const { t, format } = res.locals
  const patient = await reached(req, new Date())
  const found = await roundsOf(patient.id, { limit: CHART_COLUMNS + 1, before: query(req, asked).before })
  const rows = found.slice(0, CHART_COLUMNS)
  chartPage(res, {
    whose: whoseOf(patient, res),
    list: req.baseUrl,
    chart: shownChart([...rows].reverse(), req.baseUrl, config.zone, t, format),
    older: found.length > CHART_COLUMNS ? `${req.baseUrl}/chart?before=${rows.at(-1)?.id}` : null,
  })
})

const period = z.object({ period: z.enum(PERIODS).default('3d') })

observationRoutes.get('/trends', 'observation.view', async (req, res) => {
  const { t } = res.locals
  const now = new Date()
  const patient = await reached(req, now)
  const chosen = query(req, period).period
  const rows = await trendOf(patient.id, sinceOf(chosen, now))
  trendsPage(res, {
    whose: whoseOf(patient, res),
    list: req.baseUrl,
    periods: periodTabs(chosen, `${req.baseUrl}/trends`, t),
    ...chartsOf(rows, t),
  })
})

observationRoutes.get('/spo2-scale', 'observation.set-scale', async (req, res) =>
  showScale(req, res, await reached(req, new Date()), openForm(req)),
)

observationRoutes.post('/spo2-scale', 'observation.set-scale', async (req, res) => {
  const now = new Date()
  const patient = await reached(req, now)
  const decided = await submit(req, scaleForm, (form) => decideScale(actor(req), patient.id, form, now))
  if (!decided.ok) return showScale(req, res.status(decided.status), patient, decided.form)
  flash(req, 'success', res.locals.t('Your decision holds for every round from now on.'))
  res.redirect(303, req.baseUrl)
})

observationRoutes.use(
  '/',
  roundRoutes(async (req, res, now) => {
    const patient = await reached(req, now)
    return {
      whose: whoseOf(patient, res),
      sex: patient.sex,
      dateOfBirth: patient.dateOfBirth,
      isOpen: patient.deactivatedAt === null,
      by: null,
    }
  }),
)

async function showScale(req: Request, res: Response, patient: PatientInBanner, form: Form) {
  scalePage(res, {
    whose: whoseOf(patient, res),
    form,
    action: `${req.baseUrl}/spo2-scale`,
    cancel: req.baseUrl,
    current: await scaleDecisionOf(patient.id),
  })
}

async function reached(req: Request, now: Date): Promise<PatientInBanner> {
  const patient = await findPatient(actor(req), idParam(req), now)
  await noteLook(req, patient.id)
  return patient
}

function whoseOf(patient: PatientInBanner, res: Response): Whose {
  const { t, base } = res.locals
  return { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base), brief: null }
}

/** Since when the next round is late: of patients in a bed, whom somebody measures. */
function overdueSince(latest: RoundRow, { admissionId }: PatientInBanner, now: Date): Date | null {
  const due = latest.score && admissionId ? nextRound(latest.score, latest.takenAt) : null
  return due && due.by < now ? due.by : null
}
