import type { Request, Response } from 'express'
import { flash } from '../web/flash.js'
import { type Form, typed } from '../web/form.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import { favouritesOf, keepFavourite } from './favourites.js'
import { favouriteForm } from './forms.js'
import { rowsShown, withMoreRows, withoutRow } from './row-values.js'
import { rowFields } from './rules.js'

interface Filled {
  form: Form
  status: number
  /** The row whose medicine is looked for. */
  find?: number
}

/**
 * The buttons of the form that only help to fill it in: find a medicine, one row more, one less, a favourite. Null when
 * none of them was pressed, and the form is to be signed.
 */
export async function fillIn(req: Request, res: Response): Promise<Filled | null> {
  const form = typedForm(req)
  const to = (values: Form['values']): Filled => ({
    form: { ...form, values: { ...form.values, ...values } },
    status: 200,
  })
  if (pressed(req, 'find')) return { ...to({}), find: Number(typed(form, 'find')) || 1 }
  if (pressed(req, 'add')) return to({ rows: String(rowsShown(form.values) + 1) })
  if (pressed(req, 'remove')) return to(withoutRow(form.values, Number(typed(form, 'remove'))))
  if (pressed(req, 'insert')) return to(await withFavourite(req, form))
  if (!pressed(req, 'keep')) return null
  const kept = await submit(req, favouriteForm, (favourite) => keepFavourite(actor(req), favourite))
  if (!kept.ok) return kept
  const name = typed(form, 'favouriteName')
  flash(
    req,
    'success',
    res.locals.t('{{name}} is among your favourites. Nothing is prescribed yet.', { name }),
  )
  return to({ favouriteName: '' })
}

async function withFavourite(req: Request, form: Form): Promise<Form['values']> {
  const favourites = await favouritesOf(actor(req))
  const chosen = favourites.find(({ id }) => id === typed(form, 'favourite'))
  if (!chosen) return form.values
  const rows = chosen.rows.map((row) => ({ ...emptyRow, ...row }))
  return { ...withMoreRows(form.values, rows), favourite: '' }
}

// Every field of the list becomes a key.
const emptyRow = Object.fromEntries(rowFields.map((field) => [field, ''])) as Record<
  (typeof rowFields)[number],
  string
>
