import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn, timeIn } from '../../src/shared/calendar.js'
import { printedCode } from '../../src/verification/printing.js'
import { balanceOf, crediting, invoiced, paid } from '../credits/billed.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { readPdf } from '../support/pdf.js'
import { createPatient, createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let person: TestPerson
let patientId: string
let numbers: Record<'early' | 'late' | 'void' | 'receipt' | 'cancelled' | 'note', string>

const at = (day: number, month = 9) => new Date(Date.UTC(2024, month, day, 6))
const period = 'from=2024-10-05&until=2024-10-31'

/** October 2024 of one account, with a beginning in September: every kind of entry there is. */
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  person = await createPerson('PATIENT', 'Sunita Joshi')
  patientId = person.patientId ?? ''
  await db.patient.update({ where: { id: patientId }, data: { localName: 'सुनीता जोशी' } })
  const early = await invoiced(patientId, [{ minor: 100_000n, tax: 1_800 }], { issuedAt: at(20, 8) })
  const late = await invoiced(patientId, [{ minor: 50_000n }], { issuedAt: at(10) })
  const wrong = await invoiced(patientId, [{ minor: 7_000n }], { issuedAt: at(11) })
  await db.invoiceVoiding.create({
    data: { invoiceId: wrong.id, reason: 'Twice', voidedAt: at(12), voidedById: desk.accountId },
  })
  const receipt = await paid(patientId, 130_000n, { puts: [[early.id, 118_000n]], at: at(15) })
  const cancelled = await paid(patientId, 4_000n, { at: at(16) })
  await db.payment.update({
    where: { id: cancelled.id },
    data: { cancelledAt: at(17), cancelledById: desk.accountId, cancelReason: 'Typed wrongly' },
  })
  const note = await db.creditNote.create({
    data: {
      ...{ number: 'CRN-T-1', invoiceId: late.id, reason: 'Not done', totalMinor: 20_000n },
      ...{ issuedAt: at(18), issuedById: desk.accountId },
      lines: {
        create: [{ position: 1, invoiceLineId: late.lines[0]?.id ?? '', netMinor: 20_000n, taxMinor: 0n }],
      },
    },
  })
  const refund = await db.refund.create({
    data: {
      ...{ patientId, paymentId: receipt.id, amountMinor: 5_000n, reason: 'Too much' },
      ...{ requestedById: randomUUID(), requestedAt: at(18) },
    },
  })
  const by = { decidedById: randomUUID(), decidedAt: at(18) }
  await db.refund.update({ where: { id: refund.id }, data: { status: 'APPROVED', ...by } })
  await db.refund.update({
    where: { id: refund.id },
    data: { status: 'PAID', number: 'RFD-T-1', method: 'BANK', paidAt: at(19), paidById: randomUUID() },
  })
  numbers = {
    ...{ early: early.number, late: late.number, void: wrong.number },
    ...{ receipt: receipt.number, cancelled: cancelled.number, note: note.number },
  }
})

const pathOf = (id = patientId) => `/reception/patients/${id}/statement`

async function printed(
  browser: typeof desk | Awaited<ReturnType<typeof logIn>>,
  path: string,
  days = period,
) {
  const form = hidden((await browser.get(`${path}?${days}`).expect(200)).text)
  const wanted = Object.fromEntries(new URLSearchParams(days))
  const made = await browser.post(path, { ...form, ...wanted }).expect(303)
  const location = String(made.headers.location)
  const answer = await browser.get(location).responseType('blob').expect(200)
  return { id: location.split('/').at(-2) ?? '', answer, ...(await readPdf(answer.body)) }
}

