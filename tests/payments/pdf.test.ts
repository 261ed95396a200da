import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { pdfOf } from '../support/pdf.js'
import { createPatient, logInAs } from '../support/people.js'
import { advance, type Cashier, invoiceOf, money, pay, taken } from './billed.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Cashier
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

test('E-12 E-13 G-O1 a receipt is printed with its amount in words, the name in its own script, page x of y and the code to check it', async () => {
  const patient = await createPatient({ name: 'Sunita Joshi' })
  await db.patient.update({ where: { id: patient.id }, data: { localName: 'सुनीता जोशी' } })
  const invoice = await invoiceOf(patient.id, desk.accountId, 12_345_675n)
  const payment = await taken(
    pay(
      desk,
      invoice.id,
      money('1,23,456.75', { method: 'INSURER', payer: 'Star Health (TPA)', reference: 'ADV-9' }),
    ),
  )
  const { answer, text, pages } = await pdfOf(desk, `/reception/payments/${payment.id}/pdf`)
  expect(answer.headers['content-disposition']).toBe(`attachment; filename=${payment.number}.pdf`)
  const printed = await db.printedDocument.findFirstOrThrow({
    where: { subjectId: payment.id, kind: 'RECEIPT' },
  })
  for (const words of [
    ...[
      payment.number,
      'Sunita Joshi',
      invoice.number,
      '₹1,23,456.75',
      'Insurer',
      'Star Health (TPA)',
      'ADV-9',
    ],
    'In words: Rupees One Lakh Twenty-Three Thousand Four Hundred Fifty-Six and Seventy-Five Paise Only',
    ...['Page 1 of 1', printed.code.match(/.{1,4}/g)?.join('-') ?? '', 'Is this paper genuine?'],
  ])
    expect(text).toContain(words)
  expect(text.normalize('NFC')).toMatch(/[\u0900-\u097f]/)
  expect(pages).toHaveLength(1)
  const page = await desk.get(`/reception/payments/${payment.id}`).expect(200)
  expect(page.text).toContain('₹1,23,456.75')
})

test('a receipt reads the same whatever becomes of its money, and of the patient’s name', async () => {
  const patient = await createPatient({ name: 'Kavita Rane' })
  const payment = await taken(advance(desk, patient.id, money('500')))
  const path = `/reception/payments/${payment.id}/pdf`
  const before = await pdfOf(desk, path)
  expect(before.text).toContain('kept as the patient’s credit')
  const invoice = await invoiceOf(patient.id, desk.accountId)
  await desk
    .post(`/reception/invoices/${invoice.id}/credit-use`, {
      idempotency_key: crypto.randomUUID(),
      credit: '200',
    })
    .expect(303)
  await db.patient.update({ where: { id: patient.id }, data: { name: 'Another Name' } })
  const after = await pdfOf(desk, path)
  expect(after.text).toBe(before.text)
  expect(Buffer.compare(before.answer.body, after.answer.body)).toBe(0)
})
