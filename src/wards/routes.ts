import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, ownPath, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import {
  addBed,
  blockBed,
  type ChangedBed,
  editWard,
  finishCleaning,
  openWard,
  unblockBed,
  wardFormValues,
} from './commands.js'
import { editWardForm, newBedForm, newWardForm } from './forms.js'
import { editWardPage, newWardPage, wardKind, wardListPage, wardPage } from './pages.js'
import { countStates, findWard, wardsNow, wardWithPatients } from './queries.js'
import { bedDeeds, bedStates, wardLevelLabels, wardLevels } from './rules.js'

/** The wards and their beds; mounted for reception and for the administration. */
export const wardRoutes = routes()

const listFilter = z.object({ level: z.enum(['', ...wardLevels]).default('') })
const bedFilter = z.object({ state: z.enum(['', ...bedStates]).default('') })

wardRoutes.get('/', 'ward.list', async (req, res) => {
  const { t } = res.locals
  const { level } = query(req, listFilter)
  const wards = await wardsNow()
  wardListPage(res, {
    wards: wards
      .filter((ward) => level === '' || ward.level === level)
      .map(({ beds, ...ward }) => ({
        ...ward,
        kind: wardKind(ward, t),
        beds: beds.length,
        counts: countStates(beds),
      })),
    totals: countStates(wards.flatMap((ward) => ward.beds)),
    level,
    levels: levelOptions(res),
    now: new Date(),
  })
})

wardRoutes.get('/new', 'ward.edit', (req, res) => showNewWard(res, openForm(req)))

wardRoutes.post('/', 'ward.edit', async (req, res) => {
  const opened = await submit(req, newWardForm(config.currency), (form) => openWard(actor(req), form))
  if (!opened.ok) return showNewWard(res.status(opened.status), opened.form)
  flash(req, 'success', res.locals.t('{{name}} was opened.', { name: String(req.body.name) }))
  res.redirect(303, `${req.baseUrl}/${opened.value.id}`)
})

wardRoutes.get('/:id', 'ward.list', (req, res) => showWard(req, res, openForm(req)))

wardRoutes.get('/:id/edit', 'ward.edit', async (req, res) => {
  const ward = await findWard(idParam(req))
  showEdit(res, ward, openForm(req, wardFormValues(ward)))
})

wardRoutes.post('/:id', 'ward.edit', async (req, res) => {
  const id = idParam(req)
  const edited = await submit(req, editWardForm(config.currency), (form) => editWard(actor(req), id, form))
  if (!edited.ok) return showEdit(res.status(edited.status), await findWard(id), edited.form)
  flash(req, 'success', res.locals.t('{{name}} was saved.', { name: String(req.body.name) }))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

wardRoutes.post('/:id/beds', 'ward.edit', async (req, res) => {
  const id = idParam(req)
  const added = await submit(req, newBedForm, (form) => addBed(actor(req), id, form))
  if (!added.ok) return showWard(req, res.status(added.status), added.form)
  flash(
    req,
    'success',
    res.locals.t('Bed {{number}} was added. It is waiting for cleaning.', {
      number: String(req.body.number),
    }),
  )
  res.redirect(303, `${req.baseUrl}/${id}`)
})

wardRoutes.post('/beds/:id/cleaning-done', 'bed.clean', (req, res) =>
  changed(req, res, finishCleaning, 'Bed {{number}} in {{ward}} is clean and free.'),
)
wardRoutes.post('/beds/:id/block', 'ward.edit', (req, res) =>
  changed(req, res, blockBed, 'Bed {{number}} in {{ward}} is blocked.'),
)
wardRoutes.post('/beds/:id/block-end', 'ward.edit', (req, res) =>
  changed(
    req,
    res,
    unblockBed,
    'Bed {{number}} in {{ward}} is no longer blocked. It is waiting for cleaning.',
  ),
)

async function changed(
  req: Request,
  res: Response,
  change: (by: ReturnType<typeof actor>, id: string) => Promise<ChangedBed>,
  sentence: string,
) {
  const bed = await change(actor(req), idParam(req))
  flash(req, 'success', res.locals.t(sentence, { number: bed.number, ward: bed.ward.name }))
  res.redirect(303, ownPath(req.body?.next, config.baseUrl, `${req.baseUrl}/${bed.wardId}`))
}

async function showWard(req: Request, res: Response, newBed: Form) {
  const { t } = res.locals
  const { state } = query(req, bedFilter)
  const { beds, ...ward } = await wardWithPatients(idParam(req))
  wardPage(res, {
    ward: { ...ward, kind: wardKind(ward, t) },
    beds: beds
      .filter((bed) => state === '' || bed.state === state)
      .map(({ occupant, condition, ...bed }) => ({
        ...bed,
        deeds: bedDeeds(condition, occupant !== null),
        patient: occupant && {
          ...occupant.admission.patient,
          number: patientNumber(occupant.admission.patient.number),
        },
        admissionId: occupant?.admission.id ?? null,
        since: occupant?.startedAt ?? null,
      })),
    counts: countStates(beds),
    total: beds.length,
    state,
    now: new Date(),
    here: `${req.baseUrl}/${ward.id}${state === '' ? '' : `?state=${state}`}`,
    newBed,
  })
}

function showNewWard(res: Response, form: Form) {
  newWardPage(res, { form, levels: levelOptions(res) })
}

function showEdit(res: Response, ward: { id: string; name: string }, form: Form) {
  const { t } = res.locals
  const labels = { name: t('Name'), floor: t('Floor'), dailyRate: t('Price of a day') }
  editWardPage(res, { form, ward, labels })
}

function levelOptions(res: Response) {
  return wardLevels.map((level) => ({ value: level, label: res.locals.t(wardLevelLabels[level]) }))
}
