import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { charged, ticking } from '../invoices/charged.js'
import { advance, idOf, money, pay, taken } from '../payments/billed.js'
import { billedTo, claimOf } from '../payments/claimed.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { overdue, statsIn } from './standing.js'

useDatabase()
type Person = Browser & TestPerson
let app: Express
let desk: Person
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

const sent = (more: Record<string, string>) => ({ idempotency_key: randomUUID(), ...more })

/** Somebody with a bit of everything; the names are theirs alone. */
async function everything(name: string) {
  const created = await createPerson('PATIENT', name)
  const person = Object.assign(await logIn(app, created), created)
  const id = person.patientId ?? ''
  const invoice = await billedTo(desk, id)
  await pay(desk, invoice.id, money('400')).expect(303)
  const late = await overdue(id, desk.accountId)
  const claim = await claimOf(person, invoice.id, { amount: '600' })
  const deposit = await taken(advance(desk, id, money('250')))
  const asked = await desk.post(
    `/reception/payments/${deposit.id}/refunds`,
    sent({ amount: '50', reason: 'Too much' }),
  )
  const drafted = await charged(id, 12_000n, { description: 'Dressing' })
  await charged(id, 8_000n, { description: 'Wheelchair', quantity: 2 })
  const draft = await desk.post(`/reception/patients/${id}/drafts`, ticking([drafted]))
  return { person, id, invoice, late, claim, deposit, refund: idOf(asked), draft: idOf(draft) }
}

describe('the account of a patient', () => {
  test('A-17 one look: owed, overdue, credit, not billed, being compared; every thing leads to its page', async () => {
    const { id, invoice, late, claim, deposit, refund, draft } = await everything('Meena Account')
    const page = await desk.get(`/reception/patients/${id}/account`).expect(200)
    expect(statsIn(page.text)).toEqual({
      ...{ Owed: '₹1,300.00', Credit: '₹200.00', 'Not billed yet': '₹280.00', 'Being compared': '₹600.00' },
    })
    expect(page.text).toContain('₹700.00 was due already')
    expect(page.text).toContain('2 × Wheelchair')
    const links = [
      ...[`invoices/${invoice.id}/payments/new`, `invoices/${late.id}/payments/new`, `claims/${claim.id}`],
      ...[`refunds/${refund}`, `invoices/drafts/${draft}`, `payments/${deposit.id}`],
      ...[`patients/${id}/advances/new`, `patients/${id}/drafts/new`, `patients/${id}/charges`],
    ]
    for (const link of links) {
      expect(page.text).toContain(`href="/reception/${link}"`)
      await desk.get(`/reception/${link}`).expect(200)
    }
  })

  test('A-17 whoever has never paid anything has an empty account, and no error', async () => {
    const patient = await createPatient()
    const page = await desk.get(`/reception/patients/${patient.id}/account`).expect(200)
    for (const part of ['Nothing is owed', 'Everything is billed', 'There is no paper yet'])
      expect(page.text).toContain(part)
  })

  test('G-Z1 it is for the desk and the administration alone', async () => {
    const patient = await createPatient()
    await desk.get(`/reception/patients/${randomUUID()}/account`).expect(404)
    const admin = await logInAs(app, 'ADMIN')
    await admin.get(`/admin/patients/${patient.id}/account`).expect(200)
    for (const role of ['DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
      const other = await logInAs(app, role)
      await other.get(`/reception/patients/${patient.id}/account`).expect(403)
      await other.get('/reception/cashier').expect(403)
    }
    expect((await visitor(app).get('/reception/cashier').expect(303)).headers.location).toMatch(/^\/login/)
  })
})

describe('the cashier’s page', () => {
  test('A-17 what waits stands there, each with its amount and its way on, and the counter says that it is closed', async () => {
    const { claim, refund, draft } = await everything('Tara Waiting')
    const page = await desk.get('/reception/cashier').expect(200)
    expect(page.text).toContain('Your counter is not open')
    expect(Number(statsIn(page.text)['Payments to compare'])).toBeGreaterThan(0)
    for (const link of [`claims/${claim.id}`, `invoices/drafts/${draft}`])
      expect(page.text).toContain(`href="/reception/${link}"`)
    // Who pays refunds out sees those that are decided; who decides, those that are not.
    expect(page.text).not.toContain(`/refunds/${refund}"`)
    const admin = await logInAs(app, 'ADMIN')
    expect((await admin.get('/admin/cashier')).text).toContain(`href="/admin/refunds/${refund}"`)
    await desk.post('/reception/counter/opening', sent({ float: '100' })).expect(303)
    expect((await desk.get('/reception/cashier')).text).not.toContain('Your counter is not open')
  })

  test('A-17 E-24 who comes is found by name, also misspelt, with what they owe; nobody is told so', async () => {
    const { id } = await everything('Zubin Counterfoil')
    for (const q of ['zubin', 'Zubin Conterfoil']) {
      const page = await desk.get(`/reception/cashier?q=${encodeURIComponent(q)}`).expect(200)
      expect(page.text).toContain(`href="/reception/patients/${id}/account"`)
      for (const amount of ['₹1,300.00', '₹200.00', '₹280.00']) expect(page.text).toContain(amount)
    }
    expect((await desk.get('/reception/cashier?q=qqqqzz')).text).toContain('Nobody fits “qqqqzz”')
    expect((await desk.get('/reception/cashier?q=%3Cb%3E')).text).not.toContain('<b>')
  })
})
