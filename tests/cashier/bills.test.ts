import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { money, pay, taken } from '../payments/billed.js'
import { billedTo, claimOf } from '../payments/claimed.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { advances, overdue, statsIn } from './standing.js'

useDatabase()
type Person = Browser & TestPerson
let app: Express
let desk: Person
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

describe('a patient’s own bills', () => {
  test('E-12 nothing is owed, and the page says what would stand here', async () => {
    const person = await logInAs(app, 'PATIENT')
    const page = await person.get('/patient/bills').expect(200)
    expect(page.text).toContain('You owe nothing')
    expect(page.text).toContain('There is no paper yet')
  })

  test('E-12 they see what is owed in all, what is due, their credit, and every paper to be downloaded', async () => {
    const person = await logInAs(app, 'PATIENT')
    const id = person.patientId ?? ''
    const [part, paid] = [await billedTo(desk, id), await billedTo(desk, id, 5_000n)]
    const late = await overdue(id, desk.accountId)
    await pay(desk, part.id, money('400')).expect(303)
    const receipt = await taken(pay(desk, paid.id, money('50')))
    const claim = await claimOf(person, late.id, { amount: '300' })
    await desk.post(`/reception/patients/${id}/advances`, money('12.50', { reference: 'ADV-1' })).expect(303)

    const page = await person.get('/patient/bills').expect(200)
    expect(statsIn(page.text)).toEqual({
      ...{ 'Owed in all': '₹1,300.00', 'Being compared': '₹300.00', 'Your credit': '₹12.50' },
    })
    expect(page.text).toContain('₹700.00 was due already')
    const open = page.text.slice(page.text.indexOf('id="open"'), page.text.indexOf('id="claims"'))
    expect(open.indexOf(late.number)).toBeLessThan(open.indexOf(part.number))
    expect(open).toContain('Overdue')
    expect(open).toContain(part.number)
    expect(open).toContain('Partly paid')
    expect(open).not.toContain(paid.number)
    expect(page.text).toContain(claim.reference)
    for (const paper of [`invoices/${paid.id}`, `payments/${receipt.id}`]) {
      expect(page.text).toContain(`/patient/${paper}/pdf`)
      const pdf = await person.get(`/patient/${paper}/pdf`).expect(200)
      expect(pdf.headers['content-type']).toContain('application/pdf')
    }
    const told = await db.message.findMany({ where: { accountId: person.accountId, kind: 'bill' } })
    expect(told.map(({ subject }) => subject.match(/₹[\d.,]+/)?.[0]).sort()).toEqual([
      '₹12.50',
      '₹400.00',
      '₹50.00',
    ])
  })

  test('G-Z1 nobody else finds the papers, and staff and visitors have no such page', async () => {
    const person = await logInAs(app, 'PATIENT')
    const invoice = await billedTo(desk, person.patientId ?? '')
    const receipt = await taken(pay(desk, invoice.id, money('100')))
    const stranger = await logInAs(app, 'PATIENT')
    expect((await stranger.get('/patient/bills').expect(200)).text).not.toContain(invoice.number)
    for (const path of [`invoices/${invoice.id}`, `payments/${receipt.id}`, `payments/${receipt.id}/pdf`])
      await stranger.get(`/patient/${path}`).expect(404)
    await desk.get('/patient/bills').expect(403)
    expect((await visitor(app).get('/patient/bills').expect(303)).headers.location).toMatch(/^\/login/)
  })

  test('E-12 the old address of the invoices leads to the bills for good, and every page about money leads back to them', async () => {
    const person = await logInAs(app, 'PATIENT')
    const invoice = await billedTo(desk, person.patientId ?? '')
    const receipt = await taken(pay(desk, invoice.id, money('100')))
    for (const asked of ['', `?after=${invoice.id}`, '?after=x&y=%E0%A4%B8']) {
      const { headers } = await person.get(`/patient/invoices${asked}`).expect(301)
      expect(headers.location).toBe(`/patient/bills${asked}`)
    }
    expect((await visitor(app).get('/patient/invoices').expect(303)).headers.location).toMatch(/^\/login/)
    const papers = [`invoices/${invoice.id}`, `payments/${receipt.id}`, 'statement']
    for (const path of ['', '/bills', ...papers.map((paper) => `/${paper}`)]) {
      const page = await person.get(`/patient${path}`).expect(200)
      expect(page.text, path).toContain('href="/patient/bills"')
      expect(page.text, path).not.toContain('href="/patient/invoices"')
    }
    const crumbs = (await person.get(`/patient/invoices/${invoice.id}`)).text
    expect(crumbs).toMatch(/<nav[^>]*aria-label="Breadcrumbs"[\s\S]*?href="\/patient\/bills">Your bills</)
    expect((await desk.get(`/reception/invoices/${invoice.id}`)).text).toContain('href="/reception/invoices"')
  })

  test('E-12 the list of papers goes on on further pages, each paper once', async () => {
    const person = await logInAs(app, 'PATIENT')
    await advances(person.patientId ?? '', desk.accountId, 53)
    const numbersIn = (html: string) =>
      [...html.slice(html.indexOf('id="papers"')).matchAll(/ww-number"[^>]*>([^<]+)</g)].map(
        ([, number]) => number,
      )
    const first = await person.get('/patient/bills')
    const next = /href="(\/patient\/bills\?after=[^"]+)"/.exec(first.text)?.[1] ?? ''
    const all = [...numbersIn(first.text), ...numbersIn((await person.get(next).expect(200)).text)]
    expect(all).toHaveLength(53)
    expect(new Set(all).size).toBe(53)
  })
})
