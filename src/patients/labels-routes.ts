import type { Request, Response } from 'express'
import { audit } from '../audit/commands.js'
import { db } from '../db/client.js'
import { code128 } from '../web/barcode.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { allergiesShown, bannerOf } from './banner-pages.js'
import { labelsPage, type PrintedLabel, printedLabelPage } from './labels-pages.js'
import { findPatient } from './queries.js'
import { readPatient } from './reading.js'
import { bloodGroupLabels, patientNumber, sexLabels } from './rules.js'

/** What is printed of a patient: the wristband, and labels for tubes and folders. */
export const patientLabelRoutes = routes()

patientLabelRoutes.get('/:id/labels', 'patient.labels', async (req, res) => {
  const patient = await readPatient(actor(req), idParam(req), new Date())
  const { t, base } = res.locals
  labelsPage(res, { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) })
})

patientLabelRoutes.get('/:id/labels/wristband', 'patient.labels', async (req, res) =>
  printedLabelPage(res, await printed(req, res, 'wristband')),
)

patientLabelRoutes.get('/:id/labels/label', 'patient.labels', async (req, res) =>
  printedLabelPage(res, await printed(req, res, 'label')),
)

/** Whoever may print it; that it was opened is noted, since what is printed leaves the house. */
async function printed(req: Request, res: Response, kind: PrintedLabel['kind']): Promise<PrintedLabel> {
  const patient = await findPatient(actor(req), idParam(req), new Date())
  const subject = { type: 'patient', id: patient.id, patientId: patient.id, details: { kind } }
  await audit(db, actor(req), 'patient.labels', subject)
  const { t, format } = res.locals
  const { dateOfBirth, sex, bloodGroup } = patient
  const number = patientNumber(patient.number)
  return {
    kind,
    id: patient.id,
    name: patient.name,
    localName: patient.localName,
    number,
    code: code128(number),
    born: dateOfBirth && t('born {{day}}', { day: format.day(dateOfBirth) }),
    age: dateOfBirth && format.age(dateOfBirth),
    sex: sex && t(sexLabels[sex]),
    bloodGroup: bloodGroup && t(bloodGroupLabels[bloodGroup]),
    allergies: allergiesShown(patient.allergies, t),
  }
}
