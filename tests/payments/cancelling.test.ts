import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { pdfOf } from '../support/pdf.js'
import { createPatient, logInAs } from '../support/people.js'
import { advance, balanceOf, type Cashier, cash, money, openCounter, owing, pay, taken } from './billed.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Cashier
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  await openCounter(desk)
})

const cancel = (cashier: Cashier, id: string, base = '/reception', reason = 'Typed twice') =>
  cashier.post(`${base}/payments/${id}/cancellation`, { idempotency_key: randomUUID(), reason })

test('G-C4 a receipt typed wrongly is cancelled with a reason: its number stays, what it paid is owed again, its paper is superseded', async () => {
  const { invoice } = await owing(desk)
  const payment = await taken(pay(desk, invoice.id, cash('600')))
  const before = await pdfOf(desk, `/reception/payments/${payment.id}/pdf`)
  expect(before.text).not.toContain('cancelled')
  const page = await desk.get(`/reception/payments/${payment.id}/cancellation/new`).expect(200)
  expect(page.text).toContain('What it paid is owed again.')
  const unsaid = await desk
    .post(`/reception/payments/${payment.id}/cancellation`, { ...hidden(page.text), reason: '' })
    .expect(422)
  expect(unsaid.text).toContain('Enter why this receipt is cancelled.')
  await cancel(desk, payment.id).expect(303)
  expect(await balanceOf(invoice.id)).toMatchObject({ paidMinor: 0n })
  const row = await db.payment.findUniqueOrThrow({ where: { id: payment.id } })
  expect(row).toMatchObject({ allocatedMinor: 0n, cancelReason: 'Typed twice', number: payment.number })
  const receipt = await desk.get(`/reception/payments/${payment.id}`).expect(200)
  expect(receipt.text).toContain('This receipt was cancelled')
  expect((await pdfOf(desk, `/reception/payments/${payment.id}/pdf`)).text).toContain(
    'counts no more: Typed twice',
  )
  const printed = await db.printedDocument.findFirstOrThrow({ where: { subjectId: payment.id } })
  expect(printed.supersededAt).not.toBeNull()
  const again = await cancel(desk, payment.id).expect(422)
  expect(again.text).toContain('This payment was cancelled already.')
})

test('it is not cancelled by another cashier, after the counter was closed, on another day, or once something goes back', async () => {
  const cashier = await logInAs(app, 'RECEPTIONIST')
  const admin = await logInAs(app, 'ADMIN')
  await openCounter(cashier, '0')
  const { id: patientId } = await createPatient()
  const [first, second] = [
    await taken(advance(cashier, patientId, money('10'))),
    await taken(advance(cashier, patientId, money('20'))),
  ]
  expect((await cancel(desk, first.id).expect(422)).text).toContain('Only the cashier at whose counter')
  await cancel(admin, first.id, '/admin').expect(303)
  await cashier
    .post('/reception/counter/closing', { idempotency_key: randomUUID(), other: '', note: '' })
    .expect(303)
  expect((await cancel(cashier, second.id).expect(422)).text).toContain(
    'The counter at which this was taken is closed.',
  )

  const old = await taken(advance(cashier, patientId, money('30')))
  expect(old.sessionId).toBeNull()
  const today = await taken(advance(cashier, patientId, money('40')))
  await cashier
    .post(`/reception/payments/${today.id}/refunds`, {
      idempotency_key: randomUUID(),
      amount: '1',
      reason: 'Too much',
    })
    .expect(303)
  expect((await cancel(cashier, today.id).expect(422)).text).toContain('was given back, or is to be')
  await cancel(cashier, old.id).expect(303)
})
