import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { creditingOf } from '../credits/overbilled-routes.js'
import { currencyOf } from '../invoices/document.js'
import { type OverbilledLine, overbilledLines } from '../invoices/overbilled-queries.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { searchPatients } from '../patients/search-queries.js'
import { dayIn } from '../shared/calendar.js'
import { formatMoney } from '../shared/money.js'
import type { MoneyWork } from '../web/components/bills.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { cashierPage, type FoundPatient } from './pages.js'
import { standingsOf } from './standing-queries.js'
import {
  type CashierCounts,
  cashierCounts,
  type Waiting,
  type WorkKind,
  waitingWork,
} from './work-queries.js'

/** Where a cashier begins: whom they look for, and what waits. */
export const cashierRoutes = routes()

const asked = z.object({ q: z.string().max(200).default('') })
const SHOWN = 5
const FOUND = 20

cashierRoutes.get('/', 'cashier.view', async (req, res) => {
  const { can } = res.locals
  const { q } = query(req, asked)
  const counts = await cashierCounts(actor(req).id)
  const decides = can('refund.decide') && counts.toDecide > 0
  const searched = q.trim() !== ''
  const work = searched ? [] : await waitingWork(decides ? 'REQUESTED' : 'APPROVED', SHOWN)
  const overbilled = await overbilledLines({ after: null, most: searched ? 0 : SHOWN })
  cashierPage(res, {
    q,
    found: searched ? await findAt(req, res, q) : null,
    counterOpen: counts.openCounter,
    stats: statsOf(counts, res),
    claims: { rows: shownWork(work, 'CLAIM', res), total: counts.claims },
    refunds: {
      rows: shownWork(work, 'REFUND', res),
      list: decides ? 'to-decide' : 'to-pay',
      total: decides ? counts.toDecide : counts.toPay,
    },
    drafts: { rows: shownWork(work, 'DRAFT', res), total: counts.drafts },
    overbilled: { rows: overbilled.rows.map((line) => shownOverbilled(line, res)), total: overbilled.total },
  })
})

const homes: Record<WorkKind, string> = { CLAIM: 'claims', REFUND: 'refunds', DRAFT: 'invoices/drafts' }

function shownWork(work: readonly Waiting[], kind: WorkKind, res: Response): MoneyWork['rows'] {
  const { t, format, base } = res.locals
  return work
    .filter((one) => one.kind === kind)
    .map(({ id, patientId, name, about, since, amountMinor }) => ({
      patient: { name, href: `${base}/patients/${patientId}/account` },
      about: kind === 'DRAFT' ? t('prepared by {{name}}', { name: about }) : about,
      ...{ since, amount: format.money(amountMinor), href: `${base}/${homes[kind]}/${id}` },
    }))
}

function shownOverbilled(line: OverbilledLine, res: Response): MoneyWork['rows'][number] {
  const { t, base, site } = res.locals
  const { units, quantity, description, invoice } = line
  const what =
    units < quantity
      ? t('{{units}} of {{quantity}} of {{what}}', { units, quantity, what: description })
      : description
  return {
    patient: { name: line.patient, href: `${base}/patients/${line.patientId}/account` },
    about: t('{{what}}, on {{number}}', { what, number: invoice }),
    since: line.since,
    amount: formatMoney(line.netMinor, currencyOf(line.currency), `${site.language}-IN`),
    href: creditingOf(line, base),
  }
}

async function findAt(req: Request, res: Response, q: string) {
  const { t, format, base } = res.locals
  const now = new Date()
  const found = await searchPatients(actor(req), q, now, { limit: FOUND })
  const patients = [...(found?.rows ?? []), ...(found?.similar ?? [])]
  const of = await standingsOf(
    patients.map(({ id }) => id),
    dayIn(now, config.zone),
  )
  const rows = patients.map((patient): FoundPatient => {
    const standing = of(patient.id)
    return {
      ...{ name: patient.name, localName: patient.localName },
      about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
      href: `${base}/patients/${patient.id}/account`,
      owed: format.money(standing.owedMinor),
      isOverdue: standing.overdueMinor > 0n,
      credit: format.money(standing.creditMinor),
      unbilled: format.money(standing.unbilledMinor),
    }
  })
  return { rows, tooShort: found === null, more: found?.more ?? false }
}

function statsOf({ claims, toDecide, toPay, drafts, unbilled }: CashierCounts, res: Response) {
  const { t, format, base } = res.locals
  const stat = (label: string, count: number, href: string) => ({
    ...{ label, value: format.number(count), href: `${base}${href}` },
    tone: count > 0 ? ('attention' as const) : ('good' as const),
  })
  return [
    { ...stat(t('Payments to compare'), claims, '/claims'), icon: 'hourglass' as const },
    {
      ...stat(t('Refunds to decide'), toDecide, '/refunds'),
      ...{
        icon: 'arrow-back-up' as const,
        note: t('{{number}} to be paid', { number: format.number(toPay) }),
      },
    },
    { ...stat(t('Drafts of invoices'), drafts, '/invoices/drafts'), icon: 'edit' as const },
    { ...stat(t('Patients to be billed'), unbilled, '/invoices/open'), icon: 'clipboard-list' as const },
  ]
}
