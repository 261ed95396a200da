import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { cancel, decline, release, strike, uncharge } from './closing.js'
import { reasonForm } from './forms.js'
import { aboutPatient } from './pages.js'
import { findService } from './queries.js'
import { reasonPage, reasonWords } from './reason-pages.js'

/** What is done with a service only with a reason: each asks for it on a page of its own. */
export const changeRoutes = routes()

const changes = [
  { path: 'release', action: 'service.allocate', words: reasonWords.release, command: release },
  { path: 'refusal', action: 'service.allocate', words: reasonWords.decline, command: decline },
  { path: 'cancellation', action: 'service.request', words: reasonWords.cancel, command: cancel },
  { path: 'retraction', action: 'service.allocate', words: reasonWords.strike, command: strike },
  {
    path: 'charge/removal',
    action: 'charge.void',
    words: {
      heading: 'Take the charge back?',
      consequences: ['The service stays done, and nothing of it is to be paid.'],
      label: 'Why nothing is to be paid',
      submit: 'Take the charge back',
    },
    command: uncharge,
  },
] as const

const saved: Record<(typeof changes)[number]['path'], string> = {
  release: '{{item}} for {{name}} waits again to be allocated.',
  refusal: '{{item}} for {{name}} is declined.',
  cancellation: '{{item}} for {{name}} is cancelled.',
  retraction: '{{item}} for {{name}} was not done: it is struck out.',
  'charge/removal': 'Nothing is to be paid for {{item}} of {{name}}.',
}

for (const change of changes) {
  const { path, action, command } = change
  changeRoutes.get(`/:id/${path}/new`, action, (req, res) => ask(req, res, change, openForm(req)))
  changeRoutes.post(`/:id/${path}`, action, async (req, res) => {
    const id = idParam(req)
    const done = await submit(req, reasonForm, (form) => command(actor(req), id, form, new Date()))
    if (!done.ok) return ask(req, res.status(done.status), change, done.form)
    const { item = '', patient: name = '' } = done.value
    flash(req, 'success', res.locals.t(saved[path], { item, name }))
    res.redirect(303, `${req.baseUrl}/${id}`)
  })
}

async function ask(req: Request, res: Response, { path, words }: (typeof changes)[number], form: Form) {
  const { t, format } = res.locals
  const row = await findService(actor(req), idParam(req), new Date())
  await auditRead(actor(req), 'service.list', row.patient.id, { type: 'service', id: row.serviceId })
  const here = `${req.baseUrl}/${row.serviceId}`
  reasonPage(res, {
    form,
    action: `${here}/${path}`,
    cancel: here,
    heading: t(words.heading, { who: row.allocatedTo ?? '' }),
    text: `${row.item}: ${row.patient.name}, ${aboutPatient(row.patient, t, format)}`,
    consequences: words.consequences.map((sentence) => t(sentence)),
    label: t(words.label),
    submit: t(words.submit),
  })
}
