import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { crediting, invoiced, paid } from '../credits/billed.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

const due = (daysAgo: number) => ({ dueOn: addDays(dayIn(new Date(), config.zone), -daysAgo) })

/** The rows of the file, each by its heads. */
async function csvRows() {
  const { text } = await desk.get('/reception/invoices/aging/csv').expect(200)
  const [heads = [], ...rows] = text
    .replace('\uFEFF', '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  return rows.map((row) => Object.fromEntries(heads.map((head, index) => [head, row[index]])))
}

test('A-17 nobody owes anything: the list says so', async () => {
  const page = await desk.get('/reception/invoices/aging').expect(200)
  expect(page.text).toContain('Nobody owes anything')
})

test('A-17 what a patient owes stands by how many days ago it was due, each age to its last day', async () => {
  const { id } = await createPatient({ name: 'Sunita Joshi', phone: '+919823000012' })
  const daysAgo = [-1, 0, 30, 31, 60, 61, 90, 91, 400]
  for (const [index, days] of daysAgo.entries())
    await invoiced(id, [{ minor: 10n ** BigInt(index + 2) }], due(days))
  const [row, ...others] = await csvRows()
  expect(others).toEqual([])
  expect(row).toMatchObject({
    ...{ 'As of': dayIn(new Date(), config.zone), Patient: 'Sunita Joshi', Invoices: '9' },
    ...{ 'Not due yet': '1.00', '0 to 30 days': '110.00', '31 to 60 days': '11000.00' },
    ...{ '61 to 90 days': '1100000.00', 'Over 90 days': '110000000.00', Owed: '111111111.00' },
    'Oldest was due': addDays(dayIn(new Date(), config.zone), -400),
  })
  const page = await desk.get('/reception/invoices/aging').expect(200)
  for (const words of ['Sunita Joshi', '₹1.00', '₹110.00', '₹11,000.00', '₹11,11,11,111.00'])
    expect(page.text).toContain(words)
})

test('A-17 what was paid, credited or made void is not owed; the rest of it is, and the totals are what the rows come to', async () => {
  const { id } = await createPatient({ name: '=cmd|calc' })
  const part = await invoiced(id, [{ minor: 50_000n }], due(40))
  const done = await invoiced(id, [{ minor: 30_000n }], due(40))
  const credited = await invoiced(id, [{ minor: 20_000n }], due(40))
  const gone = await invoiced(id, [{ minor: 10_000n }], due(40))
  await paid(id, 70_000n, {
    puts: [
      [part.id, 15_000n],
      [done.id, 30_000n],
    ],
  })
  await desk
    .post(`/reception/invoices/${credited.id}/credit-notes`, { ...crediting([]), whole: 'on' })
    .expect(303)
  await db.invoiceVoiding.create({
    data: { invoiceId: gone.id, reason: 'Twice', voidedAt: new Date(), voidedById: desk.accountId },
  })
  const rows = await csvRows()
  const row = rows.find(({ Patient }) => Patient === "'=cmd|calc")
  expect(row).toMatchObject({ Invoices: '1', '31 to 60 days': '350.00', Owed: '350.00' })
  expect(row).toMatchObject({ 'Credit not used': '250.00' })
  const page = await desk.get('/reception/invoices/aging').expect(200)
  expect(page.text).toContain('Credit not used: ₹250.00')
  expect(page.text).toContain('Patients: 2')
  const balances = await db.invoiceBalance.findMany({ where: { voidedAt: null } })
  const owed = balances.reduce((sum, b) => sum + b.totalMinor - b.creditedMinor - b.paidMinor, 0n)
  expect(owed).toBe(11_111_111_100n + 35_000n)
  expect(page.text).toContain('₹11,11,11,461.00')
})

test('A-17 a long list goes over pages, whoever has owed longest first, and nobody is lost', async () => {
  const names = Array.from({ length: 53 }, (_, n) => `Debtor ${String(n).padStart(2, '0')}`)
  for (const [index, name] of names.entries()) {
    const { id } = await createPatient({ name })
    await invoiced(id, [{ minor: 100n }], due(1_000 - Math.floor(index / 2)))
  }
  const first = await desk.get('/reception/invoices/aging').expect(200)
  const next = /href="([^"]*after=[^"]*)"/.exec(first.text)?.[1]
  const second = await desk.get(String(next)).expect(200)
  const named = (html: string) => [...new Set(html.match(/Debtor \d\d/g) ?? [])]
  expect(named(first.text)).toHaveLength(50)
  expect([...named(first.text), ...named(second.text)].sort()).toEqual(names)
  expect(named(first.text).slice(0, 2).sort()).toEqual(['Debtor 00', 'Debtor 01'])
})

test('G-Z1 the list is the desk’s and the administration’s alone', async () => {
  for (const role of ['DOCTOR', 'DATA_ENTRY', 'PATIENT'] as const) {
    const other = await logInAs(app, role)
    for (const path of ['/reception/invoices/aging', '/reception/invoices/aging/csv'])
      await other.get(path).expect(403)
  }
  await visitor(app).get('/reception/invoices/aging').expect(303)
  const admin = await logInAs(app, 'ADMIN')
  await admin.get('/admin/invoices/aging').expect(200)
})
