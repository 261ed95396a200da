import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { useDatabase } from '../support/database.js'
import { hospitalProcesses } from '../support/hospital-processes.js'
import { createPatient, createPerson, password } from '../support/people.js'
import type { Running } from '../support/process.js'
import { balanceOf, cash, invoiceOf, money } from './billed.js'

/** Two processes of one hospital, with a cashier at each. */
const processes = hospitalProcesses(useDatabase(), {}, {})

test('G-C3 G-C6 20 copies of one payment and two cashiers on one bill, through two processes: each is taken once, and receipts have no hole', {
  timeout: 60_000,
}, async () => {
  const [one, two] = [await cashierAt(processes[0]), await cashierAt(processes[1])]
  for (const cashier of [one, two]) {
    const opening = { idempotency_key: randomUUID(), float: '0' }
    expect((await cashier.post('/reception/counter/opening', opening)).status).toBe(303)
  }
  const { id: patientId } = await createPatient()
  const invoice = await invoiceOf(patientId, one.accountId, 100_000n)
  const path = `/reception/invoices/${invoice.id}/payments`
  const form = cash('400')
  const copies = await Promise.all(
    Array.from({ length: 20 }, (_, at) => one.post(path, form, processes[at % 2])),
  )
  expect(new Set(copies.map(({ status }) => status))).toEqual(new Set([303]))
  expect(new Set(copies.map(({ headers }) => headers.get('location'))).size).toBe(1)
  expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 40_000n })

  const rest = await Promise.all(
    Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? one : two).post(path, money('600'))),
  )
  expect(rest.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 19 }, () => 422)])
  expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 100_000n })
  const receipts = await db.payment.findMany({ orderBy: { number: 'asc' }, select: { number: true } })
  expect(receipts.map(({ number }) => Number(number.slice(-6)))).toEqual([1, 2])
})

async function cashierAt(own: Running | undefined) {
  const person = await createPerson('RECEPTIONIST')
  const login = await send(own, '/login', { identifier: person.email, password })
  expect(login.status).toBe(303)
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const post = (path: string, form: Record<string, string>, at = own) => send(at, path, form, cookie)
  return { ...person, post }
}

const send = (at: Running | undefined, path: string, form: Record<string, string>, cookie = '') =>
  fetch(`${at?.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin', cookie },
    body: new URLSearchParams(form),
  })
