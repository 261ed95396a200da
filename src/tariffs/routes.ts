import type { Request, Response } from 'express'
import { config } from '../config.js'
import { BreathingSupport, InvoiceLineKind } from '../generated/prisma/enums.js'
import { dayIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { billingSettingsForm, removalForm, supportRateForm, taxRateForm, yearStartForm } from './forms.js'
import { billingLabels, billingSettingsPage, shownTariff } from './pages.js'
import { allTariffs } from './queries.js'
import { billingSettings } from './rates.js'
import { percentOf, supportLabels, taxedLabels } from './rules.js'
import { billingValues, editBillingSettings } from './settings.js'
import { setSupportRate, setTaxRate, setYearStart, takeBack } from './tariffs.js'

/** Taxes, rates and the rules of billing, for the administration. */
export const tariffRoutes = routes()

tariffRoutes.get('/', 'settings.edit', (req, res) => showBilling(req, res, {}))

tariffRoutes.post('/', 'settings.edit', async (req, res) => {
  const saved = await submit(req, billingSettingsForm, (form) => editBillingSettings(actor(req), form))
  if (!saved.ok) return showBilling(req, res.status(saved.status), { rules: saved.form })
  flash(req, 'success', res.locals.t('The rules of billing were saved. They hold from now on.'))
  res.redirect(303, req.baseUrl)
})

tariffRoutes.post('/taxes', 'settings.edit', async (req, res) => {
  const { t, format } = res.locals
  const set = await submit(req, taxRateForm, async (form) => {
    await setTaxRate(actor(req), form, new Date())
    return form
  })
  if (!set.ok) return showBilling(req, res.status(set.status), { tax: set.form })
  const { taxKind, taxPercent, taxFrom } = set.value
  const what = { kind: t(taxedLabels[taxKind]), percent: percentOf(taxPercent), day: format.day(taxFrom) }
  flash(req, 'success', t('{{kind}}: {{percent}} % tax from {{day}}.', what))
  res.redirect(303, req.baseUrl)
})

tariffRoutes.post('/support-rates', 'settings.edit', async (req, res) => {
  const { t, format } = res.locals
  const set = await submit(req, supportRateForm(config.currency), async (form) => {
    await setSupportRate(actor(req), form, new Date())
    return form
  })
  if (!set.ok) return showBilling(req, res.status(set.status), { support: set.form })
  const { support, supportRate, supportFrom } = set.value
  const what = {
    what: t(supportLabels[support]),
    price: format.money(supportRate),
    day: format.day(supportFrom),
  }
  flash(req, 'success', t('{{what}}: {{price}} a day from {{day}}.', what))
  res.redirect(303, req.baseUrl)
})

tariffRoutes.post('/year-starts', 'settings.edit', async (req, res) => {
  const { t, format } = res.locals
  const set = await submit(req, yearStartForm, async (form) => {
    await setYearStart(actor(req), form, new Date())
    return form
  })
  if (!set.ok) return showBilling(req, res.status(set.status), { year: set.form })
  flash(req, 'success', t('The financial year is set from {{day}}.', { day: format.day(set.value.yearFrom) }))
  res.redirect(303, req.baseUrl)
})

tariffRoutes.post('/removals', 'settings.edit', async (req, res) => {
  const taken = await submit(req, removalForm, (form) => takeBack(actor(req), form, new Date()))
  if (!taken.ok) return showBilling(req, res.status(taken.status), { rules: taken.form })
  flash(req, 'success', res.locals.t('It is taken back. What holds today stays.'))
  res.redirect(303, req.baseUrl)
})

interface Refused {
  rules?: Form
  tax?: Form
  support?: Form
  year?: Form
}

async function showBilling(req: Request, res: Response, refused: Refused) {
  const { t, format, site } = res.locals
  const settings = await billingSettings()
  const rows = await allTariffs()
  const today = dayIn(new Date(), config.zone)
  const monthName = (month: number) =>
    new Intl.DateTimeFormat(`${site.language}-IN`, { month: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2026, month - 1, 1),
    )
  const rules =
    refused.rules ?? openForm(req, { ...billingValues(settings), version: String(settings.version) })
  billingSettingsPage(res, {
    form: refused.tax ?? refused.support ?? refused.year ?? rules,
    rules,
    tax: refused.tax ?? openForm(req, { taxFrom: today }),
    support: refused.support ?? openForm(req, { supportFrom: today }),
    year: refused.year ?? openForm(req, { yearFrom: today }),
    labels: billingLabels(t),
    kinds: Object.values(InvoiceLineKind).map((value) => ({ value, label: t(taxedLabels[value]) })),
    supports: Object.values(BreathingSupport).map((value) => ({ value, label: t(supportLabels[value]) })),
    months: Array.from({ length: 12 }, (_, index) => ({
      value: String(index + 1),
      label: monthName(index + 1),
    })),
    earliest: today,
    rows: rows.map((row) => shownTariff(row, rows, today, { t, format, monthName })),
  })
}
