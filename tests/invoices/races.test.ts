import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { asOwner, useDatabase } from '../support/database.js'
import { hospitalProcesses } from '../support/hospital-processes.js'
import { createPatient, createPerson, password } from '../support/people.js'
import { charged, ticking } from './charged.js'

/** Two processes of one hospital, as behind a load balancer. */
const database = useDatabase()
const processes = hospitalProcesses(database, {}, {})

const BILLS = 200
const DESKS = 5
const broken = 'Fails on purpose'

function post(url: string, form: Record<string, string | string[]>, cookie = '') {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one)
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin', cookie },
    body,
  })
}

async function logInAsDesk(): Promise<string> {
  const person = await createPerson('RECEPTIONIST')
  const answer = await post(`${processes[0].url}/login`, { identifier: person.email, password })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** A process that has too much to do says so (503): the same form is sent again in a moment, as the page asks for. */
async function sendUntilAnswered(url: string, form: Record<string, string | string[]>, cookie = '') {
  for (let tries = 0; tries < 60; tries++) {
    const { status } = await post(url, form, cookie)
    if (status !== 503) return status
    await pause(500)
  }
  return 503
}

/** Breaks the transaction at its very end, when the number is taken and everything else is written. */
const faultAtCommit = `
  CREATE FUNCTION fails_on_purpose() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'on purpose';
  END $$;
  CREATE CONSTRAINT TRIGGER fails_on_purpose AFTER INSERT ON invoice_line DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.description = '${broken}') EXECUTE FUNCTION fails_on_purpose()`

test('G-C4 C-08 200 invoices at once by two processes, every fifth failing at its end: numbers 1 to 160 without a hole', {
  timeout: 180_000,
}, async () => {
  await asOwner(database, (owner) => owner.query(faultAtCommit))
  const desks: string[] = []
  while (desks.length < DESKS) desks.push(await logInAsDesk())
  const bills: { patientId: string; chargeId: string; fails: boolean }[] = []
  while (bills.length < BILLS) {
    const fails = bills.length % 5 === 4
    const { id: patientId } = await createPatient()
    const chargeId = await charged(patientId, 1_000n, fails ? { description: broken } : {})
    bills.push({ patientId, chargeId, fails })
  }
  const answers = await Promise.all(
    bills.map(async ({ patientId, chargeId, fails }, index) => {
      const { url } = processes[index % 2] ?? processes[0]
      const address = `${url}/reception/patients/${patientId}/invoices`
      return { status: await sendUntilAnswered(address, ticking([chargeId]), desks[index % DESKS]), fails }
    }),
  )
  expect(new Set(answers.filter(({ fails }) => fails).map(({ status }) => status))).toEqual(new Set([500]))
  expect(new Set(answers.filter(({ fails }) => !fails).map(({ status }) => status))).toEqual(new Set([303]))
  const issued = await db.invoice.findMany({ orderBy: { number: 'asc' }, select: { number: true } })
  expect(issued.map(({ number }) => Number(number.split('-').at(-1)))).toEqual(
    Array.from({ length: (BILLS * 4) / 5 }, (_, index) => index + 1),
  )
  expect(await db.charge.count({ where: { invoiceLineId: null } })).toBe(BILLS / 5)
  const [counter] = await db.invoiceCounter.findMany({ where: { series: 'INV' } })
  expect(counter?.last).toBe((BILLS * 4) / 5)
})

test('G-C6 G-C8 two cashiers at two processes bill the same charges, and one of them by a draft: each is billed once', async () => {
  const [here, there] = [await logInAsDesk(), await logInAsDesk()]
  for (let round = 0; round < 10; round++) {
    const { id } = await createPatient()
    const charges = [await charged(id, 1_000n), await charged(id, 2_000n)]
    const prepared = await post(`${processes[0].url}/reception/patients/${id}/drafts`, ticking(charges), here)
    const draft = String(prepared.headers.get('location'))
    const answers = await Promise.all([
      post(
        `${processes[0].url}${draft}/issue`,
        { idempotency_key: randomUUID(), version: '1', line: charges },
        here,
      ),
      post(`${processes[1].url}/reception/patients/${id}/invoices`, ticking(charges), there),
    ])
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    for (const { status } of answers) expect([303, 409, 422]).toContain(status)
    expect(await db.invoice.count({ where: { patientId: id } })).toBe(1)
    expect(await db.charge.count({ where: { patientId: id, invoiceLineId: null } })).toBe(0)
  }
})
