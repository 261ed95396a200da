import type { Response } from 'express'
import { openAlert } from '../alerts/shown-pages.js'
import { config } from '../config.js'
import { bannerOf, bedIn } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { actionsFor, type DeskRecordModel, deskRecordPage, type ShownStay } from './pages.js'
import { type DeskRecord, deskRecord, type StayRow, VISITS_SHOWN } from './queries.js'
import { dayOfStay } from './rules.js'
import { detailRows, shownDoctors, shownTriage } from './shared-pages.js'

/** A patient as the desk knows them. */
export const deskRecordRoutes = routes()

deskRecordRoutes.get('/:id', 'patient.view', async (req, res) => {
  const now = new Date()
  deskRecordPage(res, shownDesk(await deskRecord(actor(req), idParam(req), now), now, res))
})

function shownDesk(record: DeskRecord, now: Date, res: Response): DeskRecordModel {
  const { t, format, site, base, can } = res.locals
  const words = { t, format, site }
  const { patient, triage, doctors } = record
  const here = `${base}/patients/${patient.id}`
  const isOpen = patient.deactivatedAt === null
  const link = (allowed: boolean, href: string) => (allowed && isOpen ? href : null)
  const stays = record.stays.map((stay) => shownStay(stay, now, res))
  return {
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base, { linked: false }),
    actions: isOpen ? actionsFor(patient, { t, base, can }) : [],
    restoration: !isOpen && can('patient.remove') ? `${here}/restoration` : null,
    triage: triage && shownTriage(triage, patient, here, words),
    newTriage: link(can('triage.create'), `${here}/triage/new`),
    stay: stays.find(({ dischargedAt }) => dischargedAt === null) ?? null,
    pastStays: stays.filter(({ dischargedAt }) => dischargedAt !== null),
    visits: record.visits.slice(0, VISITS_SHOWN).map((visit) => ({
      at: visit.startsAt,
      doctor: visit.doctor.name,
      about: visit.reason,
      status: `appointment.${visit.status}`,
      href: `${base}/appointments/${visit.id}`,
    })),
    olderVisits:
      record.visits.length > VISITS_SHOWN
        ? `${base}/appointments?show=all&q=${encodeURIComponent(patientNumber(patient.number))}`
        : null,
    guardians: link(can('family.edit'), `${here}/guardians`),
    booking: link(can('appointment.book'), `${base}/appointments/new?patientId=${patient.id}`),
    isolation: patient.where.at === 'HOME' && can('isolation.view') ? `${here}/isolation` : null,
    alerts: record.alerts.map((alert) => openAlert(alert, { t, format, base, isClinical: false })),
    doctors: shownDoctors(doctors, (id) => link(can('patient.assign-doctor'), `${here}/doctors/${id}/end`)),
    assignment: link(can('patient.assign-doctor'), `${here}/doctors/new`),
    details: detailRows(patient, record.details, words),
    edit: link(can('patient.edit'), `${here}/edit`),
    photo: link(can('patient.edit'), `${here}/photo/new`),
  }
}

function shownStay(stay: StayRow, now: Date, res: Response): ShownStay {
  const { t, base, can } = res.locals
  const { id, invoiceId, invoiceNumber: number } = stay
  return {
    href: can('admission.view') ? `${base}/admissions/${id}` : null,
    where: bedIn(stay, t),
    reason: stay.reason,
    admittedAt: stay.admittedAt,
    dischargedAt: stay.dischargedAt,
    dischargeNote: stay.dischargeNote,
    day: dayOfStay(dayIn(stay.admittedAt, config.zone), dayIn(now, config.zone)),
    invoice:
      invoiceId && number && can('invoice.view') ? { number, href: `${base}/invoices/${invoiceId}` } : null,
  }
}
