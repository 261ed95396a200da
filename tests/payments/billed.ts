import { randomUUID } from 'node:crypto'
import { db } from '../../src/db/client.js'
import type { Browser } from '../support/app.js'
import { letterhead } from '../support/letterhead.js'
import { createPatient, type TestPerson } from '../support/people.js'

export type Cashier = Browser & TestPerson

let count = 0

/** An invoice over so many minor units, as it was issued. */
export async function invoiceOf(
  patientId: string,
  issuedById: string,
  totalMinor = 100_000n,
): Promise<{ id: string; number: string }> {
  return db.invoice.create({
    data: {
      ...letterhead,
      ...{ number: `OLD-2020-${String(++count).padStart(6, '0')}`, patientId, issuedById, totalMinor },
      ...{ issuedAt: new Date(), currency: 'INR', patientName: 'Ravi Deshmukh', doctors: [], symptoms: [] },
      lines: {
        create: {
          ...{ position: 1, kind: 'OTHER', description: 'Bandage', quantity: 1 },
          ...{ unitPriceMinor: totalMinor, amountMinor: totalMinor },
        },
      },
    },
    select: { id: true, number: true },
  })
}

/** A patient who owes so much. */
export async function owing(desk: Cashier, totalMinor?: bigint) {
  const patient = await createPatient()
  return { patient, invoice: await invoiceOf(patient.id, desk.accountId, totalMinor) }
}

const bases = { 'RECEPTIONIST Test': '/reception', 'ADMIN Test': '/admin' }
const baseOf = ({ name }: Cashier) => bases[name as keyof typeof bases]

export const money = (amount: string, more: Record<string, string> = {}) => ({
  ...{ idempotency_key: randomUUID(), amount, method: 'UPI', reference: 'UPI-4711', payer: '' },
  ...more,
})

export const cash = (amount: string, more: Record<string, string> = {}) =>
  money(amount, { method: 'CASH', reference: '', ...more })

export const pay = (desk: Cashier, invoiceId: string, form: Record<string, string>) =>
  desk.post(`${baseOf(desk)}/invoices/${invoiceId}/payments`, form)

export const advance = (desk: Cashier, patientId: string, form: Record<string, string>) =>
  desk.post(`${baseOf(desk)}/patients/${patientId}/advances`, form)

export const openCounter = (desk: Cashier, float = '1000') =>
  desk.post(`${baseOf(desk)}/counter/opening`, { idempotency_key: randomUUID(), float }).expect(303)

/** The id at the end of the address that a form led to. */
export const idOf = (answer: { headers: Record<string, string> }): string =>
  String(answer.headers.location).split('/').at(-1) ?? ''

/** A payment that is there, by its form. */
export async function taken(answer: PromiseLike<{ status: number; headers: Record<string, string> }>) {
  const { status, headers } = await answer
  if (status !== 303) throw new Error(`not taken: ${status}`)
  return db.payment.findUniqueOrThrow({ where: { id: idOf({ headers }) }, include: { allocations: true } })
}

export const balanceOf = (invoiceId: string) =>
  db.invoiceBalance.findUniqueOrThrow({
    where: { invoiceId },
    select: { paidMinor: true, creditedMinor: true, totalMinor: true },
  })
