import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import { countsOn } from '../desk/today-queries.js'
import { countStranded } from '../offers/stranded-queries.js'
import { waitingApplicants } from '../registration/queries.js'
import { dayIn, startOfDay } from '../shared/calendar.js'
import { wardsNow } from '../wards/queries.js'

/** What waits for the administration, and how the house stands today in the hospital's zone. */
export async function houseToday(actor: Actor, now: Date, zone: string) {
  authorize(actor, 'dashboard.admin')
  const since = { gte: startOfDay(dayIn(now, zone), zone) }
  const [approvals, wards, admitted, discharged, invoices, failedMails, visits, stranded] = await Promise.all(
    [
      waitingApplicants(actor),
      wardsNow(),
      db.admission.count({ where: { admittedAt: since } }),
      db.admission.count({ where: { dischargedAt: since } }),
      db.invoice.aggregate({ where: { issuedAt: since }, _count: true, _sum: { totalMinor: true } }),
      db.message.count({ where: { status: 'FAILED' } }),
      countsOn(actor, dayIn(now, zone), now),
      countStranded(now),
    ],
  )
  return {
    approvals,
    wards,
    admitted,
    discharged,
    invoices: { count: invoices._count, totalMinor: invoices._sum.totalMinor ?? 0n },
    failedMails,
    visits: { ...visits, stranded: stranded.todo },
  }
}
