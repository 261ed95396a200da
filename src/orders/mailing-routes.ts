import { z } from 'zod'
import { Refusal } from '../shared/errors.js'
import { idempotencyKey } from '../shared/fields.js'
import { flash } from '../web/flash.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { mailReport } from './mailing.js'

/** Sends a test report to the responsible doctor. */
export const mailingRoutes = routes()

const mailForm = z.strictObject({ idempotency_key: idempotencyKey() })

mailingRoutes.post('/:id/mailing', 'result.mail', async (req, res) => {
  const id = idParam(req)
  const mailed = await submit(req, mailForm, (form) => mailReport(actor(req), id, form, new Date()))
  if (!mailed.ok) throw new Refusal(mailed.form.summary ?? 'Open the page again.')
  const { doctor: name, attached } = mailed.value
  const { t } = res.locals
  flash(
    req,
    'success',
    attached
      ? t('The report is mailed to {{name}}.', { name })
      : t('A mail tells {{name}} that the report is ready.', { name }),
  )
  res.redirect(303, `${req.baseUrl}/${id}`)
})
