import { decisiveRule } from '../admissions/advice-pages.js'
import type { WaitingPatient } from '../admissions/today-queries.js'
import { config } from '../config.js'
import { listedVisit } from '../desk/list-routes.js'
import { ageAndSex, bedIn, photoOf, triageOf } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { nextStep, nextSteps } from '../triage/next-step-rules.js'
import { bedsToClean, byLevel, inAll } from '../wards/queries.js'
import { wardLevelLabels } from '../wards/rules.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { receptionDashboardPage } from './reception-pages.js'
import { deskToday } from './reception-queries.js'

/** The reception's day: who needs a bed, which beds there are, what was done. */
export const receptionDashboardRoutes = routes()

/** Beds to clean that are shown here; the rest are on the page of the housekeeping. */
const CLEANING_ROWS = 12

receptionDashboardRoutes.get('/', 'dashboard.reception', async (req, res) => {
  const { t, base, format } = res.locals
  const now = new Date()
  const day = await deskToday(actor(req), now, config.zone)
  const {
    counts,
    requests,
    arrivals,
    stranded,
    wards,
    admitted,
    discharged,
    atHome,
    toSchedule,
    toAllocate,
    toCompare,
  } = day
  const { admission: waiting, decision: undecided } = day.waiting
  const { counts: beds, total } = inAll(wards)
  const today = dayIn(now, config.zone)
  const since = (instant: Date) =>
    dayIn(instant, config.zone) === today ? format.time(instant) : format.instant(instant)
  const shown = (patient: WaitingPatient) => ({
    name: patient.name,
    localName: patient.localName,
    about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
    photo: photoOf(patient, base),
    why: patient.reason === null ? patient.result && decisiveRule(patient.result, t) : t(patient.reason),
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
        triage: triageOf(patient.status && { ...patient, status: patient.status }),
        admit: `${base}/patients/${patient.id}/admissions/new`,
      })),
    },
    undecided: {
      ...undecided,
      rows: undecided.rows.map((patient) => ({
        ...shown(patient),
        allocate: patient.inCharge ? null : `${base}/patients/${patient.id}/doctors/new`,
        decision: patient.result ? t(nextSteps[nextStep(patient.result)].staff.heading) : '',
      })),
    },
    levels: byLevel(wards).map(
      ({ level, counts: { FREE: free, OCCUPIED: occupied, CLEANING: cleaning }, total }) => ({
        label: t(wardLevelLabels[level]),
        ...{ free, occupied, cleaning, total },
      }),
    ),
    beds: { free: beds.FREE, held: beds.HELD, occupied: beds.OCCUPIED, blocked: beds.BLOCKED, total },
    cleaning: {
      total: beds.CLEANING,
      rows: bedsToClean(wards)
        .slice(0, CLEANING_ROWS)
        .map(({ id, number, ward, since: leftAt }) => ({
          ...{ id, number, ward: ward.name },
          since: leftAt && since(leftAt),
        })),
    },
    admitted: admitted.map(({ id, ward, bed, ...stay }) => ({
      ...stay,
      href: `${base}/admissions/${id}`,
      where: bedIn({ ward, bed }, t),
    })),
    discharged: discharged.map(({ id, ...stay }) => ({ ...stay, href: `${base}/admissions/${id}` })),
    atHome,
    toSchedule,
    toAllocate,
    toCompare,
    now,
  })
})
