import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { patientNumber } from '../../src/patients/rules.js'
import { charged } from '../invoices/charged.js'
import { statementsOf } from '../patients/statements.js'
import { billedTo, claimOf } from '../payments/claimed.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { advances } from './standing.js'

useDatabase()
type Person = Browser & TestPerson
let app: Express
let desk: Person
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

test('a page takes as many statements with much on it as with little, and no more than fit a page', async () => {
  const person = await logInAs(app, 'PATIENT')
  const id = person.patientId ?? ''
  const more = async () => {
    const invoice = await billedTo(desk, id)
    const claim = await claimOf(person, invoice.id)
    await charged(id, 10_000n)
    return { invoice, claim }
  }
  const { invoice, claim } = await more()
  const { number } = await db.patient.findUniqueOrThrow({ where: { id } })
  const pages: [Person, string][] = [
    [desk, `/reception/patients/${id}/account`],
    [desk, '/reception/cashier'],
    [desk, `/reception/cashier?q=${patientNumber(number)}`],
    [desk, '/reception/claims'],
    [desk, `/reception/claims/${claim.id}`],
    [person, '/patient/bills'],
    [person, `/patient/invoices/${invoice.id}/claims/new`],
  ]
  const counts = async () => {
    const all: string[] = []
    for (const [reader, page] of pages)
      all.push(`${page}: ${await statementsOf(() => reader.get(page).expect(200))}`)
    return all
  }
  const few = await counts()
  await advances(id, desk.accountId, 5)
  for (let at = 0; at < 4; at++) await more()
  expect(await counts()).toEqual(few)
  for (const count of few) expect(Number(count.split(': ')[1]), count).toBeLessThanOrEqual(8)
})
