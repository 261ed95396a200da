import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { electrolytes, orderOf } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser & { accountId: string; name: string }
beforeAll(async () => {
  app = openApp()
  clerk = await logInAs(app, 'DATA_ENTRY')
})

describe('D-02 F-17 a treatment is given', () => {
  const given = async (id: string, form: Record<string, string> = {}) => {
    const page = await clerk.get(`/records/orders/${id}`).expect(200)
    const day = page.text.match(/id="field-day" name="day" value="([^"]*)"/)?.[1] ?? ''
    const time = page.text.match(/id="field-time" name="time" value="([^"]*)"/)?.[1] ?? ''
    const filledIn = { day, time, givenById: clerk.accountId, note: 'Well borne', ...form }
    return clerk.post(`/records/orders/${id}/administration`, { ...filledIn, ...hidden(page.text) })
  }

  test('when, by whom, with a note; the doctor reads it', async () => {
    const { id, doctor, patient } = await electrolytes(app, { codes: ['NEB'], question: '2.5 mg salbutamol' })
    expect((await clerk.get(`/records/orders/${id}`)).text).toContain('2.5 mg salbutamol')
    expect((await given(id)).status).toBe(303)
    expect(await orderOf(id)).toMatchObject({
      status: 'COMPLETED',
      givenById: clerk.accountId,
      givenNote: 'Well borne',
    })
    const page = await doctor.get(`/doctor/patients/${patient.id}/orders/${id}`)
    expect(page.text).toContain('Well borne')
    expect(page.text).toContain('Treatment given')
    expect((await given(id).catch(() => ({ status: 0 }))).status).not.toBe(303)
  })

  test('a doctor records it, too', async () => {
    const { id, doctor, patient } = await electrolytes(app, { codes: ['NEB'] })
    const here = `/doctor/patients/${patient.id}/orders/${id}`
    const page = await doctor.get(here)
    const day = page.text.match(/id="field-day" name="day" value="([^"]*)"/)?.[1] ?? ''
    const time = page.text.match(/id="field-time" name="time" value="([^"]*)"/)?.[1] ?? ''
    const form = { day, time, givenById: doctor.accountId, note: '', ...hidden(page.text) }
    await doctor.post(`${here}/administration`, form).expect(303)
    expect((await orderOf(id)).status).toBe('COMPLETED')
  })

  test.each([
    [{ day: '2199-01-01' }, 'This is in the future.'],
    [{ day: '2020-01-01' }, 'This is before it was ordered.'],
    [{ givenById: '' }, 'Choose who gave it.'],
    [{ givenById: '018f0000-0000-7000-8000-000000000000' }, 'Choose who gave it.'],
    [{ time: '' }, 'Enter the time at which it was given.'],
  ])('%j is refused', async (mistake, sentence) => {
    const { id } = await electrolytes(app, { codes: ['NEB'] })
    const answer = await given(id, mistake)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('Well borne')
  })

  test('it takes no result', async () => {
    const { id } = await electrolytes(app, { codes: ['NEB'] })
    const key = hidden((await clerk.get(`/records/orders/${id}`)).text)
    const form = { comment: 'x', save: 'FINAL', version: '0', ...key }
    const answer = await clerk.post(`/records/orders/${id}/results`, form)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This is a treatment: it has no result.')
  })
})
