import type { Prisma } from '../../src/generated/prisma/client.js'
import { addDays, type Day, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { chance } from './chance.js'
import { type House, leaveTrail } from './house.js'
import { later } from './moments.js'
import type { Stay } from './stay-plans.js'

/** Whom a doctor lets go today: they are still in their beds. */
const letGo = ['Sunita Jadhav', 'Balasaheb Kale', 'Karan Rathod']

/** Usual nights in a bed of each kind; our own guess, for the days on which people are expected to leave. */
const usualNights = { 'ISO-A': 8, 'ISO-B': 8, 'ISO-S': 6, HDU: 10, ICU: 14 } as const

/** Until when somebody is expected to stay, who lets them go, and why they went although something was open. */
export function leaving(house: House, stay: Stay, admissionId: string) {
  const { patient, dischargedAt, doctors } = stay
  const [doctor] = doctors
  const orders = letGo.includes(patient.name) || dischargedAt !== null
  const orderedAt = dischargedAt
    ? later(dischargedAt, -75)
    : house.moments.minutesAgo(chance(`let go ${patient.name}`).whole(25, 110))
  if (!doctor || !orders) return { expectedDischargeOn: expectedOn(house, stay) }
  const { accountId, name } = house.doctors[doctor]
  const subject = { type: 'admission', id: admissionId, patientId: patient.id }
  leaveTrail(house, orderedAt, accountId, 'admission.order-discharge', subject)
  return {
    expectedDischargeOn: dayToColumn(dayIn(orderedAt, house.zone)),
    dischargeOrderedAt: orderedAt,
    dischargeOrderedById: accountId,
    ...(dischargedAt && leftOpen(house, admissionId, name)),
  }
}

/** Nobody waits a day for the doctor's summary. */
function leftOpen(house: House, admissionId: string, doctor: string) {
  if (house.rows.summaries.some((summary) => summary.admissionId === admissionId)) return {}
  const owner = { role: 'DOCTOR', names: [doctor] }
  return {
    overrideReason: 'The family has come a long way to fetch the patient; the doctor sends the summary.',
    overriddenItems: [
      { kind: 'SUMMARY', id: admissionId, what: null, owner },
    ] satisfies Prisma.InputJsonValue,
  }
}

/** For one in six nobody has said; one in nine should have left yesterday, and did not. */
function expectedOn(house: House, { patient, admittedAt, stretches }: Stay): Date | null {
  const thrown = chance(`leaving ${patient.name}`)
  if (thrown.oneIn(6)) return null
  const ward = stretches.at(-1)?.ward ?? ''
  const nights = Object.entries(usualNights).find(([code]) => code === ward)?.[1] ?? 5
  const planned = addDays(dayIn(admittedAt, house.zone), nights + thrown.whole(-2, 3))
  return dayToColumn(notPast(planned, house.moments.today, thrown.oneIn(9)))
}

const notPast = (planned: Day, today: Day, overdue: boolean): Day => {
  if (planned > today) return planned
  return overdue ? addDays(today, -1) : today
}
