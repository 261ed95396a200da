import type { Request, Response } from 'express'
import { z } from 'zod'
import type { VisitRow } from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { listedVisit } from '../desk/list-routes.js'
import { waitingResults } from '../orders/review-pages.js'
import { doctorResults } from '../orders/review-queries.js'
import { ageAndSex, bedIn, listed, photoOf, triageOf, whereStatus } from '../patients/banner-pages.js'
import type { PatientRow } from '../patients/list-queries.js'
import { patientNumber } from '../patients/rules.js'
import { searchPatients } from '../patients/search-queries.js'
import { dayOfStay } from '../record/rules.js'
import { type Day, dayIn } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import { symptoms } from '../triage/history-rules.js'
import { answeredByStay } from '../triage/next-step-rules.js'
import { symptomLabels } from '../triage/result-pages.js'
import { shownToSign } from '../triage/sign-off-pages.js'
import { triagesToSign } from '../triage/sign-off-queries.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import type { T } from '../web/words.js'
import { complaintsOf, ownPatientsWith } from './complaint-queries.js'
import { type Complaint, symptomsNamed } from './complaint-rules.js'
import { deskItems } from './doctor-desk-pages.js'
import { onDesk } from './doctor-desk-queries.js'
import {
  type DoctorsVisits,
  dischargedPatientsPage,
  doctorDashboardPage,
  type FoundPatients,
  patientsInChargePage,
  type ShownPatient,
  type VisitOfToday,
} from './doctor-pages.js'
import { dischargedPatients, type PatientInCharge, patientsInCharge } from './doctor-queries.js'
import { isNew, needsNote } from './doctor-rules.js'
import { doctorsVisits } from './doctor-visits-queries.js'

/** The doctor's day: who lies in a bed, who is at home, who is new; and the lists behind it. */
export const doctorDashboardRoutes = routes()

const MOST_TO_SIGN = 5

doctorDashboardRoutes.get('/', 'dashboard.doctor', async (req, res) => {
  const now = new Date()
  const [patients, visits, results, waiting, toSign] = await Promise.all([
    patientsInCharge(actor(req)),
    doctorsVisits(actor(req), dayIn(now, config.zone), now),
    doctorResults(actor(req), now),
    onDesk(actor(req), now),
    triagesToSign(actor(req), now, { limit: MOST_TO_SIGN }),
  ])
  const inBed = ({ where }: PatientInCharge) => where.at === 'BED'
  const { t, base } = res.locals
  doctorDashboardPage(res, {
    ...deskItems(waiting, { t, base }),
    visits: shownVisits(visits, dayIn(now, config.zone), res),
    results: waitingResults(results, inWordsOf(res)),
    toSign: { rows: toSign.rows.map((row) => shownToSign(row, now, inWordsOf(res))), total: toSign.total },
    inBeds: shown(patients.filter(inBed), res),
    atHome: shown(
      patients.filter((patient) => !inBed(patient)),
      res,
    ),
  })
})

const asked = z.object({ q: z.string().max(200).default('') })

doctorDashboardRoutes.get('/patients', 'patient.list', async (req, res) => {
  const { q } = query(req, asked)
  const found = q.trim() === '' ? null : await search(req, res, q)
  const patients = found ? [] : await patientsInCharge(actor(req))
  patientsInChargePage(res, { q, found, patients: shown(patients, res) })
})

const page = z.object({ after: z.uuid().nullable().default(null) })

doctorDashboardRoutes.get('/patients/discharged', 'patient.list', async (req, res) => {
  const { t, format, base } = res.locals
  const { rows, more } = await dischargedPatients(actor(req), new Date(), query(req, page).after)
  const last = rows.at(-1)
  dischargedPatientsPage(res, {
    patients: rows.map((row) => ({
      href: `${base}/patients/${row.id}`,
      name: row.name,
      localName: row.localName,
      about: `${ageAndSex(row, t, format)} · ${patientNumber(row.number)}`,
      photo: photoOf(row, base),
      phone: row.phone && formatPhone(row.phone),
      where: bedIn(row, t),
      admittedAt: row.admittedAt,
      dischargedAt: row.dischargedAt,
    })),
    older: more && last ? `${base}/patients/discharged?after=${last.admissionId}` : null,
  })
})

