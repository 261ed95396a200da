import type { Request, Response } from 'express'
import { z } from 'zod'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { openInEmergency } from './commands.js'
import { emergencyForm } from './forms.js'
import { emergencyListPage, emergencyPage } from './pages.js'
import { emergencies, openNow } from './queries.js'
import { EMERGENCY_MINUTES } from './rules.js'

/** A doctor and a patient whom they do not treat, when there is no time to ask. */
export const emergencyRoutes = routes()

emergencyRoutes.get('/', 'emergency-access.open', (req, res) => show(req, res, openForm(req)))

emergencyRoutes.post('/', 'emergency-access.open', async (req, res) => {
  const opened = await submit(req, emergencyForm, (form) =>
    openInEmergency(actor(req), form, req.ip ?? '', new Date()),
  )
  if (!opened.ok) return show(req, res.status(opened.status), opened.form)
  const { patientId, endsAt } = opened.value
  const { t, format, base } = res.locals
  if (endsAt)
    flash(
      req,
      'warning',
      t('You may read this record until {{time}}. The administration and the patient are told.', {
        time: format.time(new Date(endsAt)),
      }),
    )
  else flash(req, 'info', t('This patient is in your care, so the record is open to you anyway.'))
  res.redirect(303, `${base}/patients/${patientId}`)
})

async function show(req: Request, res: Response, form: Form) {
  const open = await openNow(actor(req), new Date())
  emergencyPage(res, {
    form,
    minutes: EMERGENCY_MINUTES,
    open: open.map(({ patientId, patient, endsAt }) => ({
      href: `${res.locals.base}/patients/${patientId}`,
      patient,
      endsAt,
    })),
  })
}

/** All of it, for the administration. */
export const emergencyListRoutes = routes()

const asked = z.object({ before: z.uuid().nullable().default(null) })

emergencyListRoutes.get('/', 'emergency-access.list', async (req, res) => {
  const now = new Date()
  const { base } = res.locals
  const { rows, more } = await emergencies(actor(req), query(req, asked).before)
  const last = rows.at(-1)
  emergencyListPage(res, {
    rows: rows.map(({ patientId, number, ...row }) => ({
      ...row,
      number: patientNumber(number),
      href: `${base}/patients/${patientId}`,
      lasts: row.endsAt > now,
    })),
    older: more && last ? `${req.baseUrl}?before=${last.id}` : null,
  })
})