test('A-17 G-C9 a statement says what was owed before, what happened, and what is owed after each: page, PDF and CSV alike', async () => {
  const page = await desk.get(`${pathOf()}?${period}`).expect(200)
  const { text, answer } = await printed(desk, pathOf())
  const csv = await desk.get(`${pathOf()}/csv?${period}`).expect(200)
  // 1,180 from September; 500 and 70 asked, 70 void, 1,300 paid, 40 paid and cancelled, 200 credited, 50 given back.
  for (const words of ['₹1,180.00', '₹1,680.00', '₹1,750.00', '₹380.00', '₹340.00', '₹180.00', '₹230.00']) {
    expect(page.text, 'page').toContain(words)
    expect(text, 'PDF').toContain(words)
  }
  for (const number of [
    numbers.late,
    numbers.void,
    numbers.receipt,
    numbers.cancelled,
    numbers.note,
    'RFD-T-1',
  ]) {
    expect(page.text).toContain(number)
    expect(text).toContain(number)
    expect(csv.text).toContain(number)
  }
  for (const shown of [page.text, text, csv.text]) expect(shown).not.toContain(numbers.early)
  expect(text).toContain('Owed on Thu 31 Oct 2024 ₹230.00')
  expect(text).toContain('In words: Rupees Two Hundred Thirty Only')
  expect(text).toContain('Page 1 of 1')
  expect(answer.headers['content-disposition']).toMatch(/statement-W-\d+-2024-10-31\.pdf/)
  const rows = csv.text.trim().split(/\r?\n/)
  expect(rows).toHaveLength(11)
  expect(rows[1]).toBe('2024-10-05,,Brought forward,,,,1180.00,0.00')
  expect(rows[2]).toBe(
    `2024-10-10,${timeIn(at(10), config.zone)},Invoice,${numbers.late},500.00,,1680.00,0.00`,
  )
  expect(rows.at(-1)).toBe('2024-10-31,,At the end,,,,230.00,0.00')
})

test('A-17 the end of a statement until now is what the invoices owe less the credit of the payments', async () => {
  const page = await desk.get(pathOf()).expect(200)
  const balances = await db.invoiceBalance.findMany({ where: { invoice: { patientId } } })
  const payments = await db.payment.findMany({ where: { patientId, cancelledAt: null } })
  const owed = balances
    .filter(({ voidedAt }) => voidedAt === null)
    .reduce((sum, row) => sum + row.totalMinor - row.creditedMinor - row.paidMinor, 0n)
  const credit = payments.reduce(
    (sum, row) => sum + row.amountMinor - row.allocatedMinor - row.refundedMinor,
    0n,
  )
  expect(owed - credit).toBe(23_000n)
  expect(page.text).toContain('₹230.00')
})

test('E-13 a statement is genuine until a later one of the same days says something else; the same again is the same paper', async () => {
  const { id: of } = await createPatient({ name: 'Ramesh Kulkarni' })
  const invoice = await invoiced(of, [{ minor: 90_000n }], { issuedAt: at(6) })
  const untilToday = `from=2024-10-01&until=${dayIn(new Date(), config.zone)}`
  const first = await printed(desk, pathOf(of), untilToday)
  const again = await printed(desk, pathOf(of), untilToday)
  expect(again.id).toBe(first.id)
  expect(again.text).toBe(first.text)
  const code = await printedCode(db, 'STATEMENT', first.id)
  expect(first.text.replaceAll('-', '')).toContain(code)
  const genuine = await visitor(app).get(`/verify/${code}`).expect(200)
  for (const words of ['Genuine', 'Statement of account']) expect(genuine.text).toContain(words)
  await desk.post(`/reception/invoices/${invoice.id}/credit-notes`, crediting(['100'])).expect(303)
  expect(await balanceOf(invoice.id)).toMatchObject({ creditedMinor: 10_000n })

  const later = await printed(desk, pathOf(of), untilToday)
  expect(later.id).not.toBe(first.id)
  expect(later.text).toContain('₹800.00')
  expect((await visitor(app).get(`/verify/${code}`).expect(200)).text).toContain('Superseded')
  const old = await desk
    .get(`${pathOf(of)}/${first.id}/pdf`)
    .responseType('blob')
    .expect(200)
  expect((await readPdf(old.body)).text).toBe(first.text)
})

