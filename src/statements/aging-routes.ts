import { z } from 'zod'
import { config } from '../config.js'
import { patientNumber } from '../patients/rules.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendAgingCsv } from './aging-csv.js'
import { agingPage } from './aging-pages.js'
import { type Aged, agedTotals, debtors } from './aging-queries.js'

/** Who owes how much, and since when; for the desk and the administration. */
export const agingRoutes = routes()

const PAGE_ROWS = 50
const asked = z.object({ after: z.uuid().nullable().default(null) })

agingRoutes.get('/', 'aging.view', async (req, res) => {
  const { t, format, base } = res.locals
  const today = dayIn(new Date(), config.zone)
  const { after } = query(req, asked)
  const [{ rows, more }, totals] = await Promise.all([debtors(today, after, PAGE_ROWS), agedTotals(today)])
  agingPage(res, {
    asOf: today,
    totals: { ...written(totals, format.money), patients: format.number(totals.patients) },
    rows: rows.map((row) => ({
      ...written(row, (minor) => (minor === 0n ? '–' : format.money(minor))),
      patient: {
        name: row.patient.name,
        localName: row.patient.localName,
        about: t('{{number}}, oldest due {{day}}', {
          ...{ number: patientNumber(row.patient.number), day: format.day(dayFromColumn(row.oldest)) },
        }),
        href: `${base}/patients/${row.patient.id}`,
      },
      statement: `${base}/patients/${row.patient.id}/statement`,
      credit: row.creditMinor > 0n ? format.money(row.creditMinor) : null,
    })),
    newer: after ? req.baseUrl : null,
    older: more ? `${req.baseUrl}?after=${rows.at(-1)?.patient.id}` : null,
    csv: `${req.baseUrl}/csv`,
  })
})

agingRoutes.get('/csv', 'aging.view', (req, res) =>
  sendAgingCsv(res, actor(req), dayIn(new Date(), config.zone)),
)

function written({ notDue, to30, to60, to90, over90, owedMinor }: Aged, money: (minor: bigint) => string) {
  return {
    ...{ notDue: money(notDue), to30: money(to30), to60: money(to60), to90: money(to90) },
    ...{ over90: money(over90), owed: money(owedMinor) },
  }
}
