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

describe('bad input: a sentence beside the field, nothing lost, nothing half-saved', () => {
  test.each([
    ['potassium', '1,200', 'Write a point for decimals, and nothing between thousands.'],
    ['potassium', '4.2 mmol/L', 'Enter only the number; its unit is mmol/L.'],
    ['potassium', '42', 'A value above 15 is not possible.'],
    ['potassium', '4.25', 'Use 1 decimals or fewer.'],
    ['sodium', '140.5', 'Enter a whole number.'],
  ])('%s %s', async (code, typed, sentence) => {
    const { id } = await electrolytes(app)
    const answer = await postResult(clerk, id, { ...normal, [code]: typed }, { comment: 'Kept' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`<a href="#field-value_${code}">${sentence}`)
    expect(answer.text).toContain(`value="${typed}"`)
    expect(answer.text).toContain('Kept')
    expect(answer.text).toMatch(new RegExp(`id="field-value_${code}"[^>]* autofocus>`))
    expect(await db.testResult.count({ where: { orderId: id } })).toBe(0)
  })

  test('an empty value is not taken for "not measured"', async () => {
    const { id } = await electrolytes(app)
    const answer = await postResult(clerk, id, { sodium: '140' }, { partial: '' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Enter the value, or say below that it was not measured.')
    const nothing = await postResult(clerk, id, {})
    expect(nothing.text).toContain('Enter at least one value, or a comment.')
  })

  test('a critical value asks once more before it is saved; another value asks again', async () => {
    const { id } = await electrolytes(app)
    const first = await postResult(clerk, id, { ...normal, potassium: '6.9' })
    expect(first.status).toBe(422)
    expect(first.text).toContain('Yes, it was measured again')
    expect(first.text).toContain('Critically high')
    expect(first.text).toContain('value="potassium=6.9"')
    const other = await postResult(clerk, id, { ...normal, potassium: '7.4' }, { again: 'potassium=6.9' })
    expect(other.status).toBe(422)
    expect(await db.testResult.count({ where: { orderId: id } })).toBe(0)
    const sure = await postResult(clerk, id, { ...normal, potassium: '6.9' }, { again: 'potassium=6.9' })
    expect(sure.status).toBe(303)
    expect((await orderOf(id)).results[0]).toMatchObject({ isCritical: true })
  })

  test('a value far from what is expected asks, too', async () => {
    const { id } = await electrolytes(app, { codes: ['CBC'] })
    const answer = await postResult(clerk, id, { wbc: '90' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Yes, it was measured again')
  })

  test('a result for an order that was cancelled is refused, and what was typed is still there', async () => {
    const { id, doctor, patient } = await electrolytes(app)
    const page = await clerk.get(`/records/orders/${id}`)
    const here = `/doctor/patients/${patient.id}/orders/${id}`
    const key = hidden((await doctor.get(`${here}/cancellation/new`)).text)
    await doctor.post(`${here}/cancellation`, { reason: 'Not needed', ...key }).expect(303)
    const form = { ...(await filled(id, { ...normal, sodium: '139' })), save: 'FINAL', ...hidden(page.text) }
    const answer = await clerk.post(`/records/orders/${id}/results`, form)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(
      '<a href="#field-value_sodium">This order was cancelled: it takes no result.',
    )
    expect(answer.text).toContain('value="139"')
    expect(await db.testResult.count({ where: { orderId: id } })).toBe(0)
    const later = await clerk.get(`/records/orders/${id}`).expect(200)
    expect(later.text).toContain('Not needed')
    expect(later.text).not.toContain('name="save"')
  })

  test('G-Z6 a field that does not belong to the form is refused', async () => {
    const { id } = await electrolytes(app)
    expect((await postResult(clerk, id, normal, { status: 'AMENDED' })).status).toBe(422)
    expect((await postResult(clerk, id, { ...normal, glucose: '90' })).status).toBe(422)
  })
})
