import type { Request, Response } from 'express'
import { z } from 'zod'
import { priorities, priorityLabels, visitNumber } from '../appointments/rules.js'
import { config } from '../config.js'
import { pickFor } from '../patients/picking.js'
import { addDays, dayIn } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import { deskWishForm, earlierForm, leaveForm, ownWishForm } from './forms.js'
import { partOfDayLabels, partsOfDay } from './hold-rules.js'
import { joinWaitingList, leaveWaitingList, waitForEarlier } from './waiting.js'
import { earlierPage, leaveWaitingPage, newWishPage, shownWish } from './waiting-pages.js'
import { family, findWish, visitToComeEarlier, whomToSee } from './waiting-queries.js'
import { formatWhom } from './wish-rules.js'

/** Getting on the waiting list and off it: patients for themselves and their family, the desk for anybody. */
export const wishRoutes = routes()

const asked = z.object({
  doctorId: z.uuid().nullable().default(null),
  specialisationId: z.uuid().nullable().default(null),
  specialisation: z.string().max(100).nullable().default(null),
  patientId: z.uuid().nullable().default(null),
})

wishRoutes.get('/new', 'waiting.join', async (req, res) => {
  const { doctorId, specialisationId, specialisation, patientId } = query(req, asked)
  const bySlug = (await whomToSee()).find(({ slug }) => slug === specialisation)?.id ?? null
  const field = specialisationId ?? bySlug
  const today = dayIn(new Date(), config.zone)
  const whom = doctorId
    ? formatWhom({ kind: 'doctor', id: doctorId })
    : field && formatWhom({ kind: 'specialisation', id: field })
  return showNew(
    req,
    res,
    openForm(req, {
      ...(whom && { whom }),
      ...(patientId && { patientId }),
      earliestOn: today,
      latestOn: addDays(today, USUAL_DAYS),
      partOfDay: 'ANY',
      priority: 'ROUTINE',
    }),
  )
})

/** How long somebody usually waits, unless they say otherwise. */
const USUAL_DAYS = 28

wishRoutes.post('/', 'waiting.join', async (req, res) => {
  if (pressed(req, 'find')) return showNew(req, res, typedForm(req))
  const schema = isPatient(req) ? ownWishForm : deskWishForm
  const joined = await submit(req, schema, (form) => joinWaitingList(actor(req), form, new Date()))
  if (!joined.ok) return showNew(req, res.status(joined.status), joined.form)
  flash(req, 'success', res.locals.t(isPatient(req) ? onTheList : 'The patient is on the waiting list.'))
  res.redirect(303, req.baseUrl)
})

const onTheList = 'You are on the waiting list. We write to you as soon as a time is free.'

wishRoutes.get('/earlier/:id', 'waiting.join', (req, res) =>
  showEarlier(
    req,
    res,
    openForm(req, { earliestOn: dayIn(new Date(), config.zone), partOfDay: 'ANY', whom: 'DOCTOR' }),
  ),
)

wishRoutes.post('/earlier/:id', 'waiting.join', async (req, res) => {
  const id = idParam(req)
  const joined = await submit(req, earlierForm, (form) => waitForEarlier(actor(req), id, form, new Date()))
  if (!joined.ok) return showEarlier(req, res.status(joined.status), joined.form)
  const sentence = isPatient(req)
    ? 'We write to you as soon as an earlier time is free. Your visit stays as it is until then.'
    : 'The patient is told as soon as an earlier time is free. The visit stays as it is until then.'
  flash(req, 'success', res.locals.t(sentence))
  res.redirect(303, `${res.locals.base}/appointments/${id}`)
})

wishRoutes.get('/:id/removal/new', 'waiting.join', (req, res) => showLeave(req, res, openForm(req)))

wishRoutes.post('/:id/removal', 'waiting.join', async (req, res) => {
  const id = idParam(req)
  const left = await submit(req, leaveForm, (form) => leaveWaitingList(actor(req), id, form, new Date()))
  if (!left.ok) return showLeave(req, res.status(left.status), left.form)
  const sentence = isPatient(req)
    ? 'You do not wait any longer. Visits that are booked stay as they are.'
    : 'The wish is off the waiting list.'
  flash(req, 'success', res.locals.t(sentence))
  res.redirect(303, req.baseUrl)
})

/** Which of the two forms somebody fills in; what they may do the commands decide. */
const isPatient = (req: Request) => actor(req).role === 'PATIENT'

async function showNew(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  const [fields, people] = await Promise.all([whomToSee(), isPatient(req) ? family(actor(req)) : []])
  newWishPage(res, {
    form: people[0] ? { ...form, values: { patientId: people[0].id, ...form.values } } : form,
    pick: isPatient(req) ? null : await pickFor(req, res, form),
    family: people.map(({ id, name }) => ({ value: id, label: name })),
    whom: fields.flatMap(({ id, name, doctors }): Option[] => [
      {
        value: formatWhom({ kind: 'specialisation', id }),
        label: t('Any doctor of {{specialisation}}', { specialisation: name }),
        group: name,
      },
      ...doctors.map((doctor) => ({
        value: formatWhom({ kind: 'doctor', id: doctor.id }),
        label: doctor.name,
        group: name,
      })),
    ]),
    partsOfDay: partsOfDay.map((part) => ({ value: part, label: t(partOfDayLabels[part]) })),
    priorities: (isPatient(req) ? (['ROUTINE', 'URGENT'] as const) : priorities).map((priority) => ({
      value: priority,
      label: t(priorityLabels[priority]),
    })),
  })
}

async function showEarlier(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  const { isOpen, ...visit } = await visitToComeEarlier(actor(req), idParam(req), new Date())
  if (!isOpen) {
    flash(req, 'info', t('This visit cannot be moved any more.'))
    return res.redirect(303, `${res.locals.base}/appointments/${visit.id}`)
  }
  earlierPage(res, {
    ...visit,
    form,
    number: visitNumber(visit.number),
    action: `${req.baseUrl}/earlier/${visit.id}`,
    cancel: `/appointments/${visit.id}`,
    partsOfDay: partsOfDay.map((part) => ({ value: part, label: t(partOfDayLabels[part]) })),
  })
}

async function showLeave(req: Request, res: Response, form: Form) {
  const wish = await findWish(actor(req), idParam(req), new Date())
  const { t, format } = res.locals
  if (wish.status !== 'WAITING' && wish.status !== 'OFFERED') {
    flash(req, 'info', t('This wish is not on the waiting list any more.'))
    return res.redirect(303, req.baseUrl)
  }
  const { name, accountId } = wish.patient
  leaveWaitingPage(res, {
    form,
    wish: shownWish(wish, { t, format }),
    patient: accountId === actor(req).id ? null : name,
  })
}
