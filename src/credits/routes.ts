import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { currencyOf } from '../invoices/document.js'
import { formatMoney } from '../shared/money.js'
import { formatPhone } from '../shared/text.js'
import { printedMark } from '../verification/printing.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { documentOf } from './document.js'
import { creditNotePage } from './pages.js'
import { creditNotePdf } from './pdf.js'
import { type CreditNoteRecord, findCreditNote, releasedBy } from './queries.js'
import { creditAmounts } from './shown-pages.js'

/** One credit note, on screen and as PDF; the same for everybody who reaches it. */
export const creditNoteRoutes = routes()

creditNoteRoutes.get('/:id', 'credit-note.view', async (req, res) => {
  const { t, format, base, can, site } = res.locals
  const note = await reached(req)
  const { patient, hospital, lines, invoice, reason, issuedOn } = documented(note, res)
  const place = { currency: currencyOf(note.invoice.currency), locale: `${site.language}-IN` }
  creditNotePage(res, {
    ...{ id: note.id, number: note.number, issuedOn },
    hospital: { name: hospital.name, address: hospital.address, phone: formatPhone(hospital.phone) },
    invoice: { id: note.invoice.id, number: invoice.number },
    facts: [
      { label: t('Credit note'), value: note.number },
      { label: t('Issued on'), value: format.day(issuedOn) },
      {
        label: t('For invoice'),
        value: invoice.number,
        href: `${base}/invoices/${note.invoice.id}`,
        note: t('Issued on {{day}}', { day: format.day(invoice.issuedOn) }),
      },
      { label: t('Why'), value: reason },
      {
        label: t('Patient'),
        value: patient.name,
        ...(can('patient.view') && { href: `${base}/patients/${note.invoice.patient.id}` }),
        ...(patient.localName && { note: patient.localName }),
      },
      { label: t('Patient number'), value: patient.number },
    ],
    amounts: creditAmounts(lines, t, place),
    released: (await releasedBy(note)).map(({ paymentId, number, minor }) => ({
      number,
      href: `${base}/payments/${paymentId}`,
      amount: formatMoney(minor, place.currency, place.locale),
    })),
  })
})

creditNoteRoutes.get('/:id/pdf', 'credit-note.view', async (req, res) => {
  const note = await reached(req)
  const mark = await printedMark(db, 'CREDIT_NOTE', note.id)
  res.attachment(`${note.number}.pdf`)
  await sendStream(res, creditNotePdf(documented(note, res), mark, res.locals.t))
})

async function reached(req: Request): Promise<CreditNoteRecord> {
  const note = await findCreditNote(actor(req), idParam(req))
  const { patient } = note.invoice
  await auditRead(actor(req), 'credit-note.view', patient.id, { type: 'credit-note', id: note.id })
  return note
}

const documented = (note: CreditNoteRecord, res: Response) =>
  documentOf(note, { zone: config.zone, locale: `${res.locals.site.language}-IN` })
