import { decisiveRule } from '../admissions/advice-pages.js'
import { inBed } from '../admissions/shown-pages.js'
import type { WaitingPatient } from '../admissions/today-queries.js'
import { config } from '../config.js'
import { listedVisit } from '../desk/list-routes.js'
import { ageAndSex, photoOf, triageOf } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { nextStep, nextSteps } from '../triage/next-step-rules.js'
import { countStates } from '../wards/queries.js'
import { wardLevelLabels, wardLevels } from '../wards/rules.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { receptionDashboardPage } from './reception-pages.js'
import { deskToday, visitsAtDesk } from './reception-queries.js'

/** The reception's day: who needs a bed, which beds there are, what was done. */
export const receptionDashboardRoutes = routes()

receptionDashboardRoutes.get('/', 'dashboard.reception', async (req, res) => {
  const { t, base, format } = res.locals
  const now = new Date()
  const [{ waiting, undecided, wards, cleaning, admitted, discharged, atHome }, visits] = await Promise.all([
    deskToday(now, config.zone),
    visitsAtDesk(actor(req), now, config.zone),
  ])
  const { counts, requests, arrivals, stranded } = visits
  const all = wards.flatMap((ward) => ward.beds)
  const today = dayIn(now, config.zone)
  const since = (instant: Date) =>
    dayIn(instant, config.zone) === today ? format.time(instant) : format.instant(instant)
  const shown = (patient: WaitingPatient) => ({
    name: patient.name,
    localName: patient.localName,
    about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
    photo: photoOf(patient, base),
    why: decisiveRule(patient.result, t),
    since: since(patient.since),
    href: `${base}/patients/${patient.id}`,
  })
  receptionDashboardPage(res, {
    visits: {
      requests: { rows: requests.map((visit) => listedVisit(visit, res)), total: counts.requests },
      arrivals: { rows: arrivals.map((visit) => listedVisit(visit, res)), total: counts.today.CONFIRMED },
      here: counts.today.CHECKED_IN,
      inside: counts.today.IN_CONSULTATION,
      stranded,
    },
    waiting: {
      ...waiting,
      rows: waiting.rows.map((patient) => ({
        ...shown(patient),
        status: triageOf(patient),
        admit: `${base}/patients/${patient.id}/admissions/new`,
      })),
    },
    undecided: {
      ...undecided,
      rows: undecided.rows.map((patient) => ({
        ...shown(patient),
        decision: t(nextSteps[nextStep(patient.result)].staff.heading),
      })),
    },
    levels: wardLevels.map((level) => {
      const beds = wards.filter((ward) => ward.level === level).flatMap((ward) => ward.beds)
      const { FREE: free, OCCUPIED: occupied, CLEANING } = countStates(beds)
      return { label: t(wardLevelLabels[level]), free, occupied, cleaning: CLEANING, total: beds.length }
    }),
    beds: { free: countStates(all).FREE, total: all.length },
    cleaning: cleaning.map(({ id, number, ward, since: left }) => ({
      id,
      number,
      ward: ward.name,
      since: left && since(left),
    })),
    admitted: admitted.map(({ id, patient, stays, admittedAt }) => ({
      name: patient.name,
      localName: patient.localName,
      href: `${base}/admissions/${id}`,
      where: stays[0] ? inBed(stays[0], t) : '',
      at: admittedAt,
    })),
    discharged: discharged.map(({ id, patient, dischargedAt, admittedAt, invoice }) => ({
      name: patient.name,
      localName: patient.localName,
      href: `${base}/admissions/${id}`,
      at: dischargedAt ?? admittedAt,
      invoice,
    })),
    atHome,
    now,
  })
})
