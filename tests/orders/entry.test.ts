import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
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

describe('the desk of clinical data entry', () => {
  test('shows what waits, the most urgent first, with counts; a scanned label opens its order', async () => {
    const routine = await electrolytes(app)
    const emergency = await electrolytes(app, { priority: 'EMERGENCY' })
    const { text } = await clerk.get('/records').expect(200)
    expect(text.indexOf(`/records/orders/${emergency.id}"`)).toBeGreaterThan(0)
    expect(text.indexOf(`/records/orders/${emergency.id}"`)).toBeLessThan(
      text.indexOf(`/records/orders/${routine.id}"`),
    )
    expect(text).toContain('Emergencies')
    expect(text).toMatch(/<input[^>]* name="q"[^>]* autofocus>/)
    const scanned = await clerk.get(`/records/orders?q=o-00${routine.number}`)
    expect(scanned.headers.location).toBe(`/records/orders/${routine.id}`)
    expect((await clerk.get('/records/orders?q=nonsense')).text).toContain(
      'There is no order of this number.',
    )
  })

  test('"collected" in one press, and once only', async () => {
    const { id } = await electrolytes(app)
    const answer = await clerk.post(`/records/orders/${id}/collection`, { next: '/records' })
    expect(answer.headers.location).toBe('/records')
    expect((await orderOf(id)).collectedAt).not.toBeNull()
    const twice = await clerk.post(`/records/orders/${id}/collection`)
    expect(twice.status).toBe(409)
    expect(twice.text).toContain('The specimen of this order is taken already.')
  })
})

