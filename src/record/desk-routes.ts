import type { Response } from 'express'
import type { Actor } from '../access/actor.js'
import { config } from '../config.js'
import { shownReadings } from '../observations/pages.js'
import { bannerOf, bedIn, stayOf } from '../patients/banner-pages.js'
import { governmentIdLabels, maskedId, patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import { missingLabels, nextOf, statusesOf, symptomLabels } from '../triage/result-pages.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { actionsFor, type RecordModel, recordPage, type ShownStay, type ShownTriage } from './pages.js'
import { type DeskRecord, deskRecord, type StayRow, VISITS_SHOWN } from './queries.js'
import { dayOfStay, decidingRules } from './rules.js'

/** A patient as the desk knows them. */
export const deskRecordRoutes = routes()

deskRecordRoutes.get('/:id', 'patient.view', async (req, res) => {
  const now = new Date()
  const record = await deskRecord(actor(req), idParam(req), now)
  recordPage(res, { ...shownDesk(actor(req), record, now, res), clinical: null })
})

/** All of the page but what only clinicians read. */
export function shownDesk(
  reader: Actor,
  record: DeskRecord,
  now: Date,
  res: Response,
): Omit<RecordModel, 'clinical'> {
  const { t, base, can } = res.locals
  const reaches = (doctorId: string) => reader.role !== 'DOCTOR' || reader.doctorId === doctorId
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
    triage: triage && shownTriage(triage, patient, here, res),
    newTriage: link(can('triage.create'), `${here}/triage/new`),
    stay: stays.find(({ dischargedAt }) => dischargedAt === null) ?? null,
    pastStays: stays.filter(({ dischargedAt }) => dischargedAt !== null),
    visits: record.visits.slice(0, VISITS_SHOWN).map((visit) => ({
      at: visit.startsAt,
      doctor: visit.doctor.name,
      about: visit.reason,
      status: `appointment.${visit.status}`,
      href: reaches(visit.doctor.id) ? `${base}/appointments/${visit.id}` : null,
    })),
    olderVisits:
      record.visits.length > VISITS_SHOWN
        ? `${base}/appointments?show=all&q=${encodeURIComponent(patientNumber(patient.number))}`
        : null,
    guardians: link(can('family.edit'), `${here}/guardians`),
    booking: link(can('appointment.book'), `${base}/appointments/new?patientId=${patient.id}`),
    isolation: patient.where.at === 'HOME' && can('isolation.view') ? `${here}/isolation` : null,
    doctors: doctors.map(({ name, specialisation, phone, startedAt, endedAt, assignmentId }) => ({
      name,
      about: phone ? `${specialisation}, ${formatPhone(phone)}` : specialisation,
      since: startedAt,
      until: endedAt,
      end: endedAt ? null : link(can('patient.assign-doctor'), `${here}/doctors/${assignmentId}/end`),
    })),
    assignment: link(can('patient.assign-doctor'), `${here}/doctors/new`),
    details: detailRows(record, res),
    edit: link(can('patient.edit'), `${here}/edit`),
    photo: link(can('patient.edit'), `${here}/photo/new`),
  }
}

function shownTriage(
  triage: NonNullable<DeskRecord['triage']>,
  patient: DeskRecord['patient'],
  here: string,
  res: Response,
): ShownTriage {
  const { t, format, site } = res.locals
  const around = { voice: 'staff' as const, phone: site.hospital.phone, stay: stayOf(patient, t) }
  return {
    href: `${here}/triage/${triage.id}`,
    at: triage.createdAt,
    statuses: statusesOf(triage),
    decidedBy: decidingRules(triage.result).map(({ text, values }) => {
      const words = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? t(value) : value,
      ])
      return t(text, Object.fromEntries(words))
    }),
    next: nextOf(triage, around, format, t),
    symptoms: symptomLabels(triage.symptoms, t),
    missing: missingLabels(triage, t),
    readings: shownReadings(triage.result.told.readings, t),
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

function detailRows({ patient, details }: DeskRecord, res: Response): RecordModel['details'] {
  const { t, format } = res.locals
  const { governmentIdKind: kind, governmentIdNumber, email, address } = details
  return [
    { label: t('Date of birth'), value: patient.dateOfBirth && format.day(patient.dateOfBirth) },
    { label: t('Phone'), value: patient.phone && formatPhone(patient.phone) },
    { label: t('Email'), value: email },
    { label: t('Address'), value: address },
    {
      label: t('Government id'),
      value: kind && governmentIdNumber && `${t(governmentIdLabels[kind])} ${maskedId(governmentIdNumber)}`,
    },
    { label: t('Online account'), value: patient.accountId ? t('Yes') : t('None') },
  ]
}
