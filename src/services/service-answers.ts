import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { type Form, openForm } from '../web/form.js'
import { actor } from '../web/sign-in.js'
import { allocationValues } from './allocating.js'
import { SERVICE_SOURCE } from './closing.js'
import { type ServiceAction, servicePage, shownService } from './pages.js'
import { chargeOf, type ServiceCharge, type ServiceRow, serviceHistory } from './queries.js'
import { isOpenService, openServiceChanges } from './rules.js'
import { shownHistory } from './shown-pages.js'
import { allocatedLately } from './work-queries.js'

/** One service with its two forms; what was typed into either stays in sight, also where it came too late. */
export async function showService(
  req: Request,
  res: Response,
  row: ServiceRow,
  typed: { form?: Form; done?: Form },
) {
  const { t, format, base, can } = res.locals
  const now = new Date()
  const patient = await findPatient(actor(req), row.patient.id, now)
  await auditRead(actor(req), 'service.list', patient.id, { type: 'service', id: row.serviceId })
  const arranges = can('service.allocate')
  const open = isOpenService(row.status)
  const planned = row.status === 'ALLOCATED'
  const [history, charge, suggestions] = await Promise.all([
    serviceHistory(row.serviceId),
    row.doneAt ? chargeOf(SERVICE_SOURCE, row.serviceId) : null,
    open && arranges ? allocatedLately(new Date(now.getTime() - 90 * 86_400_000)) : [],
  ])
  const fresh = openForm(req, { ...allocationValues(row), version: String(row.version) })
  const form = typed.form ?? fresh
  const done = typed.done ?? { ...openForm(req), values: {} }
  servicePage(res, {
    service: shownService(row, { t, format, home: req.baseUrl, now }),
    patient: { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) },
    form: open && arranges ? form : null,
    done: planned && arranges ? done : null,
    refused: refusedOf(
      open && arranges ? undefined : typed.form,
      planned && arranges ? undefined : typed.done,
    ),
    conflictLabels: { allocatedTo: t('Who or what comes'), day: t('Day'), time: t('Time') },
    suggestions,
    actions: actionsFor(row, `${req.baseUrl}/${row.serviceId}`, res),
    charge: charge && shownCharge(charge, row, `${req.baseUrl}/${row.serviceId}`, res),
    history: shownHistory(history, { t, format, named: true }),
  })
}

const refusedOf = (...forms: (Form | undefined)[]) =>
  forms.find((form) => form !== undefined && form.summary !== null) ?? null

/** The buttons of a service: changes that are open, that ask for a reason, and that the reader may make. */
function actionsFor({ status, patient }: ServiceRow, here: string, res: Response): ServiceAction[] {
  const { t, can } = res.locals
  const changes = openServiceChanges(status)
  const actions: (ServiceAction & { shown: boolean })[] = [
    {
      shown: changes.includes('release') && can('service.allocate'),
      ...{ href: `${here}/release/new`, label: t('Take off'), icon: 'arrow-back-up' },
    },
    {
      shown: changes.includes('decline') && can('service.allocate'),
      ...{ href: `${here}/refusal/new`, label: t('Decline'), icon: 'circle-x' },
    },
    {
      shown: changes.includes('cancel') && can('service.request', { patientId: patient.id }),
      ...{ href: `${here}/cancellation/new`, label: t('Cancel the service'), icon: 'ban' },
    },
    {
      shown: changes.includes('strike') && can('service.allocate'),
      ...{ href: `${here}/retraction/new`, label: t('Entered in error'), icon: 'ban' },
    },
  ]
  return actions.filter(({ shown }) => shown).map(({ shown: _shown, ...action }) => action)
}

function shownCharge(charge: ServiceCharge, row: ServiceRow, here: string, res: Response) {
  const { format, base, can } = res.locals
  const { invoice, voidedAt, voidReason } = charge
  const stands = voidedAt === null && invoice === null
  return {
    amount: format.money(charge.unitPriceMinor),
    invoice: invoice && { number: invoice.number, href: `${base}/invoices/${invoice.id}` },
    voided: voidedAt && voidReason,
    removal: stands && can('charge.void') ? `${here}/charge/removal/new` : null,
    billing: stands && can('charge.list') ? `${base}/patients/${row.patient.id}/charges` : null,
  }
}
