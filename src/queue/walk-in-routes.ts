import type { Request, Response } from 'express'
import { z } from 'zod'
import { priorities, priorityLabels } from '../appointments/rules.js'
import { pickFor } from '../patients/picking.js'
import type { Option } from '../web/components/forms.js'
import { type Form, openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import { walkInForm } from './forms.js'
import { walkInPage } from './pages.js'
import { priorityHints } from './shown-pages.js'
import { doctorsToday } from './today-queries.js'
import { addWalkIn } from './walk-in.js'

/** Who comes without an appointment. */
export const walkInRoutes = routes()

const given = z.object({ patientId: z.uuid().optional(), doctorId: z.uuid().optional() })

walkInRoutes.get('/new', 'appointment.walk-in', (req, res) => {
  const { patientId = '', doctorId = '' } = query(req, given)
  return showWalkIn(req, res, openForm(req, { patientId, doctorId, priority: 'ROUTINE' }))
})

walkInRoutes.post('/', 'appointment.walk-in', async (req, res) => {
  if (pressed(req, 'find')) return showWalkIn(req, res, typedForm(req))
  const added = await submit(req, walkInForm, (form) => addWalkIn(actor(req), form, new Date()))
  if (!added.ok) return showWalkIn(req, res.status(added.status), added.form)
  res.redirect(303, `${res.locals.base}/queue?arrived=${added.value.id}`)
})

async function showWalkIn(req: Request, res: Response, form: Form) {
  const { t } = res.locals
  const [pick, doctors] = await Promise.all([pickFor(req, res, form), doctorOptions(res)])
  walkInPage(res, {
    form,
    pick,
    doctors,
    priorities: priorities.map((value) => ({
      value,
      label: t(priorityLabels[value]),
      hint: t(priorityHints[value]),
    })),
  })
}

/** The doctors with what matters to who waits: those who see patients now first. */
export async function doctorOptions({ locals: { t, format } }: Response): Promise<Option[]> {
  const doctors = await doctorsToday(new Date())
  return doctors.map(({ id, name, specialisation, hours, isHere, away, waiting }) => {
    const when = away
      ? t('away now')
      : hours === null
        ? t('no more hours today')
        : isHere
          ? t('until {{time}}', { time: format.time(hours.until) })
          : t('from {{time}}', { time: format.time(hours.from) })
    return {
      value: id,
      label: [name, specialisation, when, t('waiting: {{count}}', { count: waiting })].join(' · '),
      group: isHere ? t('See patients now') : t('Others'),
    }
  })
}
