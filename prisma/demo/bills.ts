import { roomOf } from '../../src/admissions/charge-rules.js'
import {
  type Charge,
  invoiceLines,
  invoiceNumber,
  invoiceTotal,
  type LineKind,
  stayDays,
} from '../../src/invoices/rules.js'
import { addDays, dayIn, dayToColumn, financialYearOf, startOfDay } from '../../src/shared/calendar.js'
import { symptoms } from '../../src/triage/history-rules.js'
import { chance, identify } from './chance.js'
import type { Price } from './data/prices.js'
import { fill } from './findings.js'
import { type House, receptionistAt } from './house.js'
import { sendLetter } from './letters.js'
import type { WrittenStay } from './stays.js'

const SERIES = 'INV'

/** The invoices of the stays that have ended, numbered without gaps in the order in which they were issued. */
export function bill(house: House, stays: readonly WrittenStay[]): void {
  const last = new Map<number, number>()
  const ended = stays.flatMap((stay) =>
    stay.dischargedAt ? [{ ...stay, dischargedAt: stay.dischargedAt }] : [],
  )
  for (const stay of ended.sort((one, other) => Number(one.dischargedAt) - Number(other.dischargedAt))) {
    const year = financialYearOf(dayIn(stay.dischargedAt, house.zone))
    const number = (last.get(year) ?? 0) + 1
    last.set(year, number)
    issue(house, stay, invoiceNumber(SERIES, year, number))
  }
  for (const [financialYear, number] of last)
    house.rows.invoiceCounters.push({ series: SERIES, financialYear, last: number })
}

/** As the rules of billing begin. */
const DAYS_TO_PAY = 15

type EndedStay = WrittenStay & { dischargedAt: Date }

function issue(house: House, stay: EndedStay, number: string) {
  const { patient, triage, doctors, admissionId, admittedAt, dischargedAt } = stay
  const [admittedOn, dischargedOn] = [dayIn(admittedAt, house.zone), dayIn(dischargedAt, house.zone)]
  const id = identify('invoice', patient.name, dischargedAt)
  const lines = invoiceLines(chargesOf(house, stay, stayDays(admittedOn, dischargedOn)))
  house.rows.invoices.push({
    id,
    number,
    patientId: patient.id,
    admissionId,
    issuedAt: dischargedAt,
    issuedById: receptionistAt(house, dischargedAt),
    currency: house.currency,
    hospitalName: house.hospital.name,
    hospitalAddress: house.hospital.address,
    hospitalPhone: house.hospital.phone,
    hospitalEmail: house.hospital.email,
    patientName: patient.name,
    patientLocalName: patient.localName,
    patientAddress: patient.address,
    patientPhone: patient.phone,
    doctors: doctors.map((doctor) => house.doctors[doctor].name),
    symptoms: (triage?.presentation.symptoms ?? []).map(inWords),
    admittedOn: dayToColumn(admittedOn),
    dischargedOn: dayToColumn(dischargedOn),
    days: stayDays(admittedOn, dischargedOn),
    dueOn: dayToColumn(addDays(dischargedOn, DAYS_TO_PAY)),
    totalMinor: invoiceTotal(lines),
  })
  for (const [index, { source, ...line }] of lines.entries()) {
    const lineId = identify(`line ${index}`, patient.name, dischargedAt)
    house.rows.invoiceLines.push({ id: lineId, invoiceId: id, position: index + 1, ...line })
    const { kind, description, quantity, unitPriceMinor } = line
    house.rows.charges.push({
      ...{ patientId: patient.id, admissionId, kind, description, quantity, unitPriceMinor },
      ...(source ?? { sourceType: 'manual', sourceId: lineId, occurredAt: dischargedAt }),
      ...{ createdById: receptionistAt(house, dischargedAt), invoiceLineId: lineId },
    })
  }
  const { account, name } = patient
  if (account)
    sendLetter(
      house,
      dischargedAt,
      { accountId: account.id, name, address: account.email },
      'invoice-ready',
      {},
    )
}

/** What a day in a bed is charged for; everything else was written by hand at discharge. */
interface Source {
  sourceType: 'bed_stay'
  sourceId: string
  occurredAt: Date
}

function chargesOf(
  house: House,
  { course, doctors, beds, dischargedAt, patient }: EndedStay,
  days: number,
): (Charge & { source?: Source })[] {
  if (!course.end) throw new RangeError(`${patient.name}: nothing says what this stay costs`)
  const stays = beds.map(({ id, bed, from, to }) => ({
    id,
    startedAt: from,
    endedAt: to,
    bed: { number: bed.number, ward: { name: bed.wardName, rates: bed.rates } },
  }))
  return [
    ...roomOf(stays, dischargedAt, house.zone).map(
      ({ wardName, bedNumbers, days: quantity, dailyRateMinor, from, bedStayId = '' }) => ({
        kind: 'ROOM' as const,
        description: `${wardName}, bed ${bedNumbers.join(', ')}`,
        quantity,
        unitPriceMinor: dailyRateMinor,
        source: {
          ...{ sourceType: 'bed_stay' as const, sourceId: bedStayId },
          occurredAt: startOfDay(from, house.zone),
        },
      }),
    ),
    ...course.end.prices.medicines.map((price) => priced('MEDICINE', price, days, patient.name)),
    // The first came every day, the others twice.
    ...doctors.map((key, index): Charge => {
      const { name, specialisation, feeMinor } = house.doctors[key]
      const visits = BigInt(index === 0 ? days : 2)
      return {
        kind: 'DOCTOR',
        description: `${name}, ${specialisation}`,
        quantity: 1,
        unitPriceMinor: feeMinor * visits,
      }
    }),
    ...course.end.prices.others.map((price) => priced('OTHER', price, days, patient.name)),
  ]
}

function priced(kind: LineKind, [text, amountMinor, per]: Price, days: number, name: string): Charge {
  // The last three days of a stay on oxygen are without.
  const count = { STAY: 1, DAY: days, DAY_ON_OXYGEN: Math.max(days - 3, 1), ABOUT_A_DAY: days }[per]
  const description = fill(text, { days: count })
  const price = amountMinor * BigInt(count)
  const used = per === 'ABOUT_A_DAY' ? chance(`used ${name} ${description}`).whole(80, 125) : 100
  // In quarters of a rupee.
  return { kind, description, quantity: 1, unitPriceMinor: ((price * BigInt(used)) / 2_500n) * 25n }
}

const inWords = (code: string) => symptoms.find((symptom) => symptom.code === code)?.label ?? code
