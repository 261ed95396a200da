import type { Request, Response } from 'express'
import { visitNumber } from '../appointments/rules.js'
import { needsAnotherTime } from '../appointments/transition-rules.js'
import { findVisit } from '../appointments/visit-queries.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { handOverForm } from './forms.js'
import { handOver } from './handing-over.js'
import { handOverPage } from './pages.js'
import { doctorOptions } from './walk-in-routes.js'

/** Another doctor for who waits for one that has gone; mounted below the visits of reception and administration. */
export const handOverRoutes = routes()

handOverRoutes.get('/:id/handover/new', 'appointment.walk-in', (req, res) =>
  showHandOver(req, res, openForm(req)),
)

handOverRoutes.post('/:id/handover', 'appointment.walk-in', async (req, res) => {
  const given = await submit(req, handOverForm, (form) =>
    handOver(actor(req), idParam(req), form, new Date()),
  )
  if (!given.ok) return showHandOver(req, res.status(given.status), given.form)
  res.redirect(303, `${res.locals.base}/queue?arrived=${given.value.id}`)
})

async function showHandOver(req: Request, res: Response, form: Form) {
  const visit = await findVisit(actor(req), idParam(req))
  // Who comes late to a visit that is arranged already reads what became of it.
  if (req.method === 'GET' && !needsAnotherTime(visit)) return res.redirect(303, `${req.baseUrl}/${visit.id}`)
  const doctors = await doctorOptions(res)
  handOverPage(res, {
    form,
    visit: {
      ...{ id: visit.id, number: visitNumber(visit.number), name: visit.patient.name, token: visit.token },
      ...{ doctor: visit.doctor.name, reason: visit.reason },
    },
    doctors: doctors.filter(({ value }) => value !== visit.doctor.id),
  })
}
