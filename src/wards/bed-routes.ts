import type { Request, Response } from 'express'
import { can } from '../access/policy.js'
import { config } from '../config.js'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, ownPath } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { bedHistory, bedPage, closeBedPage, editBedPage } from './bed-pages.js'
import { findBed, roomsOf } from './bed-queries.js'
import { bedFormValues, closeBed, editBed } from './beds.js'
import { blockForm, editBedForm, emptyForm } from './forms.js'
import { blockBed, type ChangedBed, finishCleaning, unblockBed } from './housekeeping.js'
import { equipmentInWords } from './pages.js'
import { reopenBed } from './reopening.js'
import { roomRoutes } from './room-routes.js'
import { deedsByHand } from './rules.js'
import { equipmentOptions, roomOptions } from './shown-pages.js'

/** One bed: what it is and was, its cleaning, its being blocked, and what belongs to it. */
export const bedRoutes = routes()

bedRoutes.use('/', roomRoutes)

bedRoutes.get('/beds/:id', 'ward.list', (req, res) => showBed(req, res, openForm(req)))

bedRoutes.post('/beds/:id/cleaning-done', 'bed.clean', async (req, res) => {
  const bed = await finishCleaning(actor(req), idParam(req), new Date())
  done(req, res, bed, 'Bed {{number}} in {{ward}} is clean and free.')
})

bedRoutes.post('/beds/:id/block', 'ward.edit', async (req, res) => {
  const blocked = await submit(req, blockForm, (form) => blockBed(actor(req), idParam(req), form, new Date()))
  if (!blocked.ok) return showBed(req, res.status(blocked.status), blocked.form)
  done(req, res, blocked.value, 'Bed {{number}} in {{ward}} is blocked.')
})

bedRoutes.post('/beds/:id/block-end', 'ward.edit', async (req, res) => {
  const bed = await unblockBed(actor(req), idParam(req), new Date())
  done(req, res, bed, 'Bed {{number}} in {{ward}} is no longer blocked. It is waiting for cleaning.')
})

bedRoutes.get('/beds/:id/edit', 'ward.edit', async (req, res) => {
  const bed = await findBed(idParam(req), new Date())
  await showEdit(res, bed, openForm(req, bedFormValues(bed)))
})

bedRoutes.post('/beds/:id', 'ward.edit', async (req, res) => {
  const id = idParam(req)
  const edited = await submit(req, editBedForm, (form) => editBed(actor(req), id, form))
  if (!edited.ok) return showEdit(res.status(edited.status), await findBed(id, new Date()), edited.form)
  flash(req, 'success', res.locals.t('Bed {{number}} was saved.', { number: String(req.body.number) }))
  res.redirect(303, `${req.baseUrl}/beds/${id}`)
})

bedRoutes.get('/beds/:id/closing', 'ward.edit', async (req, res) => {
  const bed = await findBed(idParam(req), new Date())
  closeBedPage(res, { ward: bed.ward, bed, form: openForm(req) })
})

bedRoutes.post('/beds/:id/closure', 'ward.edit', async (req, res) => {
  const closed = await submit(req, emptyForm, () => closeBed(actor(req), idParam(req), new Date()))
  if (!closed.ok) {
    const bed = await findBed(idParam(req), new Date())
    return closeBedPage(res.status(closed.status), { ward: bed.ward, bed, form: closed.form })
  }
  done(req, res, closed.value, 'Bed {{number}} in {{ward}} was taken away.')
})

bedRoutes.post('/beds/:id/reopening', 'ward.edit', async (req, res) => {
  const bed = await reopenBed(actor(req), idParam(req), new Date())
  done(req, res, bed, 'Bed {{number}} in {{ward}} is back. It is waiting for cleaning.')
})

function done(req: Request, res: Response, bed: ChangedBed, sentence: string) {
  flash(req, 'success', res.locals.t(sentence, { number: bed.number, ward: bed.ward.name }))
  res.redirect(303, ownPath(req.body?.next, config.baseUrl, `${req.baseUrl}/${bed.wardId}`))
}

async function showBed(req: Request, res: Response, block: Form) {
  const { t, format, base, user } = res.locals
  const bed = await findBed(idParam(req), new Date())
  const { id, number, state, now, patient, closedAt, ward } = bed
  const deeds = closedAt ? [] : deedsByHand(state)
  const edits = can(user, 'ward.edit') && closedAt === null
  bedPage(res, {
    ward,
    bed: {
      ...{ id, number, state, room: bed.room?.number ?? null, equipment: equipmentInWords(bed.equipment, t) },
      patient: patient && { ...patient, number: patientNumber(patient.number) },
      ...{
        requestId: now?.requestId ?? null,
        admissionId: now?.admissionId ?? null,
        since: now?.startedAt ?? null,
      },
      ...{ until: state === 'HELD' ? (now?.endedAt ?? null) : null, reason: now?.reason ?? null },
    },
    can: {
      clean: deeds.includes('clean') && can(user, 'bed.clean'),
      // What was refused stays there to be read and copied.
      block: (deeds.includes('block') || typeof block.values.reason === 'string') && edits,
      unblock: deeds.includes('unblock') && edits,
      reopen: closedAt !== null && ward.closedAt === null && can(user, 'ward.edit'),
      ...{ change: edits, close: edits && state !== 'OCCUPIED' && state !== 'HELD' },
    },
    closedAt,
    block,
    history: bedHistory(bed.history, { t, format, base, opens: can(user, 'admission.view') }),
    more: bed.more,
    here: `${req.baseUrl}/beds/${id}`,
  })
}

async function showEdit(
  res: Response,
  { id, number, ward }: { id: string; number: string; ward: { id: string; name: string } },
  form: Form,
) {
  const { t } = res.locals
  const labels = { number: t('Number of the bed'), roomId: t('Room'), equipment: t('Equipment') }
  const rooms = roomOptions(await roomsOf(ward.id), t)
  editBedPage(res, { ward, bed: { id, number }, form, labels, rooms, equipment: equipmentOptions(t) })
}
