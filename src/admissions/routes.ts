import { z } from 'zod'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import { dayFromColumn } from '../shared/calendar.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { roomLines } from './bill-lines.js'
import { admissionListPage, admissionPage } from './pages.js'
import { findAdmission, listAdmissions, namesOf } from './queries.js'
import { shownOverride } from './readiness-pages.js'
import { keptItems } from './readiness-queries.js'
import { inBed, shownCharges, shownStay } from './shown-pages.js'

/** The stays and who is in charge of them; mounted for reception and for the administration. */
export const admissionRoutes = routes()

const filter = z.object({
  show: z.enum(['current', 'discharged']).default('current'),
  after: z.uuid().nullable().default(null),
  before: z.uuid().nullable().default(null),
})

admissionRoutes.get('/', 'admission.list', async (req, res) => {
  const { show, after, before } = query(req, filter)
  const status = show === 'current' ? 'ADMITTED' : 'DISCHARGED'
  const { rows, newer, older } = await listAdmissions(actor(req), new Date(), { status, after, before })
  const address = (edge: string) => `${req.baseUrl}?show=${show}&${edge}`
  admissionListPage(res, {
    status,
    rows: rows.map(({ patient, stays, assignments, ...row }) => ({
      ...row,
      patient: { ...patient, number: patientNumber(patient.number) },
      where: stays[0] ? inBed(stays[0], res.locals.t) : '',
      doctors: [
        ...new Set(
          assignments
            .filter(({ endedAt }) => status === 'DISCHARGED' || endedAt === null)
            .map(({ doctor }) => doctor.account.name),
        ),
      ].join(', '),
    })),
    newer: newer && rows[0] ? address(`before=${rows[0].id}`) : null,
    older: older && rows.length > 0 ? address(`after=${rows.at(-1)?.id}`) : null,
  })
})

admissionRoutes.get('/:id', 'admission.view', async (req, res) => {
  const { t, base, format } = res.locals
  const now = new Date()
  const stay = await findAdmission(actor(req), idParam(req), now)
  const [patient, names] = await Promise.all([
    findPatient(actor(req), stay.patientId, now),
    namesOf([stay.admittedById, stay.dischargedById, stay.dischargeOrderedById]),
  ])
  const { overrideReason, overriddenItems, expectedDischargeOn } = stay
  admissionPage(res, {
    stay: shownStay(stay, names, now, config.zone, t),
    patient: bannerOf(patient, t, base),
    patientId: patient.id,
    doctors: stay.assignments.map(({ id, doctor, startedAt, endedAt, reason }) => ({
      assignmentId: id,
      name: doctor.account.name,
      about: [doctor.specialisation.name, reason].filter(Boolean).join(' · '),
      startedAt,
      endedAt,
    })),
    leaving: {
      expectedOn: expectedDischargeOn && dayFromColumn(expectedDischargeOn),
      orderedAt: stay.dischargeOrderedAt,
      orderedBy: names.get(stay.dischargeOrderedById ?? '') ?? null,
    },
    beds: stay.stays.map(({ bed, startedAt, endedAt, reason }) => ({
      where: inBed({ bed }, t),
      ...{ startedAt, endedAt, reason },
    })),
    overridden: overrideReason ? shownOverride(overrideReason, keptItems(overriddenItems), t) : null,
    room: shownCharges(roomLines(stay, now), format),
  })
})
