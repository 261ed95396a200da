import { ownPatientId } from '../access/scopes.js'
import { bookingAddress, heldTime, holdsOf } from '../accounts/held-time.js'
import { upcomingVisits } from '../booking/patient-queries.js'
import { listedVisit } from '../booking/patient-words-pages.js'
import { config } from '../config.js'
import { currencyOf } from '../invoices/document.js'
import { shownOffer } from '../offers/offer-pages.js'
import { openOffersOf } from '../offers/offer-queries.js'
import { bedIn } from '../patients/banner-pages.js'
import { shownOwnEntry } from '../record/own-timeline-pages.js'
import { newestOfOwn } from '../record/own-timeline-queries.js'
import { dayIn } from '../shared/calendar.js'
import { formatMoney } from '../shared/money.js'
import type { BriefAssessment } from '../triage/assessment-rules.js'
import { nextStep } from '../triage/next-step-rules.js'
import { latestAssessment } from '../triage/queries.js'
import { missingLabels, nextOf, statusesOf } from '../triage/result-pages.js'
import type { Format } from '../web/format.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import type { T } from '../web/words.js'
import { shownDoctor } from './own-doctors-routes.js'
import { patientDashboardPage, type ShownCare } from './patient-pages.js'
import { type Care, careOf } from './patient-queries.js'
import { careNow } from './patient-rules.js'

/** A patient's day: where they are cared for, by whom, and what is new. */
export const patientDashboardRoutes = routes()

const SHOWN = 3

patientDashboardRoutes.get('/', 'dashboard.patient', async (req, res) => {
  const { t, format, base, site } = res.locals
  const patientId = ownPatientId(actor(req))
  const now = new Date()
  const [visits, hold, offers, care, triage, newest] = await Promise.all([
    upcomingVisits(actor(req), dayIn(now, config.zone), SHOWN),
    heldTime(holdsOf(req), now),
    openOffersOf(actor(req), now),
    careOf(patientId, SHOWN, dayIn(now, config.zone)),
    latestAssessment(patientId),
    newestOfOwn({ patientId, accountId: actor(req).id }, SHOWN),
  ])
  const words = { t, format, base, language: site.language }
  patientDashboardPage(res, {
    visits: visits.map((visit) => listedVisit(visit, patientId, base, t)),
    held: hold && {
      until: hold.heldUntil,
      startsAt: hold.startsAt,
      href: bookingAddress(hold),
    },
    offers: offers.map((offer) => shownOffer(offer, `${base}/offers/${offer.id}`, actor(req).id)),
    // Who is cared for at home is asked every day.
    report: care.isolation && !care.reported ? `${base}/reports/new` : null,
    care: shownCare(care, triage, { t, format, base, phone: site.hospital.phone }),
    triage: triage && {
      href: `${base}/triage/${triage.id}`,
      at: triage.createdAt,
      statuses: statusesOf(triage),
      missing: missingLabels(triage, t, 'patient'),
    },
    doctors: care.doctors.map((doctor) => shownDoctor(doctor, site.hospital.address, t)),
    prescriptions: newest.prescriptions.map((entry) => shownOwnEntry(entry, words)),
    reports: newest.reports.map((entry) => shownOwnEntry(entry, words)),
    owed:
      care.owedMinor > 0n
        ? {
            amount: format.money(care.owedMinor),
            overdue: care.overdueMinor > 0n ? format.money(care.overdueMinor) : null,
            href: `${base}/bills`,
          }
        : null,
    invoices: care.invoices.map(({ id, number, issuedAt, totalMinor, currency }) => ({
      href: `${base}/invoices/${id}`,
      number,
      issuedAt,
      total: formatMoney(totalMinor, currencyOf(currency), `${site.language}-IN`),
    })),
  })
})

interface Around {
  t: T
  format: Format
  base: string
  phone: string
}

function shownCare(
  care: Care,
  triage: BriefAssessment | null,
  { t, format, base, phone }: Around,
): ShownCare {
  const { stay, isolation, doctors } = care
  const now = careNow({ ...care, triage }, dayIn(new Date(), config.zone))
  if (now === 'IN_BED' && stay) {
    const text = t('{{bed}}, since {{since}}.', {
      bed: bedIn(stay, t),
      since: format.instant(stay.admittedAt),
    })
    return { tone: 'info', heading: t('You are in the hospital'), text, link: null }
  }
  if (now === 'AT_HOME' && isolation) {
    const days = { since: format.day(isolation.startedOn), end: format.day(isolation.earliestEndOn) }
    const text = t('Since {{since}}; not to end before {{end}}. If anything gets worse, call {{phone}}.', {
      ...days,
      phone,
    })
    const link = { label: t('What to do at home'), href: `${base}/isolation` }
    return { tone: 'good', heading: t('You are cared for at home'), text, link }
  }
  if (now === 'AFTER_TRIAGE' && triage) {
    const incomplete = nextStep(triage.result, triage.decision?.site) === 'COMPLETE_FIRST'
    const label = incomplete ? t('What is missing') : t('Why, and what we know')
    const next = nextOf(
      triage,
      { voice: 'patient', phone, stay: { inBed: null, dischargedAt: null } },
      format,
      t,
    )
    return { ...next, link: { label, href: `${base}/triage/${triage.id}` } }
  }
  const until = now === 'DISCHARGED' && stay?.dischargedAt
  const text = until
    ? t('You were in the hospital until {{until}}. If you feel ill again, call {{phone}}.', {
        until: format.instant(until),
        phone,
      })
    : t('If you tested positive for COVID-19, tell us: you see at once what to do.')
  const names = doctors.map(({ name }) => name).join(', ')
  const heading = names ? t('You are in the care of {{names}}', { names }) : t('You are not in care now')
  return { tone: 'neutral', heading, text, link: null }
}