test('U-12 a patient who paid in advance reads their credit, in their own statement', async () => {
  const payer = await createPerson('PATIENT', 'Asha Rao')
  await paid(payer.patientId ?? '', 25_000n, { at: at(20) })
  const own = await logIn(app, payer)
  const page = await own.get('/patient/statement').expect(200)
  expect(page.text).toContain('₹250.00 credit')
  const { text } = await printed(own, '/patient/statement')
  expect(text).toContain('The patient’s credit on Thu 31 Oct 2024 ₹250.00')
})

test('A-17 a long account goes over pages on screen and on paper, and no entry is lost', async () => {
  const { id: of } = await createPatient()
  for (let n = 0; n < 60; n++) await paid(of, BigInt(n + 1) * 100n, { at: new Date(at(6).getTime() + n) })
  const first = await desk.get(`${pathOf(of)}?${period}`).expect(200)
  const next = /href="([^"]*after=50)"/
    .exec(first.text)?.[1]
    ?.replaceAll('&amp;', '&')
    .replaceAll('&#38;', '&')
  const second = await desk.get(String(next)).expect(200)
  const numbersIn = (html: string) => html.match(/RCT-T-\d+/g) ?? []
  expect([numbersIn(first.text).length, numbersIn(second.text).length]).toEqual([50, 10])
  const { text, pages } = await printed(desk, pathOf(of))
  expect(new Set(numbersIn(text)).size).toBe(60)
  expect(pages.length).toBeGreaterThan(1)
  expect(
    pages.every((page) => page.includes('Owed after it') || page.includes('Is this paper genuine?')),
  ).toBe(true)
  expect(text).toContain(`Page ${pages.length} of ${pages.length}`)
})

test.each([
  ['no day', 'from=yesterday&until=2024-10-31', 'Enter a real date like 2026-11-21.'],
  ['an end before the beginning', 'from=2024-10-31&until=2024-10-01', 'The period ends before it begins.'],
  ['a day to come', 'from=2024-10-01&until=2199-01-01', 'A statement ends today or earlier.'],
])('A-17 %s is refused beside its field, and what was typed stays', async (_, days, sentence) => {
  for (const path of [pathOf(), `${pathOf()}/csv`]) {
    const answer = await desk.get(`${path}?${days}`).expect(422)
    expect(answer.text).toContain(sentence)
    for (const typed of new URLSearchParams(days).values()) expect(answer.text).toContain(`value="${typed}"`)
  }
  const wanted = Object.fromEntries(new URLSearchParams(days))
  const before = await db.statement.count()
  const answer = await desk.post(pathOf(), { idempotency_key: randomUUID(), ...wanted }).expect(422)
  expect(answer.text).toContain(sentence)
  expect(await db.statement.count()).toBe(before)
})

test('G-Z1 G-U1 somebody else’s statement is not found; who looks is written down', async () => {
  const { id } = await printed(desk, pathOf())
  const other = await logInAs(app, 'PATIENT')
  await other.get(`/patient/statement/${id}/pdf`).expect(404)
  expect((await other.get('/patient/statement').expect(200)).text).not.toContain(numbers.receipt)
  await desk.get(`${pathOf(other.patientId ?? '')}/${id}/pdf`).expect(404)
  await desk.get(pathOf(randomUUID())).expect(404)
  for (const role of ['DOCTOR', 'DATA_ENTRY'] as const)
    await (await logInAs(app, role)).get(pathOf()).expect(403)
  await visitor(app).get(pathOf()).expect(303)
  expect(
    await db.auditEvent.count({
      where: { patientId, actorId: desk.accountId, action: { in: ['statement.view', 'statement.create'] } },
    }),
  ).toBeGreaterThan(3)
})
