import type { Request, Response } from 'express'
import { z } from 'zod'
import { bannerOf } from '../patients/banner-pages.js'
import { readPatient } from '../patients/reading.js'
import { patientNumber, sexLabels } from '../patients/rules.js'
import { needsShown } from '../requests/needs-pages.js'
import { Refusal } from '../shared/errors.js'
import { type WardNow, wardsNow } from '../wards/queries.js'
import { byBedNumber } from '../wards/rules.js'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm, typed } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import type { T } from '../web/words.js'
import { move, swap } from './moving.js'
import { moveForm, swapForm } from './moving-forms.js'
import { movePage, swapPage } from './moving-pages.js'
import { needsOf, occupantsOf } from './moving-queries.js'
import { offerShown, withNearest } from './offer-pages.js'
import { findAdmission } from './queries.js'
import { inBed } from './shown-pages.js'

/** Moving a patient from bed to bed; mounted for reception and for the administration. */
export const movingRoutes = routes()

movingRoutes.get('/:id/move', 'bed.move', async (req, res) => {
  const { bed } = query(req, z.object({ bed: z.uuid().default('') }))
  const { version } = await openStay(req)
  await showMove(req, res, openForm(req, { version: String(version), ...(bed && { bedId: bed }) }))
})

movingRoutes.post('/:id/move', 'bed.move', async (req, res) => {
  const now = new Date()
  const moved = await submit(req, moveForm, (form) => move(actor(req), idParam(req), form, now))
  if (!moved.ok) return showMove(req, res.status(moved.status), moved.form)
  await showMoved(req, res)
})

movingRoutes.get('/:id/swap', 'bed.move', async (req, res) => {
  const { version } = await openStay(req)
  await showSwap(req, res, openForm(req, { version: String(version) }))
})

movingRoutes.post('/:id/swap', 'bed.move', async (req, res) => {
  const now = new Date()
  const swapped = await submit(req, swapForm, (form) => swap(actor(req), idParam(req), form, now))
  if (!swapped.ok) return showSwap(req, res.status(swapped.status), swapped.form)
  await showMoved(req, res)
})

async function showMoved(req: Request, res: Response) {
  const { t, base } = res.locals
  const { patient, stays } = await findAdmission(actor(req), idParam(req), new Date())
  const last = stays.at(-1)
  if (last)
    flash(req, 'success', t('{{name}} lies in {{bed}} now.', { name: patient.name, bed: inBed(last, t) }))
  res.redirect(303, `${base}/admissions/${idParam(req)}`)
}

async function openStay(req: Request) {
  const stay = await findAdmission(actor(req), idParam(req), new Date())
  if (stay.status !== 'ADMITTED')
    throw new Refusal('{{name}} is not admitted any more.', { values: { name: stay.patient.name } })
  return stay
}

async function showMove(req: Request, res: Response, form: Form) {
  const { t, format, base } = res.locals
  const now = new Date()
  const stay = await findAdmission(actor(req), idParam(req), now)
  const [patient, wards, needs] = await Promise.all([
    readPatient(actor(req), stay.patientId, now),
    wardsNow(now),
    needsOf([stay.patientId]),
  ])
  const need = needs.get(stay.patientId) ?? null
  const wanting = { need, sex: patient.sex, requestId: null }
  const last = stay.stays.at(-1)
  movePage(res, {
    form: withNearest(inPlaces(form, wards, t), wanting, wards, t),
    patient: bannerOf(patient, t, base),
    stayId: stay.id,
    where: last ? inBed(last, t) : '',
    needs: need ? needsShown(need, t) : '',
    offer: offerShown(wanting, wards, typed(form, 'bedId'), { t, format }),
    labels: { bedId: t('Bed') },
  })
}

async function showSwap(req: Request, res: Response, form: Form) {
  const { t, format, base } = res.locals
  const now = new Date()
  const stay = await findAdmission(actor(req), idParam(req), now)
  const last = stay.stays.at(-1)
  const { ward } = query(req, z.object({ ward: z.uuid().default(last?.bed.ward.id ?? '') }))
  const [patient, wards, occupants] = await Promise.all([
    readPatient(actor(req), stay.patientId, now),
    wardsNow(now),
    ward === '' ? [] : occupantsOf(actor(req), ward, now),
  ])
  const others = occupants
    .filter(({ admissionId }) => admissionId !== stay.id)
    .sort((one, other) => byBedNumber({ number: one.bed }, { number: other.bed }))
  swapPage(res, {
    form: inPlaces(form, wards, t),
    patient: bannerOf(patient, t, base),
    stayId: stay.id,
    where: last ? inBed(last, t) : '',
    ward: { ...form, values: { ward }, errors: {}, summary: null },
    wards: wards.map(({ id, name }) => ({ value: id, label: name })),
    others: others.map(({ stayId, bed, name, number, sex, since }) => ({
      value: stayId,
      label: t('Bed {{bed}}: {{name}}', { bed, name }),
      hint: [
        patientNumber(number),
        sex ? t(sexLabels[sex]) : '',
        t('there since {{at}}', { at: format.instant(since) }),
      ]
        .filter((word) => word !== '')
        .join(' · '),
    })),
    misfit: form.errors.knowingly !== undefined || form.errors.why !== undefined,
    labels: { bedId: t('Bed') },
  })
}

/** Where somebody else has moved the patient meanwhile, by name. */
function inPlaces(form: Form, wards: readonly WardNow[], t: T): Form {
  const places = new Map(
    wards.flatMap((ward) => ward.beds.map((bed) => [bed.id, inBed({ bed: { ...bed, ward } }, t)])),
  )
  return conflictInWords(form, (_name, value) => places.get(value) ?? value)
}
