import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { printedCode } from '../../src/verification/printing.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { pdfOf } from '../support/pdf.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'
import { balanceOf, crediting, invoiced, paid } from './billed.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

const two = [
  { description: 'Oxygen at home', minor: 100_000n, tax: 1_800 },
  { description: 'Nurse visit', minor: 50_000n },
]
const addressOf = (invoiceId: string) => `/reception/invoices/${invoiceId}/credit-notes`

async function credit(invoiceId: string, form: Record<string, string | string[]>) {
  const answer = await desk.post(addressOf(invoiceId), form).expect(303)
  return String(answer.headers.location).split('/').at(-1) ?? ''
}

test('A-17 G-C9 E-13 a cashier credits a part of a line: page, PDF and database say the same, and the patient reads it', async () => {
  const person = await createPerson('PATIENT', 'Sunita Joshi')
  await db.patient.update({ where: { id: person.patientId ?? '' }, data: { localName: 'सुनीता जोशी' } })
  const invoice = await invoiced(person.patientId ?? '', two)
  const form = await desk.get(`${addressOf(invoice.id)}/new`).expect(200)
  expect(form.text).toContain('Up to ₹1,000.00 before tax; ₹180.00 of tax goes with it')
  const id = await credit(invoice.id, { ...crediting(['250.50', '']), ...hidden(form.text) })

  const row = await db.creditNote.findUniqueOrThrow({ where: { id }, include: { lines: true } })
  expect(row.totalMinor).toBe(29_559n)
  expect(row.lines.map(({ netMinor, taxMinor }) => [netMinor, taxMinor])).toEqual([[25_050n, 4_509n]])
  expect(row.number).toMatch(/^CRN-\d{4}-\d{6}$/)
  expect(await balanceOf(invoice.id)).toMatchObject({ creditedMinor: 29_559n, paidMinor: 0n })

  const own = await logIn(app, person)
  const page = await own.get(`/patient/credit-notes/${id}`).expect(200)
  const { answer, text, pages } = await pdfOf(own, `/patient/credit-notes/${id}/pdf`)
  expect(answer.headers['content-disposition']).toBe(`attachment; filename=${row.number}.pdf`)
  for (const words of [
    ...[row.number, invoice.number, 'Sunita Joshi', 'Oxygen at home', 'Billed by mistake.'],
    ...['₹250.50', 'Tax of 18 % on ₹250.50', '₹45.09', '₹295.59'],
    'Rupees Two Hundred Ninety-Five and Fifty-Nine Paise Only',
  ]) {
    expect(page.text, 'page').toContain(words)
    expect(text, 'PDF').toContain(words)
  }
  expect(text).toContain(`Page 1 of ${pages.length}`)
  const code = await printedCode(db, 'CREDIT_NOTE', id)
  expect(text.replaceAll('-', '')).toContain(code)
  const mails = await db.message.findMany({ where: { kind: 'credit-note-ready' } })
  expect(mails.map(({ recipientAddress }) => recipientAddress)).toEqual([person.email])
  const notices = await db.message.findMany({ where: { accountId: person.accountId, channel: 'IN_APP' } })
  expect(notices.map(({ subject, link }) => [subject, link])).toEqual([
    [`${invoice.number} was corrected: ₹295.59 of it was taken off.`, `/patient/credit-notes/${id}`],
  ])
})

test('A-17 what is credited of a paid invoice becomes the patient’s credit, the latest payment first', async () => {
  const { id: patientId } = await createPatient()
  const invoice = await invoiced(patientId, two)
  const day = (n: number) => new Date(Date.UTC(2026, 9, n))
  const early = await paid(patientId, 100_000n, { puts: [[invoice.id, 100_000n]], at: day(1) })
  const late = await paid(patientId, 60_000n, { puts: [[invoice.id, 60_000n]], at: day(2) })
  const preview = await desk
    .post(addressOf(invoice.id), { ...crediting(['1000', ''], ''), preview: 'on' })
    .expect(200)
  expect(preview.text).toContain('₹1,180.00')
  // 1,680 were asked and 1,600 paid: 80 were owed still.
  expect(preview.text).toContain('₹1,100.00 of it was paid already')
  expect(await db.creditNote.count({ where: { invoiceId: invoice.id } })).toBe(0)

  const id = await credit(invoice.id, crediting(['1000', '']))
  const payments = await db.payment.findMany({ where: { patientId }, orderBy: { receivedAt: 'asc' } })
  expect(payments.map(({ allocatedMinor }) => allocatedMinor)).toEqual([50_000n, 0n])
  expect(await balanceOf(invoice.id)).toMatchObject({ creditedMinor: 118_000n, paidMinor: 50_000n })
  const page = await desk.get(`/reception/credit-notes/${id}`).expect(200)
  for (const words of [early.number, late.number, '₹500.00', '₹600.00']) expect(page.text).toContain(words)
})

test('E-13 once all of an invoice is credited, the printed invoice is superseded and nothing more can be credited', async () => {
  const { id: patientId } = await createPatient()
  const invoice = await invoiced(patientId, two)
  const code = await printedCode(db, 'INVOICE', invoice.id)
  await credit(invoice.id, crediting(['', '500']))
  expect((await visitor(app).get(`/verify/${code}`).expect(200)).text).toContain('Genuine')
  await credit(invoice.id, { ...crediting(['not read']), whole: 'on' })
  expect((await visitor(app).get(`/verify/${code}`).expect(200)).text).toContain('Superseded')
  expect(await balanceOf(invoice.id)).toMatchObject({ creditedMinor: 168_000n })
  const page = await desk.get(`${addressOf(invoice.id)}/new`).expect(200)
  expect(page.text).toContain(`Nothing is left of invoice ${invoice.number} to be credited.`)
  const refused = await desk.post(addressOf(invoice.id), { ...crediting([]), whole: 'on' }).expect(422)
  expect(refused.text).toContain('Nothing is left of invoice')
})