const inWordsOf = ({ locals: { t, format, base } }: Response) => ({ t, format, base })

/** In the whole of the doctor's reach, those whom they cared for until lately, too: by name or number, or by symptom. */
async function search(req: Request, res: Response, q: string): Promise<FoundPatients> {
  const { t, format, base } = res.locals
  const now = new Date()
  const labels = Object.fromEntries(symptoms.map(({ code, label }) => [code, t(label)]))
  const [found, complaining] = await Promise.all([
    searchPatients(actor(req), q, now),
    ownPatientsWith(actor(req), q, symptomsNamed(q, labels), now),
  ])
  const named = [...(found?.rows ?? []), ...(found?.similar ?? [])]
  const complaints = await complaintsOf([...named, ...complaining].map(({ id }) => id))
  const row = (patient: PatientRow) => ({
    ...listed(patient, t, format, base),
    symptoms: complaintLine(complaints.get(patient.id) ?? null, t),
  })
  return {
    tooShort: found === null,
    rows: found?.rows.map(row) ?? [],
    similar: found?.similar.map(row) ?? [],
    complaining: complaining.map(row),
  }
}

function shown(patients: PatientInCharge[], res: Response): ShownPatient[] {
  const { t, format, base } = res.locals
  const today = dayIn(new Date(), config.zone)
  const dayOf = (instant: Date | null) => instant && dayIn(instant, config.zone)
  return patients.map((patient) => {
    const { where, triage, complaint, dischargedAt, lastNoteAt, since } = patient
    const toldSince = complaint && dischargedAt && complaint.at > dischargedAt
    const isOver =
      where.at === 'NEITHER' &&
      dischargedAt &&
      !toldSince &&
      (!triage || answeredByStay(triage, dischargedAt))
    const admittedOn = dayOf(patient.admittedAt)
    return {
      href: `${base}/patients/${patient.id}`,
      name: patient.name,
      localName: patient.localName,
      about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
      photo: photoOf(patient, base),
      phone: patient.phone && formatPhone(patient.phone),
      triage: triageOf(triage),
      symptoms: isOver
        ? t('After discharge, since {{at}}', { at: format.instant(dischargedAt) })
        : complaintLine(complaint, t),
      where: whereStatus(where, t),
      bed: where.at === 'BED' ? bedIn(where, t) : null,
      day: admittedOn && dayOfStay(admittedOn, today),
      lastNoteAt,
      needsNote: where.at === 'BED' && needsNote(dayOf(lastNoteAt), today),
      newNote: `${base}/patients/${patient.id}/notes/new`,
      since,
      isNew: isNew(dayIn(since, config.zone), today),
    }
  })
}

const complaintLine = (complaint: Complaint | null, t: T) =>
  [...symptomLabels(complaint?.symptoms ?? [], t), ...(complaint?.words ? [complaint.words] : [])].join(
    ', ',
  ) || t('None told')

function shownVisits(
  visits: Awaited<ReturnType<typeof doctorsVisits>>,
  today: Day,
  res: Response,
): DoctorsVisits {
  const { inside, next, requests } = visits
  const asked = ({ createdAt }: VisitRow) => dayIn(createdAt, config.zone)
  return {
    ...visits,
    inside: inside && ofToday(inside, res),
    next: next && ofToday(next, res),
    requests: {
      rows: requests.rows.map((visit) => listedVisit(visit, res)),
      total: requests.total,
      fresh: requests.rows.filter((visit) => isNew(asked(visit), today)).length,
    },
    today: visits.today.map((visit) => ofToday(visit, res)),
  }
}

function ofToday(visit: VisitRow, res: Response): VisitOfToday {
  const over = visit.status === 'COMPLETED' || visit.status === 'NO_SHOW'
  return {
    ...listedVisit(visit, res),
    token: visit.token,
    archive: over ? `${res.locals.base}/appointments/${visit.id}/archive` : null,
  }
}
