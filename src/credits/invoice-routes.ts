import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { db } from '../db/client.js'
import { currencyOf } from '../invoices/document.js'
import { overbilledOf } from '../invoices/overbilled-queries.js'
import { invoiceState, owedMinor, stateLabels } from '../invoices/state-rules.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { formatMoney, plainAmount } from '../shared/money.js'
import { flash } from '../web/flash.js'
import { type Form, type FormValues, openForm, typed } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import { choiceIn, shownChoosing } from './choosing-pages.js'
import { chosenLines, fieldOf } from './choosing-rules.js'
import { creditNoteForm } from './forms.js'
import { issueCreditNote, whatIsCredited } from './issuing.js'
import { newCreditNotePage } from './pages.js'
import { type InvoiceToCredit, invoiceToCredit } from './queries.js'
import { type CreditedLine, creditTotal, leftNet, leftTax } from './rules.js'
import { creditAmounts } from './shown-pages.js'

/** An invoice is corrected; below the address of the invoices. */
export const invoiceCreditRoutes = routes()

const asked = z.object({ line: z.uuid().nullable().default(null) })

/** With a line that is to be credited, the form is filled in. */
invoiceCreditRoutes.get('/:id/credit-notes/new', 'credit-note.create', async (req, res) => {
  const invoice = await invoiceToCredit(db, actor(req), idParam(req))
  const { line } = query(req, asked)
  await showNew(req, res, invoice, line ? { form: openForm(req, await overbilledValues(invoice, line)) } : {})
})

/**
 * Some buttons of the form only help to fill it in: they show other lines, write what is left beside those shown, or add
 * up. Nothing is saved, and the same form comes back.
 */
invoiceCreditRoutes.post('/:id/credit-notes', 'credit-note.create', async (req, res) => {
  const { t, base } = res.locals
  const invoice = await invoiceToCredit(db, actor(req), idParam(req))
  if (pressed(req, 'show') || pressed(req, 'fill'))
    return showNew(req, res, invoice, { form: chosenForm(req, invoice) })
  const sent = await submit(req, creditNoteForm(currencyOf(invoice.currency)), async (form) =>
    form.preview
      ? { key: form.idempotency_key, lines: whatIsCredited(invoice, form) }
      : { issued: await issueCreditNote(actor(req), invoice.id, form, new Date()) },
  )
  if (!sent.ok) return showNew(req, res.status(sent.status), invoice, { form: sent.form })
  const { issued, key, lines } = sent.value
  if (!issued) return showNew(req, res, invoice, { form: { ...openForm(req, req.body), key }, lines })
  flash(req, 'success', t('Credit note {{number}} is issued.', { number: issued.number }))
  res.redirect(303, `${base}/credit-notes/${issued.id}`)
})

/** As it was typed, with the lines that a button asks for; what is left of them is written beside them where it asks that. */
function chosenForm(req: Request, { lines, currency }: InvoiceToCredit): Form {
  const form = typedForm(req)
  const from = typed(form, pressed(req, 'show') ? 'show' : 'from')
  const { fitting } = chosenLines(lines, choiceIn(form, from), () => false)
  const filled = lines
    .filter(({ position }) => fitting.places.has(position) && typed(form, fieldOf(position)) === '')
    .map((line) => [fieldOf(line.position), plainAmount(leftNet(line), currencyOf(currency))])
  const values = { ...form.values, from, ...(pressed(req, 'fill') && Object.fromEntries(filled)) }
  return { ...form, values }
}

async function showNew(
  req: Request,
  res: Response,
  invoice: InvoiceToCredit,
  sent: { form?: Form; lines?: CreditedLine[] } = {},
) {
  const { t, format, base, site } = res.locals
  const { id, number, balance } = invoice
  const patient = await findPatient(actor(req), invoice.patientId, new Date())
  await auditRead(actor(req), 'credit-note.create', patient.id, { type: 'invoice', id })
  const place = { currency: currencyOf(invoice.currency), locale: `${site.language}-IN` }
  const money = (minor: bigint) => formatMoney(minor, place.currency, place.locale)
  const form = sent.form ?? openForm(req)
  const chosen = chosenLines(
    invoice.lines,
    choiceIn(form),
    (position) => typed(form, fieldOf(position)) !== '',
  )
  newCreditNotePage(res, {
    invoice: { id, number },
    banner: bannerOf(patient, t, base),
    facts: [
      { label: t('State'), value: t(stateLabels[invoiceState(balance)]) },
      { label: t('Total'), value: money(balance.totalMinor) },
      { label: t('Credited'), value: money(balance.creditedMinor) },
      { label: t('Paid'), value: money(balance.paidMinor) },
      { label: t('Owed'), value: money(owedMinor(balance)) },
    ],
    // What was refused says why itself, and stays as it was typed.
    refusal: sent.form ? null : refusalOf(invoice, res),
    lines: chosen.rows.map((line) => ({
      field: fieldOf(line.position),
      what: line.occurredOn
        ? t('{{what}}, {{day}}', { what: line.description, day: format.day(line.occurredOn) })
        : line.description,
      left: leftInWords(leftNet(line), leftTax(line)),
      typed: typed(form, fieldOf(line.position)),
    })),
    choosing: shownChoosing(invoice.lines, chosen, { t, format }),
    note: sent.lines ? noteOf(sent.lines) : null,
    form,
  })

  function leftInWords(net: bigint, tax: bigint): string {
    if (net === 0n) return t('Nothing is left of this line.')
    if (tax === 0n) return t('Up to {{amount}}', { amount: money(net) })
    return t('Up to {{amount}} before tax; {{tax}} of tax goes with it', {
      ...{ amount: money(net), tax: money(tax) },
    })
  }

  function noteOf(lines: CreditedLine[]) {
    const about = new Map(invoice.lines.map((line) => [line.id, line]))
    const surplus = creditTotal(lines) - owedMinor(balance)
    const shown = lines.map(({ invoiceLineId, ...line }) => ({
      ...line,
      description: about.get(invoiceLineId)?.description ?? '',
      taxBasisPoints: about.get(invoiceLineId)?.taxBasisPoints ?? 0,
    }))
    return { ...creditAmounts(shown, t, place), surplus: surplus > 0n ? format.money(surplus) : null }
  }
}

/** Nothing, where that line is credited by now. */
async function overbilledValues(
  { id, currency, lines }: InvoiceToCredit,
  lineId: string,
): Promise<FormValues> {
  const due = (await overbilledOf(id)).find((overbilled) => overbilled.lineId === lineId)
  const line = lines.find((one) => one.id === lineId)
  if (!due || !line) return {}
  const amount = plainAmount(due.netMinor, currencyOf(currency))
  return { [fieldOf(line.position)]: amount, reason: due.why ?? '' }
}

function refusalOf({ number, balance, lines }: InvoiceToCredit, res: Response): string | null {
  const { t } = res.locals
  if (balance.voidedAt) return t('Invoice {{number}} is void: nothing is credited on it.', { number })
  return lines.every((line) => leftNet(line) === 0n)
    ? t('Nothing is left of invoice {{number}} to be credited.', { number })
    : null
}
