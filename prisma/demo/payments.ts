import { countedMinor, denominations, expectedCash } from '../../src/counter/rules.js'
import type { Tx } from '../../src/db/client.js'
import type { PaymentMethod, Prisma } from '../../src/generated/prisma/client.js'
import { invoiceNumber } from '../../src/invoices/rules.js'
import { dayIn, daysBetween, financialYearOf } from '../../src/shared/calendar.js'
import { chance, identify } from './chance.js'
import { demoPatient } from './data/patients-discharged.js'
import { type House, leaveTrail } from './house.js'
import { later } from './moments.js'

/** A counter of one cashier on one day, with all that was taken there. */
export interface DemoCounter extends Prisma.CashSessionCreateManyInput {
  id: string
  floatMinor: bigint
  openedAt: Date
  payments: (Prisma.PaymentCreateManyInput & { id: string; method: PaymentMethod; amountMinor: bigint })[]
}

/** A refund that waits for an admin, of an advance that was more than the bill. */
export type DemoRefund = Prisma.RefundCreateManyInput

interface Taken {
  patient: { id: string; name: string; localName: LocalName }
  at: Date
  amountMinor: bigint
  invoiceId: string | null
}

type LocalName = Prisma.PaymentCreateManyInput['patientLocalName']

const FLOAT = 200_000n
const DEPOSIT = 1_500_000n

/**
 * What came in: most bills are paid when they are written, some in part, a few not yet; two who lie in a bed have paid
 * in advance, and of what one paid too much some is asked back.
 */
export function takePayments(house: House): void {
  const taken = [...billsPaid(house), ...advances(house)]
    .filter(({ at }) => at <= house.moments.now)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
  const last = new Map<number, number>()
  for (const payment of taken) {
    const year = financialYearOf(dayIn(payment.at, house.zone))
    const number = (last.get(year) ?? 0) + 1
    last.set(year, number)
    write(house, payment, invoiceNumber('RCT', year, number))
  }
  for (const [financialYear, number] of last)
    house.rows.invoiceCounters.push({ series: 'RCT', financialYear, last: number })
  askBack(house)
}

function billsPaid(house: House): Taken[] {
  return house.rows.invoices.flatMap((invoice): Taken[] => {
    const { id, number, patientId, patientName, patientLocalName, totalMinor } = invoice
    const total = BigInt(totalMinor)
    const draw = chance(`paid ${number}`)
    if (draw.oneIn(6)) return []
    // Whoever tries the demonstration as the patient has something to pay.
    const inPart = draw.oneIn(4) || patientName === demoPatient.person.name
    const part = inPart ? (total / 20_000n) * 10_000n : total
    const at = later(new Date(invoice.issuedAt), draw.whole(4, 25))
    const patient = { id: patientId, name: patientName, localName: patientLocalName ?? null }
    return part === 0n ? [] : [{ patient, at, amountMinor: part, invoiceId: String(id) }]
  })
}

/** Of those who were admitted first. */
function advances(house: House): Taken[] {
  const { admissions, patients } = house.rows
  return admissions
    .filter(({ status }) => status === 'ADMITTED')
    .slice(0, 2)
    .flatMap(({ patientId, admittedAt }) => {
      const found = patients.find(({ id }) => id === patientId)
      if (!found) return []
      const patient = { id: patientId, name: found.name, localName: found.localName ?? null }
      return [{ patient, at: later(new Date(admittedAt), 12), amountMinor: DEPOSIT, invoiceId: null }]
    })
}

