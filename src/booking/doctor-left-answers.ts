import type { Request, Response } from 'express'
import { requestForm } from '../appointments/forms.js'
import { slotOnPage } from '../appointments/slot-pages.js'
import { nextFreeTimes } from '../availability/queries.js'
import { NotFound } from '../shared/errors.js'
import { type Form, typed } from '../web/form.js'
import { asVisitor } from './browse-queries.js'
import { doctorLeftPage } from './patient-pages.js'
import { colleaguesOf, specialisationOf } from './patient-queries.js'

const TIMES_INLINE = 4

/** The doctor left while somebody filled in the form: the colleagues with their soonest times, nothing typed lost. */
export async function showDoctorLeft(req: Request, res: Response, form: Form) {
  const doctorId = requestForm.shape.doctorId.safeParse(typed(form, 'doctorId'))
  const specialisation = doctorId.success ? await specialisationOf(doctorId.data) : null
  if (!specialisation) {
    if (req.method === 'POST') throw new NotFound()
    return res.redirect(303, '/doctors')
  }
  const colleagues = await colleaguesOf(specialisation.id)
  const ids = colleagues.map(({ id }) => id)
  const free = await nextFreeTimes(ids, asVisitor(new Date()), TIMES_INLINE)
  doctorLeftPage(req.method === 'POST' ? res : res.status(410), {
    form,
    specialisation: specialisation.name,
    reason: typed(form, 'reason'),
    colleagues: colleagues.map(({ id, name }) => ({
      id,
      name,
      slots: (free.get(id) ?? []).map(slotOnPage),
    })),
  })
}
