import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { electrolytes, filled, normal, orderOf, postResult } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser & { accountId: string; name: string }
beforeAll(async () => {
  app = openApp()
  clerk = await logInAs(app, 'DATA_ENTRY')
})

describe('several at once', () => {
  test('G-C5 two clerks on one order: the second sees both, and keeps what was typed', async () => {
    const { id } = await electrolytes(app)
    const second = await logInAs(app, 'DATA_ENTRY')
    const page = await second.get(`/records/orders/${id}`)
    await postResult(clerk, id, normal)
    const form = { ...(await filled(id, { ...normal, sodium: '133' })), save: 'FINAL', ...hidden(page.text) }
    const late = await second.post(`/records/orders/${id}/results`, form)
    expect(late.status).toBe(409)
    expect(late.text).toContain('This record was changed while you were editing it.')
    expect(late.text).toContain('133')
    expect(late.text).toContain('140')
    // Looking at both, the second can only amend.
    expect(late.text).toContain('Why it is amended')
    expect(await db.testResult.count({ where: { orderId: id } })).toBe(1)
  })

  test('of ten clerks at the same instant one is first, the others are told', async () => {
    const { id } = await electrolytes(app)
    const clerks = await Promise.all(Array.from({ length: 10 }, () => logInAs(app, 'DATA_ENTRY')))
    const pages = await Promise.all(clerks.map((one) => one.get(`/records/orders/${id}`)))
    const values = await filled(id, normal)
    const answers = await Promise.all(
      clerks.map((one, index) =>
        one.post(`/records/orders/${id}/results`, {
          ...values,
          save: 'FINAL',
          ...hidden(pages[index]?.text ?? ''),
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 409)])
    expect(await db.testResult.count({ where: { orderId: id } })).toBe(1)
  })

  test('G-C3 20 copies of one form make one result', async () => {
    const { id } = await electrolytes(app)
    const page = await clerk.get(`/records/orders/${id}`)
    const form = { ...(await filled(id, normal)), save: 'FINAL', ...hidden(page.text) }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => clerk.post(`/records/orders/${id}/results`, form)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await db.testResult.count({ where: { orderId: id } })).toBe(1)
  })

  test('cancelled and reported at the same instant: one of both', async () => {
    const { id, doctor, patient } = await electrolytes(app)
    const page = await clerk.get(`/records/orders/${id}`)
    const here = `/doctor/patients/${patient.id}/orders/${id}`
    const key = hidden((await doctor.get(`${here}/cancellation/new`)).text)
    const form = { ...(await filled(id, normal)), save: 'FINAL', ...hidden(page.text) }
    const [cancelled, reported] = await Promise.all([
      doctor.post(`${here}/cancellation`, { reason: 'Changed my mind', ...key }),
      clerk.post(`/records/orders/${id}/results`, form),
    ])
    expect([cancelled.status, reported.status].sort()).toEqual([303, 422])
    const order = await orderOf(id)
    expect(order.results).toHaveLength(order.status === 'CANCELLED' ? 0 : 1)
  })
})
