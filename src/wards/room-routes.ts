import type { Request, Response } from 'express'
import { flash } from '../web/flash.js'
import { conflictInWords, type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { editRoomPage, roomsPage } from './bed-pages.js'
import { findRoom, roomsOf } from './bed-queries.js'
import { addRoom, editRoom, roomFormValues } from './beds.js'
import { editRoomForm, newRoomForm } from './forms.js'
import { sexPolicyLabels } from './kind-rules.js'
import { findWard } from './queries.js'
import { policyInWords, policyOptions } from './shown-pages.js'

/** The rooms of a ward, and who may lie in them. */
export const roomRoutes = routes()

roomRoutes.get('/:id/rooms', 'ward.list', (req, res) =>
  showRooms(req, res, openForm(req, { sexPolicy: 'ANY' })),
)

roomRoutes.post('/:id/rooms', 'ward.edit', async (req, res) => {
  const id = idParam(req)
  const added = await submit(req, newRoomForm, (form) => addRoom(actor(req), id, form))
  if (!added.ok) return showRooms(req, res.status(added.status), added.form)
  flash(req, 'success', res.locals.t('Room {{number}} was added.', { number: String(req.body.number) }))
  res.redirect(303, `${req.baseUrl}/${id}/rooms`)
})

roomRoutes.get('/rooms/:id/edit', 'ward.edit', async (req, res) => {
  const room = await findRoom(idParam(req))
  showEdit(res, room, openForm(req, roomFormValues(room)))
})

roomRoutes.post('/rooms/:id', 'ward.edit', async (req, res) => {
  const id = idParam(req)
  const edited = await submit(req, editRoomForm, (form) => editRoom(actor(req), id, form))
  const room = await findRoom(id)
  if (!edited.ok) return showEdit(res.status(edited.status), room, edited.form)
  flash(req, 'success', res.locals.t('Room {{number}} was saved.', { number: room.number }))
  res.redirect(303, `${req.baseUrl}/${room.ward.id}/rooms`)
})

async function showRooms(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  const id = idParam(req)
  const [ward, rooms] = await Promise.all([findWard(id), roomsOf(id)])
  roomsPage(res, {
    ward,
    form,
    rooms: rooms.map(({ beds, sexPolicy, ...room }) => ({
      ...room,
      whoLies: t(sexPolicyLabels[sexPolicy]),
      beds: beds.map(({ number }) => number).join(', '),
    })),
    policies: policyOptions(t),
    closed: ward.closedAt !== null,
  })
}

function showEdit(
  res: Response,
  { id, number, ward }: { id: string; number: string; ward: { id: string; name: string } },
  form: Form,
) {
  const { t } = res.locals
  const labels = { number: t('Number of the room'), sexPolicy: t('Who may lie here') }
  const words = conflictInWords(form, (name, value) =>
    name === 'sexPolicy' ? policyInWords(value, t) : value,
  )
  editRoomPage(res, { ward, room: { id, number }, form: words, labels, policies: policyOptions(t) })
}
