import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { ageAndSex, bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { multiply } from '../shared/money.js'
import { billingSettings } from '../tariffs/rates.js'
import { flash } from '../web/flash.js'
import { columnOf, type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { kindLabels, limitSentence, shownAmounts } from './amount-pages.js'
import { roundingRule } from './amount-rules.js'
import { draftForm } from './draft-forms.js'
import { draftListPage, draftPage } from './draft-pages.js'
import { askingOf, type Draft, draftValues, findDraft, listDrafts } from './draft-queries.js'
import { deleteDraft, issueDraft, saveDraft } from './drafts.js'
import { reckon } from './reckoning.js'

/** Invoices that are prepared; below the address of the invoices. */
export const draftRoutes = routes()

const asked = z.object({ after: z.uuid().nullable().default(null) })

draftRoutes.get('/', 'invoice.draft', async (req, res) => {
  const { t, format, base } = res.locals
  const { after } = query(req, asked)
  const { rows, more } = await listDrafts(after)
  draftListPage(res, {
    rows: rows.map(({ draftId, patient, createdAt, createdBy, charges, askedMinor }) => ({
      patient: {
        name: patient.name,
        localName: patient.localName,
        about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
        href: `${base}/patients/${patient.id}`,
      },
      ...{ at: createdAt, by: createdBy, charges: format.number(charges), total: format.money(askedMinor) },
      href: `${req.baseUrl}/${draftId}`,
    })),
    newer: after ? req.baseUrl : null,
    older: more ? `${req.baseUrl}?after=${rows.at(-1)?.draftId}` : null,
  })
})

draftRoutes.get('/:id', 'invoice.draft', (req, res) => showDraft(req, res))

draftRoutes.post('/:id', 'invoice.draft', async (req, res) => {
  const id = idParam(req)
  const saved = await submit(req, draftForm(config.currency), (form) =>
    saveDraft(actor(req), id, form, new Date()),
  ).catch(goneMeanwhile)
  if (!saved.ok) return showDraft(req, res.status(saved.status), saved.form)
  flash(req, 'success', res.locals.t('The draft was saved and added up. Nothing is issued yet.'))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

draftRoutes.post('/:id/issue', 'invoice.create', async (req, res) => {
  const { t, base } = res.locals
  const id = idParam(req)
  const issued = await submit(req, draftForm(config.currency), (form) =>
    issueDraft(actor(req), id, form, new Date()),
  ).catch(goneMeanwhile)
  if (!issued.ok) return showDraft(req, res.status(issued.status), issued.form)
  flash(req, 'success', t('Invoice {{number}} is issued.', { number: issued.value.number }))
  res.redirect(303, `${base}/invoices/${issued.value.id}`)
})

draftRoutes.post('/:id/deletion', 'invoice.draft', async (req, res) => {
  const { t, base } = res.locals
  const { patientId } = await deleteDraft(actor(req), idParam(req)).catch(goneMeanwhile)
  flash(req, 'success', t('The draft is deleted. What it had is to be billed as before.'))
  res.redirect(303, `${base}/patients/${patientId}/charges`)
})

/** Whoever comes second had the draft before their eyes: they read what became of it. */
function goneMeanwhile(error: unknown): never {
  if (!(error instanceof NotFound)) throw error
  throw new Refusal('This draft is gone: somebody has issued or deleted it meanwhile. Nothing was done.')
}

async function showDraft(req: Request, res: Response, typed?: Form) {
  const { t, format, base, site } = res.locals
  const now = new Date()
  const draft = await findDraft(db, actor(req), idParam(req))
  const patient = await findPatient(actor(req), draft.patientId, now)
  await auditRead(actor(req), 'invoice.draft', patient.id, { type: 'invoice-draft', id: draft.id })
  const settings = await billingSettings()
  const form = typed ?? openForm(req, { ...draftValues(draft), version: String(draft.version) })
  const place = { currency: config.currency, locale: `${site.language}-IN` }
  const bill = await reckoned(draft, now)
  draftPage(res, {
    id: draft.id,
    banner: bannerOf(patient, t, base),
    preparedAt: draft.createdAt,
    lines: draft.lines.map(({ chargeId, charge }, index) => {
      const at = columnOf(form, 'line').indexOf(chargeId)
      const asking = format.money(multiply(charge.unitPriceMinor, charge.quantity))
      return {
        ...{ row: index + 1, chargeId },
        what: t('{{kind}}: {{what}}', { kind: t(kindLabels[charge.kind]), what: charge.description }),
        asked: t('{{quantity}} × {{price}} = {{amount}}', {
          quantity: format.number(charge.quantity),
          price: format.money(charge.unitPriceMinor),
          amount: asking,
        }),
        discount: columnOf(form, 'lineDiscount')[at] ?? '',
        reason: columnOf(form, 'lineReason')[at] ?? '',
      }
    }),
    bill: bill && shownAmounts(bill, t, place),
    roundingRule: t(roundingRule),
    limit: limitSentence(actor(req).role, settings, t),
    form,
    labels: {
      ...{ line: t('Lines'), lineDiscount: t('Taken off the lines'), lineReason: t('Why, line by line') },
      ...{ discount: t('Taken off the whole'), discountReason: t('Why') },
    },
  })
}

/** What was taken off the whole may be more than what is left, once a charge was taken back. */
async function reckoned(draft: Draft, now: Date) {
  if (draft.lines.length === 0) return null
  try {
    return await reckon(db, askingOf(draft), dayIn(now, config.zone))
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
