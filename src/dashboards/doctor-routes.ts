import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { ageAndSex, bedIn, listed, photoOf, triageOf, whereStatus } from '../patients/banner-pages.js'
import type { PatientRow } from '../patients/list-queries.js'
import { patientNumber } from '../patients/rules.js'
import { searchPatients } from '../patients/search-queries.js'
import { dayOfStay } from '../record/rules.js'
import { dayIn } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import { answeredByStay } from '../triage/next-step-rules.js'
import { symptomLabels } from '../triage/result-pages.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import type { T } from '../web/words.js'
import {
  dischargedPatientsPage,
  doctorDashboardPage,
  type FoundPatients,
  patientsInChargePage,
  type ShownPatient,
} from './doctor-pages.js'
import { dischargedPatients, type PatientInCharge, patientsInCharge } from './doctor-queries.js'
import { isNew, needsNote } from './doctor-rules.js'

/** The doctor's day: who lies in a bed, who is at home, who is new; and the lists behind it. */
export const doctorDashboardRoutes = routes()

doctorDashboardRoutes.get('/', 'dashboard.doctor', async (req, res) => {
  const patients = await patientsInCharge(actor(req))
  const inBed = ({ where }: PatientInCharge) => where.at === 'BED'
  doctorDashboardPage(res, {
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

/** In the whole of the doctor's reach: those whom they cared for until lately, too. */
async function search(req: Request, res: Response, q: string): Promise<FoundPatients> {
  const { t, format, base } = res.locals
  const found = await searchPatients(actor(req), q, new Date())
  const row = (patient: PatientRow) => ({
    ...listed(patient, t, format, base),
    symptoms: symptomLine(patient.triage?.symptoms ?? [], t),
  })
  return {
    tooShort: found === null,
    rows: found?.rows.map(row) ?? [],
    similar: found?.similar.map(row) ?? [],
  }
}

function shown(patients: PatientInCharge[], res: Response): ShownPatient[] {
  const { t, format, base } = res.locals
  const today = dayIn(new Date(), config.zone)
  const dayOf = (instant: Date | null) => instant && dayIn(instant, config.zone)
  return patients.map((patient) => {
    const { where, triage, dischargedAt, lastNoteAt, since } = patient
    const isOver = where.at === 'NEITHER' && dischargedAt && (!triage || answeredByStay(triage, dischargedAt))
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
        : symptomLine(triage?.symptoms ?? [], t),
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

const symptomLine = (codes: string[], t: T) => symptomLabels(codes, t).join(', ') || t('None told')
