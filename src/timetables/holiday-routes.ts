import type { Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { askAboutCost, savedWith, submitOrAsk, todayOf } from './answers.js'
import { holidayForm, undoForm } from './forms.js'
import { addHoliday, removeHoliday } from './holidays.js'
import { holidaysPage, removeHolidayPage } from './pages.js'
import { findHoliday, holidaysFrom } from './queries.js'

/** The days on which the hospital sees nobody by appointment, for the administration. */
export const holidayRoutes = routes()

holidayRoutes.get('/', 'holiday.edit', (req, res) => showList(res, openForm(req)))

holidayRoutes.post('/', 'holiday.edit', async (req, res) => {
  const { t, format } = res.locals
  const answer = await submitOrAsk(req, holidayForm, async (form) => ({
    ...(await addHoliday(actor(req), form, new Date())),
    ...{ name: form.name, day: form.day },
  }))
  if (answer.saved) {
    const { name, day, lost } = answer.saved
    const sentence = t('{{name}} on {{day}} was added.', { name, day: format.day(day) })
    flash(req, 'success', savedWith(res, sentence, lost))
    return res.redirect(303, req.baseUrl)
  }
  if (answer.form) return showList(res.status(answer.status), answer.form)
  askAboutCost(req, res, answer.losing, [{ label: t('Holidays'), href: '/settings/holidays' }], true)
})

holidayRoutes.get('/:id/removal/new', 'holiday.edit', async (req, res) =>
  showRemoval(res, idParam(req), openForm(req)),
)

holidayRoutes.post('/:id/removal', 'holiday.edit', async (req, res) => {
  const { t, format } = res.locals
  const removed = await submit(req, undoForm, (form) =>
    removeHoliday(actor(req), idParam(req), { ...form, confirmed: true }, new Date()),
  )
  if (!removed.ok) return showRemoval(res.status(removed.status), idParam(req), removed.form)
  const { name, day } = removed.value
  flash(req, 'success', t('{{name}} on {{day}} was removed.', { name, day: format.day(day) }))
  res.redirect(303, req.baseUrl)
})

async function showList(res: Response, form: Form) {
  const today = todayOf(new Date())
  holidaysPage(res, { form, today, holidays: await holidaysFrom(today) })
}

async function showRemoval(res: Response, id: string, form: Form) {
  const { name, day } = await findHoliday(id)
  removeHolidayPage(res, { form, id, name, written: res.locals.format.day(day) })
}
