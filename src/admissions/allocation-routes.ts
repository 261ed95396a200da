import type { Request, Response } from 'express'
import { z } from 'zod'
import { doctorsWithLoad } from '../doctors/load-queries.js'
import { bannerOf } from '../patients/banner-pages.js'
import { doctorsInCharge } from '../patients/care-queries.js'
import { readPatient } from '../patients/reading.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { allocateDoctor } from './allocation.js'
import { allocationForm } from './allocation-forms.js'
import { allocationPage, offeredDoctors } from './allocation-pages.js'

/** Who takes charge of a patient, in a bed or at home; mounted below the patients of reception and the administration. */
export const allocationRoutes = routes()

const asked = z.object({
  specialisation: z
    .union([z.uuid(), z.literal('all')])
    .nullable()
    .default(null),
  instead: z.uuid().nullable().default(null),
})

allocationRoutes.get('/:id/doctors/new', 'patient.assign-doctor', (req, res) =>
  showAllocation(req, res, null),
)

allocationRoutes.post('/:id/doctors', 'patient.assign-doctor', async (req, res) => {
  const id = idParam(req)
  const allocated = await submit(req, allocationForm, (form) =>
    allocateDoctor(actor(req), id, form, new Date()),
  )
  if (!allocated.ok) return showAllocation(req, res.status(allocated.status), allocated.form)
  const { doctor, admissionId } = allocated.value
  const { t, base } = res.locals
  flash(req, 'success', t('{{doctor}} is now in charge of this patient.', { doctor }))
  res.redirect(303, admissionId ? `${base}/admissions/${admissionId}` : `${base}/patients/${id}`)
})

/**
 * Without a specialisation asked for: that of the doctor whose place is taken, or of who is in charge, if it has anybody
 * to choose between.
 */
async function showAllocation(req: Request, res: Response, form: Form | null) {
  const { t, base } = res.locals
  const now = new Date()
  const patient = await readPatient(actor(req), idParam(req), now)
  const [doctors, known] = await Promise.all([doctorsWithLoad(now), doctorsInCharge(patient.id)])
  const inCharge = known.filter(({ endedAt }) => endedAt === null)
  const { specialisation, instead } = query(req, asked)
  const like = inCharge.find(({ assignmentId }) => assignmentId === instead) ?? inCharge[0]
  const taken = new Set(inCharge.map(({ doctorId }) => doctorId))
  const theirs = doctors.find(({ id }) => id === like?.doctorId)?.specialisationId
  const others = doctors.filter(({ id, specialisationId: of }) => of === theirs && !taken.has(id))
  const usual = theirs && others.length > 1 ? theirs : 'all'
  const chosen = form ? 'all' : (specialisation ?? usual)
  const offered = offeredDoctors(
    doctors.filter(({ specialisationId }) => chosen === 'all' || specialisationId === chosen),
    taken,
    chosen === 'all' ? (theirs ?? null) : chosen,
  )
  const suggestion = offered.find((doctor) => doctor.suggested)?.id ?? ''
  allocationPage(res, {
    form: form ?? openForm(req, { doctorId: suggestion, instead: instead ?? '' }),
    filter: openForm(req, { specialisation: chosen, instead: instead ?? '' }),
    id: patient.id,
    name: patient.name,
    banner: bannerOf(patient, t, base),
    admitted: patient.admissionId !== null,
    doctors: offered,
    specialisations: [
      { value: 'all', label: t('All') },
      ...[...new Map(doctors.map((doctor) => [doctor.specialisationId, doctor.specialisation]))]
        .sort(([, one], [, other]) => one.localeCompare(other, 'en'))
        .map(([value, label]) => ({ value, label })),
    ],
    inCharge: inCharge.map(({ assignmentId, name, specialisation: of }) => ({
      value: assignmentId,
      label: t('{{name}}, {{specialisation}}', { name, specialisation: of }),
    })),
  })
}
