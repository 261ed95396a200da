import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { doctorsWithLoad } from '../doctors/load-queries.js'
import { bannerOf } from '../patients/banner-pages.js'
import { assignDoctor } from '../patients/care.js'
import { assignmentForm } from '../patients/forms.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import { Refusal } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { admissionListPage, admissionPage } from './pages.js'
import { findAdmission, listAdmissions, namesOf } from './queries.js'
import { inBed, shownRoom, shownStay } from './shown-pages.js'

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

admissionRoutes.get('/:id', 'admission.view', (req, res) => showAdmission(req, res, openForm(req)))

admissionRoutes.post('/:id/doctors', 'patient.assign-doctor', async (req, res) => {
  const now = new Date()
  const { patient, patientId, status } = await findAdmission(actor(req), idParam(req), now)
  const assigned = await submit(req, assignmentForm, (form) => {
    if (status !== 'ADMITTED')
      throw new Refusal('{{name}} is not admitted any more.', { values: { name: patient.name } })
    return assignDoctor(actor(req), patientId, form, now)
  })
  if (!assigned.ok) return showAdmission(req, res.status(assigned.status), assigned.form)
  const { doctor } = assigned.value
  flash(
    req,
    'success',
    res.locals.t('{{doctor}} is now in charge of {{patient}}.', { doctor, patient: patient.name }),
  )
  res.redirect(303, `${req.baseUrl}/${idParam(req)}`)
})

async function showAdmission(req: Request, res: Response, form: Form) {
  const { t, base, format } = res.locals
  const now = new Date()
  const stay = await findAdmission(actor(req), idParam(req), now)
  const [patient, names, doctors] = await Promise.all([
    findPatient(actor(req), stay.patientId, now),
    namesOf([stay.admittedById, stay.dischargedById]),
    doctorsWithLoad(),
  ])
  const inCharge = stay.assignments.filter(({ endedAt }) => endedAt === null).map(({ doctorId }) => doctorId)
  admissionPage(res, {
    stay: shownStay(stay, names, now, config.zone, t),
    patient: bannerOf(patient, t, base),
    patientId: patient.id,
    doctors: stay.assignments.map(({ id, doctor, startedAt, endedAt }) => ({
      assignmentId: id,
      name: doctor.account.name,
      specialisation: doctor.specialisation.name,
      startedAt,
      endedAt,
    })),
    room: shownRoom(stay.stays, now, config.zone, format, t),
    form,
    choices: doctors
      .filter(({ id }) => !inCharge.includes(id))
      .map(({ id, name, specialisation, load }) => ({
        value: id,
        label: t('{{name}}, {{specialisation}}: {{count}} in charge', { name, specialisation, count: load }),
      })),
  })
}
