import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { doctorWithPatient, filled, itemId, ordered, postResult } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser & { accountId: string; name: string }
beforeAll(async () => {
  app = openApp()
  clerk = await logInAs(app, 'DATA_ENTRY')
})

const normal = { sodium: '140', potassium: '4.2', chloride: '101', bicarbonate: '25' }
const orderOf = (id: string) =>
  db.clinicalOrder.findUniqueOrThrow({
    where: { id },
    include: {
      results: { orderBy: { version: 'asc' }, include: { values: { orderBy: { position: 'asc' } } } },
      events: true,
    },
  })

async function electrolytes(
  wanted: Parameters<typeof ordered>[2] = {},
  who: Parameters<typeof doctorWithPatient>[1] = {},
) {
  const { doctor, patient } = await doctorWithPatient(app, who)
  return { doctor, patient, ...(await ordered(doctor, patient.id, wanted)) }
}

describe('the desk of clinical data entry', () => {
  test('shows what waits, the most urgent first, with counts; a scanned label opens its order', async () => {
    const routine = await electrolytes()
    const emergency = await electrolytes({ priority: 'EMERGENCY' })
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
    const { id } = await electrolytes()
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
    const { id } = await electrolytes()
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
    const { id } = await electrolytes({ codes: ['ELEC'] })
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
    const film = await electrolytes({ codes: ['XR-CHEST'] })
    await postResult(clerk, film.id, { findings: 'Clear lungs.', impression: 'Normal.' })
    expect((await orderOf(film.id)).results[0]?.values.map(({ text, flag }) => [text, flag])).toEqual([
      ['Clear lungs.', null],
      ['Normal.', null],
    ])
    const swab = await electrolytes({ codes: ['COVID-PCR'] })
    const wrong = await postResult(clerk, swab.id, { 'sars-cov-2': 'Perhaps' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Choose one of the list.')
    await postResult(clerk, swab.id, { 'sars-cov-2': 'Detected' })
    expect((await orderOf(swab.id)).results[0]).toMatchObject({ isAbnormal: true })
  })

  test('preliminary first, final later: each is a version', async () => {
    const { id } = await electrolytes()
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
    const { id, doctor, patient } = await electrolytes()
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
  const { id, patient } = await electrolytes()
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

describe('bad input: a sentence beside the field, nothing lost, nothing half-saved', () => {
  test.each([
    ['potassium', '4,2', 'Write a point for decimals, and nothing between thousands.'],
    ['potassium', '4.2 mmol/L', 'Enter only the number; its unit is mmol/L.'],
    ['potassium', '42', 'A value above 15 is not possible.'],
    ['potassium', '4.25', 'Use 1 decimals or fewer.'],
    ['sodium', '140.5', 'Enter a whole number.'],
  ])('%s %s', async (code, typed, sentence) => {
    const { id } = await electrolytes()
    const answer = await postResult(clerk, id, { ...normal, [code]: typed }, { comment: 'Kept' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`<a href="#field-value_${code}">${sentence}`)
    expect(answer.text).toContain(`value="${typed}"`)
    expect(answer.text).toContain('Kept')
    expect(answer.text).toMatch(new RegExp(`id="field-value_${code}"[^>]* autofocus>`))
    expect(await db.testResult.count({ where: { orderId: id } })).toBe(0)
  })

  test('an empty value is not taken for "not measured"', async () => {
    const { id } = await electrolytes()
    const answer = await postResult(clerk, id, { sodium: '140' }, { partial: '' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Enter the value, or say below that it was not measured.')
    const nothing = await postResult(clerk, id, {})
    expect(nothing.text).toContain('Enter at least one value, or a comment.')
  })

  test('a critical value asks once more before it is saved; another value asks again', async () => {
    const { id } = await electrolytes()
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
    const { id } = await electrolytes({ codes: ['CBC'] })
    const answer = await postResult(clerk, id, { wbc: '90' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Yes, it was measured again')
  })

  test('a result for an order that was cancelled is refused, and what was typed is still there', async () => {
    const { id, doctor, patient } = await electrolytes()
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
    const { id } = await electrolytes()
    expect((await postResult(clerk, id, normal, { status: 'AMENDED' })).status).toBe(422)
    expect((await postResult(clerk, id, { ...normal, glucose: '90' })).status).toBe(422)
  })
})

describe('several at once', () => {
  test('G-C5 two clerks on one order: the second sees both, and keeps what was typed', async () => {
    const { id } = await electrolytes()
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
    const { id } = await electrolytes()
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
    const { id } = await electrolytes()
    const page = await clerk.get(`/records/orders/${id}`)
    const form = { ...(await filled(id, normal)), save: 'FINAL', ...hidden(page.text) }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => clerk.post(`/records/orders/${id}/results`, form)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await db.testResult.count({ where: { orderId: id } })).toBe(1)
  })

  test('cancelled and reported at the same instant: one of both', async () => {
    const { id, doctor, patient } = await electrolytes()
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

describe('the range of this patient', () => {
  test('by sex, and where none fits the page says so', async () => {
    const man = await electrolytes({ codes: ['CBC'] }, { sex: 'MALE' })
    const woman = await electrolytes({ codes: ['CBC'] }, { sex: 'FEMALE' })
    expect((await clerk.get(`/records/orders/${man.id}`)).text).toContain('Expected from 13.0 to 17.0')
    expect((await clerk.get(`/records/orders/${woman.id}`)).text).toContain('Expected from 12.0 to 15.0')
    const parameter = await db.testParameter.findFirstOrThrow({
      where: { code: 'haemoglobin', itemId: await itemId('CBC') },
    })
    const ranges = await db.referenceRange.findMany({ where: { parameterId: parameter.id } })
    await db.referenceRange.deleteMany({ where: { parameterId: parameter.id } })
    expect((await clerk.get(`/records/orders/${man.id}`)).text).toContain(
      'There is no range for this patient.',
    )
    await db.referenceRange.createMany({ data: ranges })
  })

  test('by the age when the specimen was taken', async () => {
    const { id, patient } = await electrolytes({ codes: ['CBC'] })
    const taken = new Date('2026-10-05T05:00:00Z')
    await db.patient.update({ where: { id: patient.id }, data: { dateOfBirth: new Date('2026-10-01') } })
    await db.clinicalOrder.update({ where: { id }, data: { status: 'COLLECTED', collectedAt: taken } })
    expect((await clerk.get(`/records/orders/${id}`)).text).toContain('Expected from 14.0 to 22.0')
    await postResult(clerk, id, { haemoglobin: '13.5' })
    expect((await orderOf(id)).results[0]?.values[0]).toMatchObject({ flag: 'LOW' })
  })

  test('without a date of birth that of an adult, and the page says so', async () => {
    const { id } = await electrolytes({}, { born: null })
    expect((await clerk.get(`/records/orders/${id}`)).text).toContain('The date of birth is not recorded')
  })
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
    const { id, doctor, patient } = await electrolytes({ codes: ['NEB'], question: '2.5 mg salbutamol' })
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
    const { id, doctor, patient } = await electrolytes({ codes: ['NEB'] })
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
    const { id } = await electrolytes({ codes: ['NEB'] })
    const answer = await given(id, mistake)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('Well borne')
  })

  test('it takes no result', async () => {
    const { id } = await electrolytes({ codes: ['NEB'] })
    const key = hidden((await clerk.get(`/records/orders/${id}`)).text)
    const form = { comment: 'x', save: 'FINAL', version: '0', ...key }
    const answer = await clerk.post(`/records/orders/${id}/results`, form)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This is a treatment: it has no result.')
  })
})

describe('G-Z7 who sees what', () => {
  test('data entry sees of the patient what the order needs, and no record', async () => {
    const { id, patient } = await electrolytes()
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
    const { id } = await electrolytes()
    for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'ADMIN'] as const) {
      const other = await logInAs(app, role)
      await other.get(`/records/orders/${id}`).expect(403)
      await other.post(`/records/orders/${id}/results`, { save: 'FINAL' }).expect(403)
    }
    await visitor(app).get(`/records/orders/${id}`).expect(303)
    await clerk.get('/records/orders/018f0000-0000-7000-8000-000000000000').expect(404)
  })
})
