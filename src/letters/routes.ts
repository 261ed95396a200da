import type { Request, Response } from 'express'
import { z } from 'zod'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { answerLetter, readLetter, takeOver } from './commands.js'
import { answerForm } from './forms.js'
import { letterPage, lettersPage, type ShownLetter } from './pages.js'
import { findLetter, isInCharge, type LetterRow, lettersOf } from './queries.js'
import { letterKindLabels } from './rules.js'

/** What doctors write to each other about their patients. */
export const letterRoutes = routes()

const asked = z.object({
  show: z.enum(['inbox', 'sent']).default('inbox'),
  before: z.uuid().nullable().default(null),
})

letterRoutes.get('/', 'letter.own', async (req, res) => {
  const { show, before } = query(req, asked)
  const { t } = res.locals
  const { rows, more } = await lettersOf(actor(req), show, before)
  const last = rows.at(-1)
  const address = (box: string) => (box === 'inbox' ? req.baseUrl : `${req.baseUrl}?show=${box}`)
  lettersPage(res, {
    box: show,
    tabs: [
      { label: t('To you'), href: address('inbox'), current: show === 'inbox' },
      { label: t('From you'), href: address('sent'), current: show === 'sent' },
    ],
    letters: rows.map((row) => shownLetter(row, res)),
    older: more && last ? `${req.baseUrl}?show=${show}&before=${last.id}` : null,
  })
})

letterRoutes.get('/:id', 'letter.own', async (req, res) => {
  const letter = await findLetter(actor(req), idParam(req))
  await readLetter(actor(req), letter, new Date())
  await show(req, res, letter, openForm(req))
})

letterRoutes.post('/:id/answer', 'letter.own', async (req, res) => {
  const id = idParam(req)
  const answered = await submit(req, answerForm, (form) => answerLetter(actor(req), id, form, new Date()))
  if (!answered.ok)
    return show(req, res.status(answered.status), await findLetter(actor(req), id), answered.form)
  flash(req, 'success', res.locals.t('Your answer is sent to {{to}}.', answered.value))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

letterRoutes.post('/:id/care', 'letter.own', async (req, res) => {
  const { patientId, patient } = await takeOver(actor(req), idParam(req), new Date())
  flash(req, 'success', res.locals.t('You are in charge of {{patient}} now.', { patient }))
  res.redirect(303, `${res.locals.base}/patients/${patientId}`)
})

async function show(req: Request, res: Response, row: LetterRow, form: Form) {
  const mine = row.toId === actor(req).doctorId
  letterPage(res, {
    letter: shownLetter(row, res),
    form,
    answers: mine && row.answeredAt === null,
    takesOver: mine && row.kind === 'HANDOVER' && !(await isInCharge(actor(req), row.patientId)),
  })
}

export function shownLetter(row: LetterRow, res: Response): ShownLetter {
  const { t, base } = res.locals
  return {
    ...row,
    href: `${base}/letters/${row.id}`,
    kind: t(letterKindLabels[row.kind]),
    patient: {
      name: row.patient,
      localName: row.localName,
      about: patientNumber(row.patientNumber),
      href: `${base}/patients/${row.patientId}`,
    },
  }
}
