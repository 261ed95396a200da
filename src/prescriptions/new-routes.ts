import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { findPatient, type PatientInBanner } from '../patients/queries.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, type FormValues, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { daysLeft, lastDay } from './dosage-rules.js'
import { fillIn } from './filling-in.js'
import { prescriptionForm, versionForm } from './forms.js'
import { prescribe, replacePrescription } from './prescribing.js'
import { showPrescribing } from './prescribing-answers.js'
import { findSheet, newestVersion, type PrescriptionSheet } from './queries.js'
import { asFormValues, asRow } from './row-values.js'
import { prescriptionNumber } from './rules.js'

/** Prescribing, for doctors: anew, again, and in the place of an older prescription. */
export const newPrescriptionRoutes = routes()

const asked = z.object({ from: z.uuid().nullable().default(null) })

newPrescriptionRoutes.get('/:id/prescriptions/new', 'prescription.create', async (req, res) => {
  const patient = await reached(req)
  const { from } = query(req, asked)
  const again = from && (await findSheet(patient.id, from))
  if (from && !again) throw new NotFound()
  await showNew(req, res, patient, openForm(req, again ? whole(again) : {}))
})

newPrescriptionRoutes.post('/:id/prescriptions', 'prescription.create', async (req, res) => {
  const patient = await reached(req)
  const filled = await fillIn(req, res)
  if (filled) return showNew(req, res.status(filled.status), patient, filled.form, filled.find)
  const signed = await submit(req, prescriptionForm, (form) =>
    prescribe(actor(req), patient.id, form, new Date()),
  )
  if (!signed.ok) return showNew(req, res.status(signed.status), patient, signed.form, undefined, true)
  goOn(req, res, patient.id, signed.value)
})

newPrescriptionRoutes.get(
  '/:id/prescriptions/:prescriptionId/edit',
  'prescription.create',
  async (req, res) => {
    const patient = await reached(req)
    const sheet = await changeable(req, patient.id)
    await showVersion(
      req,
      res,
      patient,
      sheet,
      openForm(req, { ...rest(sheet), version: String(sheet.version) }),
    )
  },
)

/** The same again, with new days: in the place of what still runs, or anew where it is over. */
newPrescriptionRoutes.get(
  '/:id/prescriptions/:prescriptionId/renewal/new',
  'prescription.create',
  async (req, res) => {
    const patient = await reached(req)
    const sheet = await found(req, patient.id)
    if (sheet.status === 'REPLACED') throw replacedAlready()
    if (!isRunning(sheet)) return showNew(req, res, patient, openForm(req, whole(sheet)))
    const values = { ...whole(sheet), version: String(sheet.version) }
    await showVersion(req, res, patient, sheet, openForm(req, values), { renewal: true })
  },
)

const purpose = z.object({ renewal: z.literal('yes').nullable().default(null) })

newPrescriptionRoutes.post(
  '/:id/prescriptions/:prescriptionId/versions',
  'prescription.create',
  async (req, res) => {
    const patient = await reached(req)
    const id = idParam(req, 'prescriptionId')
    const renewal = query(req, purpose).renewal !== null
    const filled = await fillIn(req, res)
    if (filled) {
      const sheet = await found(req, patient.id)
      return showVersion(req, res.status(filled.status), patient, sheet, filled.form, {
        renewal,
        find: filled.find,
      })
    }
    const signed = await submit(req, versionForm, (form) =>
      replacePrescription(actor(req), patient.id, id, form, new Date()),
    )
    if (signed.ok) return goOn(req, res, patient.id, signed.value)
    // Somebody else's version stands in its place: that is what is changed now.
    const newest = (await newestVersion(patient.id, id)) ?? id
    const sheet = await findSheet(patient.id, newest)
    if (!sheet) throw new NotFound()
    await showVersion(req, res.status(signed.status), patient, sheet, signed.form, { renewal, refused: true })
  },
)

const reached = (req: Request): Promise<PatientInBanner> => findPatient(actor(req), idParam(req), new Date())

async function found(req: Request, patientId: string): Promise<PrescriptionSheet> {
  const sheet = await findSheet(patientId, idParam(req, 'prescriptionId'))
  if (!sheet) throw new NotFound()
  return sheet
}

async function changeable(req: Request, patientId: string): Promise<PrescriptionSheet> {
  const sheet = await found(req, patientId)
  if (sheet.status === 'REPLACED') throw replacedAlready()
  if (!isRunning(sheet))
    throw new Refusal('Nothing of this prescription is taken any more. Renew it instead.')
  return sheet
}

const replacedAlready = () =>
  new Refusal('This prescription was replaced by a newer one. Open that one to change it.')

const today = () => dayIn(new Date(), config.zone)

const isRunning = ({ status, began, items }: PrescriptionSheet) =>
  status === 'ACTIVE' &&
  items.some(({ stoppedAt, durationDays }) => stoppedAt === null && lastDay(began, durationDays) >= today())

/** All of it, for as long as it was prescribed. */
const whole = ({ items, status }: PrescriptionSheet): FormValues =>
  asFormValues(items.filter(({ stoppedAt }) => status === 'STOPPED' || stoppedAt === null).map(asRow))

/** What is left of it, for the days that are left. */
const rest = ({ items, began }: PrescriptionSheet): FormValues =>
  asFormValues(
    items
      .filter(({ stoppedAt }) => stoppedAt === null)
      .map((item) => ({ ...item, durationDays: daysLeft(began, item.durationDays, today()) }))
      .filter(({ durationDays }) => durationDays > 0)
      .map(asRow),
  )

function showNew(
  req: Request,
  res: Response,
  patient: PatientInBanner,
  form: Form,
  find?: number,
  refused = false,
) {
  const { t, base } = res.locals
  const action = `${base}/patients/${patient.id}/prescriptions`
  return showPrescribing(req, res, {
    ...{ patient, form, action, heading: t('Prescribe'), replaces: null, refused },
    ...(find !== undefined && { find }),
  })
}

function showVersion(
  req: Request,
  res: Response,
  patient: PatientInBanner,
  { id, number: written }: PrescriptionSheet,
  form: Form,
  {
    renewal = false,
    find,
    refused = false,
  }: { renewal?: boolean; find?: number | undefined; refused?: boolean } = {},
) {
  const { t, base } = res.locals
  const number = prescriptionNumber(written)
  return showPrescribing(req, res, {
    ...{ patient, form, replaces: id, refused },
    heading: renewal ? t('Renew {{number}}', { number }) : t('Change {{number}}', { number }),
    action: `${base}/patients/${patient.id}/prescriptions/${id}/versions${renewal ? '?renewal=yes' : ''}`,
    ...(find !== undefined && { find }),
  })
}

function goOn(req: Request, res: Response, patientId: string, signed: { id: string; number: number }): void {
  const number = prescriptionNumber(signed.number)
  flash(req, 'success', res.locals.t('{{number}} is in the record. Print it for the patient.', { number }))
  res.redirect(303, `${req.baseUrl}/${patientId}/prescriptions/${signed.id}`)
}