function write(house: House, { patient, at, amountMinor, invoiceId }: Taken, number: string) {
  const { rows, hospital, currency } = house
  const cashierId = cashierOn(house, at)
  const counter = counterOn(house, cashierId, at)
  const id = identify('payment', patient.name, at)
  const draw = chance(`how ${number}`)
  const method = amountMinor > 5_000_000n ? draw.pick(large) : draw.pick(small)
  counter.payments.push({
    ...{ id, number, patientId: patient.id, method, amountMinor, currency },
    reference: method === 'CASH' ? null : String(draw.whole(100_000_000, 999_999_999)),
    payer: method === 'INSURER' ? 'Sahyadri Health Insurance' : null,
    ...{ receivedAt: at, receivedById: cashierId, sessionId: counter.id },
    ...{ hospitalName: hospital.name, hospitalAddress: hospital.address },
    ...{ hospitalPhone: hospital.phone, hospitalEmail: hospital.email },
    ...{ patientName: patient.name, patientLocalName: patient.localName },
  })
  counter.closedAt = later(at, 15) < house.moments.now ? later(at, 15) : house.moments.now
  if (invoiceId)
    rows.allocations.push({
      ...{ id: identify('allocation', patient.name, at), paymentId: id, invoiceId },
      ...{ amountMinor, at, byId: cashierId },
    })
  leaveTrail(house, at, cashierId, 'payment.create', { type: 'payment', id, patientId: patient.id })
}

const large = ['CARD', 'BANK', 'INSURER', 'INSURER'] as const
const small = ['CASH', 'CASH', 'UPI', 'UPI', 'CARD'] as const

/** The same cashier for a whole day, whenever the demonstration starts. */
const cashierOn = (house: House, at: Date) =>
  chance(`cashier ${daysBetween(dayIn(at, house.zone), house.moments.today)}`).pick(house.receptionistIds)

function counterOn(house: House, cashierId: string, at: Date): DemoCounter {
  const day = dayIn(at, house.zone)
  const known = house.rows.counters.find(
    (counter) => counter.cashierId === cashierId && dayIn(counter.openedAt, house.zone) === day,
  )
  if (known) return known
  const id = identify('counter', `${cashierId} ${day}`, at)
  const counter = { id, cashierId, openedAt: at, floatMinor: FLOAT, payments: [] }
  house.rows.counters.push(counter)
  return counter
}

/** Of the last advance, by whoever took it: an admin decides. */
function askBack(house: House) {
  const all = house.rows.counters.flatMap(({ payments }) => payments)
  const advance = all
    .filter(({ id }) => !house.rows.allocations.some(({ paymentId }) => paymentId === id))
    .at(-1)
  const at = advance && later(new Date(advance.receivedAt), 180)
  if (!advance || !at || at > house.moments.now) return
  const id = identify('refund', advance.patientName, at)
  house.rows.refunds.push({
    ...{ id, patientId: advance.patientId, paymentId: advance.id, amountMinor: 500_000n },
    reason: 'The insurer has paid a part of the deposit.',
    ...{ requestedById: advance.receivedById, requestedAt: at },
  })
  const subject = { type: 'refund', id, patientId: advance.patientId }
  leaveTrail(house, at, advance.receivedById, 'refund.request', subject)
}

/** Counter by counter: each is open while it takes money, and counted afterwards. */
export async function insertPayments(
  tx: Tx,
  rows: {
    counters: DemoCounter[]
    allocations: Prisma.PaymentAllocationCreateManyInput[]
    refunds: DemoRefund[]
  },
): Promise<void> {
  for (const { payments, closedAt, ...counter } of rows.counters) {
    await tx.cashSession.create({ data: counter, select: { id: true } })
    await tx.payment.createMany({ data: payments })
    const movements = payments.map(({ method, amountMinor: receivedMinor }) => ({
      ...{ method, receivedMinor, returnedMinor: 0n },
    }))
    const counts = notesOf(expectedCash(counter.floatMinor, movements))
    const counted = countedMinor(counts)
    await tx.cashSession.update({
      where: { id: counter.id },
      data: { closedAt: closedAt ?? null, counts, countedMinor: counted, expectedMinor: counted },
      select: { id: true },
    })
  }
  await tx.paymentAllocation.createMany({ data: rows.allocations })
  await tx.refund.createMany({ data: rows.refunds })
}

/** As few notes and coins as make the amount; what is less than the smallest, as the smallest unit. */
function notesOf(minor: bigint): Record<string, number> {
  let rest = Number(minor)
  const counts: Record<string, number> = {}
  for (const unit of [...denominations.INR, 1]) {
    const count = Math.floor(rest / unit)
    if (count > 0) counts[unit] = count
    rest -= count * unit
  }
  return counts
}