test.each([
  ['a negative amount', ['-5'], 'Enter an amount like 1250'],
  ['too many decimals', ['1.005'], 'Enter an amount like 1250'],
  ['more than is left', ['1000.01'], 'Only ₹1,000.00 is left of this line.'],
  ['nothing at all', ['', ''], 'Enter how much is credited beside one line or more.'],
  ['more lines than there are', ['1', '1', '1'], 'This form does not fit the invoice.'],
])(
  'E-13 %s is refused with a sentence, the form as typed, the books unchanged',
  async (_, amount, sentence) => {
    const { id: patientId } = await createPatient()
    const invoice = await invoiced(patientId, two)
    const answer = await desk.post(addressOf(invoice.id), crediting(amount, 'As "typed"')).expect(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('As &#34;typed&#34;')
    if (amount[0]) expect(answer.text).toContain(`value="${amount[0]}"`)
    expect(await balanceOf(invoice.id)).toMatchObject({ creditedMinor: 0n })
  },
)

test('E-13 a credit note without a reason, and one on a void invoice, are refused', async () => {
  const { id: patientId } = await createPatient()
  const invoice = await invoiced(patientId, two)
  const silent = await desk.post(addressOf(invoice.id), crediting(['10'], '')).expect(422)
  expect(silent.text).toContain('Say why this is credited.')
  await db.invoiceVoiding.create({
    data: { invoiceId: invoice.id, reason: 'Twice', voidedAt: new Date(), voidedById: desk.accountId },
  })
  const refused = await desk.post(addressOf(invoice.id), crediting(['10'])).expect(422)
  expect(refused.text).toContain('is void: nothing is credited on it.')
})

test('G-C3 G-C4 the same form twenty times is one credit note; two cashiers never credit more than there is', async () => {
  const { id: patientId } = await createPatient()
  const invoice = await invoiced(patientId, two)
  await paid(patientId, 168_000n, { puts: [[invoice.id, 168_000n]] })
  const same = crediting(['100', ''])
  const answers = await Promise.all(Array.from({ length: 20 }, () => desk.post(addressOf(invoice.id), same)))
  expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
  await desk.post(addressOf(invoice.id), same).expect(303)
  expect(await db.creditNote.count({ where: { invoiceId: invoice.id } })).toBe(1)

  const other = await logInAs(app, 'ADMIN')
  const raced = await Promise.all([
    ...Array.from({ length: 3 }, () => desk.post(addressOf(invoice.id), crediting(['600', '']))),
    ...Array.from({ length: 3 }, () =>
      other.post(`/admin/invoices/${invoice.id}/credit-notes`, crediting(['600', ''])),
    ),
  ])
  expect(raced.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422, 422, 422])
  // 700 with 18 %: 826 of the 1,680 that were paid.
  expect(await balanceOf(invoice.id)).toMatchObject({ creditedMinor: 82_600n, paidMinor: 85_400n })
  const numbers = await db.creditNote.findMany({ orderBy: { number: 'asc' }, select: { number: true } })
  const counts = numbers.map(({ number }) => Number(number.split('-').at(-1)))
  expect(counts).toEqual(counts.map((_, index) => index + 1))
})

test('G-Z1 somebody else’s credit note is not found, and a patient issues none', async () => {
  const { id: patientId } = await createPatient({ name: 'Whose Note' })
  const invoice = await invoiced(patientId, two)
  const id = await credit(invoice.id, crediting(['10']))
  const other = await logInAs(app, 'PATIENT')
  for (const path of [`/patient/credit-notes/${id}`, `/patient/credit-notes/${id}/pdf`])
    expect((await other.get(path).expect(404)).text).not.toContain('Whose Note')
  await other.get(`/patient/invoices/${invoice.id}/credit-notes/new`).expect(404)
  await desk.get(`/reception/credit-notes/${randomUUID()}`).expect(404)
  await desk.post(addressOf(randomUUID()), crediting(['1'])).expect(404)
  for (const role of ['DOCTOR', 'DATA_ENTRY'] as const) {
    const staff = await logInAs(app, role)
    await staff.get(`/reception/credit-notes/${id}`).expect(403)
  }
  await visitor(app).get(`/reception/credit-notes/${id}`).expect(303)
})

test('a credit note and its form take few statements, and no more for more lines', async () => {
  const { id: patientId } = await createPatient()
  const asked = async (many: number) => {
    const lines = Array.from({ length: many }, () => ({ minor: 10_000n, tax: 1_800 }))
    const invoice = await invoiced(patientId, lines)
    await paid(patientId, 5_000n, { puts: [[invoice.id, 5_000n]] })
    const id = await credit(invoice.id, crediting(Array.from({ length: many }, () => '90')))
    const paths = [`/reception/credit-notes/${id}`, `${addressOf(invoice.id)}/new`]
    const counts: number[] = []
    for (const path of paths) counts.push(await statementsOf(() => desk.get(path).expect(200)))
    return counts
  }
  // The page of the account asks once for itself.
  const frame = (await statementsOf(() => desk.get('/reception/account').expect(200))) - 1
  const few = await asked(1)
  expect(await asked(20)).toEqual(few)
  for (const count of few) expect(count - frame).toBeLessThanOrEqual(8)
})