describe('D-01 D-04 a result by keyboard, without JavaScript', () => {
  test('Enter looks first: goes on to the next empty field, then asks to save; nothing is saved before', async () => {
    const { id } = await electrolytes(app)
    const page = await clerk.get(`/records/orders/${id}`).expect(200)
    expect(page.text).toContain('Expected from 3.5 to 5.1')
    expect(page.text).toContain('mmol/L')
    expect(page.text).toMatch(/id="field-value_sodium"[^>]* autofocus>/)
    // The first button of the form is what Enter presses.
    expect(page.text.match(/<button type="submit"[^>]*name="save" value="(\w+)"/)?.[1]).toBe('check')
    const half = {
      ...(await filled(id, { sodium: '140', potassium: '4.2' })),
      partial: '',
      save: 'check',
      ...hidden(page.text),
    }
    const on = await clerk.post(`/records/orders/${id}/results`, half).expect(200)
    expect(on.text).toContain('Still empty: 2.')
    expect(on.text).toMatch(/id="field-value_chloride"[^>]* autofocus>/)
    const all = { ...half, value_chloride: '101', value_bicarbonate: '25' }
    const looked = await clerk.post(`/records/orders/${id}/results`, all).expect(200)
    expect(looked.text.match(/<button type="submit"[^>]*name="save" value="(\w+)"/)?.[1]).toBe('FINAL')
    expect(await db.testResult.count({ where: { orderId: id } })).toBe(0)
    const saved = await clerk.post(`/records/orders/${id}/results`, {
      ...all,
      save: 'FINAL',
      ...hidden(looked.text),
    })
    expect(saved.headers.location).toBe('/records')
    expect((await clerk.get('/records')).text).toContain('the result is final.')
  })

  test('is kept with its units, ranges and flags; the order is done', async () => {
    const { id } = await electrolytes(app, { codes: ['ELEC'] })
    await postResult(
      clerk,
      id,
      { ...normal, potassium: '5.4', sodium: '130' },
      { comment: 'Slightly haemolysed' },
    )
    const order = await orderOf(id)
    expect(order).toMatchObject({ status: 'COMPLETED', version: 2 })
    expect(order.results).toMatchObject([
      {
        version: 1,
        status: 'FINAL',
        comment: 'Slightly haemolysed',
        isAbnormal: true,
        isCritical: false,
        recordedById: clerk.accountId,
      },
    ])
    expect(
      order.results[0]?.values.map(({ code, unit, flag, low }) => [code, unit, flag, Number(low)]),
    ).toEqual([
      ['sodium', 'mmol/L', 'LOW', 136],
      ['potassium', 'mmol/L', 'HIGH', 3.5],
      ['chloride', 'mmol/L', 'NORMAL', expect.any(Number)],
      ['bicarbonate', 'mmol/L', 'NORMAL', expect.any(Number)],
    ])
    expect(await db.auditEvent.count({ where: { action: 'result.record', subjectId: id } })).toBe(1)
  })

  test('choices and words: a test of findings in text, a test with answers to choose', async () => {
    const film = await electrolytes(app, { codes: ['XR-CHEST'] })
    await postResult(clerk, film.id, { findings: 'Clear lungs.', impression: 'Normal.' })
    expect((await orderOf(film.id)).results[0]?.values.map(({ text, flag }) => [text, flag])).toEqual([
      ['Clear lungs.', null],
      ['Normal.', null],
    ])
    const swab = await electrolytes(app, { codes: ['COVID-PCR'] })
    const wrong = await postResult(clerk, swab.id, { 'sars-cov-2': 'Perhaps' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Choose one of the list.')
    await postResult(clerk, swab.id, { 'sars-cov-2': 'Detected' })
    expect((await orderOf(swab.id)).results[0]).toMatchObject({ isAbnormal: true })
  })

  test('preliminary first, final later: each is a version', async () => {
    const { id } = await electrolytes(app)
    await postResult(clerk, id, normal, { save: 'PRELIMINARY' })
    expect((await orderOf(id)).status).toBe('PRELIMINARY')
    await postResult(clerk, id, { ...normal, potassium: '4.4' }, { save: 'PRELIMINARY' })
    await postResult(clerk, id, { ...normal, potassium: '4.5' })
    const order = await orderOf(id)
    expect(order.status).toBe('COMPLETED')
    expect(order.results.map(({ version, status }) => [version, status])).toEqual([
      [1, 'PRELIMINARY'],
      [2, 'PRELIMINARY'],
      [3, 'FINAL'],
    ])
  })

  test('G-C6 a final result is only amended, with a reason; both versions are shown', async () => {
    const { id, doctor, patient } = await electrolytes(app)
    await postResult(clerk, id, normal)
    const without = await postResult(clerk, id, { ...normal, sodium: '144' })
    expect(without.status).toBe(422)
    expect(without.text).toContain('Enter why it is amended.')
    expect(without.text).toContain('value="144"')
    const done = await postResult(clerk, id, { ...normal, sodium: '144' }, { reason: 'Tubes were swapped' })
    expect(done.status).toBe(303)
    for (const page of [
      await clerk.get(`/records/orders/${id}`),
      await doctor.get(`/doctor/patients/${patient.id}/orders/${id}`),
    ]) {
      expect(page.text).toContain('Tubes were swapped')
      expect(page.text).toMatch(/>140</)
      expect(page.text).toMatch(/>144</)
    }
    expect((await orderOf(id)).events.map(({ kind }) => kind)).toContain('AMENDED')
  })
})

test('D-04 a file that came for the order is named by the result that is recorded next', async () => {
  const { id, patient } = await electrolytes(app)
  expect((await clerk.get(`/records/orders/${id}`)).text).toContain(
    `href="/records/documents/new?order=${id}"`,
  )
  const file = await db.storedFile.create({
    data: { originalName: 'report.pdf', mediaType: 'application/pdf', size: 10, sha256: 'x' },
    select: { id: true },
  })
  const document = await db.document.create({
    data: {
      ...{
        patientId: patient.id,
        orderId: id,
        fileId: file.id,
        kind: 'LAB_REPORT',
        title: 'Laboratory sheet',
      },
      ...{ day: new Date('2026-11-21'), uploadedById: clerk.accountId },
    },
    select: { id: true },
  })
  await postResult(clerk, id, normal)
  await postResult(clerk, id, { ...normal, sodium: '141' }, { reason: 'Put right' })
  expect((await orderOf(id)).results.map(({ documentId }) => documentId)).toEqual([document.id, document.id])
})

describe('G-Z7 who sees what', () => {
  test('data entry sees of the patient what the order needs, and no record', async () => {
    const { id, patient } = await electrolytes(app)
    await db.patient.update({
      where: { id: patient.id },
      data: { phone: '+919812345678', address: '12 Secret Lane', medicalHistory: 'Epilepsy' },
    })
    const { text } = await clerk.get(`/records/orders/${id}`)
    for (const secret of ['98123', 'Secret Lane', 'Epilepsy']) expect(text).not.toContain(secret)
    for (const path of [`/doctor/patients/${patient.id}`, `/admin/patients/${patient.id}/orders/${id}`])
      await clerk.get(path).expect(403)
  })

  test('nobody else records results; visitors log in', async () => {
    const { id } = await electrolytes(app)
    for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'ADMIN'] as const) {
      const other = await logInAs(app, role)
      await other.get(`/records/orders/${id}`).expect(403)
      await other.post(`/records/orders/${id}/results`, { save: 'FINAL' }).expect(403)
    }
    await visitor(app).get(`/records/orders/${id}`).expect(303)
    await clerk.get('/records/orders/018f0000-0000-7000-8000-000000000000').expect(404)
  })
})
