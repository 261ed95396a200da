import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db, transaction } from '../../src/db/client.js'
import { hidden, visitor } from '../support/app.js'
import { setBed, stateOf } from '../support/beds.js'
import { createPatient, logInAs } from '../support/people.js'
import { app, askFor, asking, closeAllWards, desk, doctorId, hold, useAskedBeds } from './asked-beds.js'
import { admission, createWard, moderate, severe, summaryOf, triagePatient } from './hospital.js'

useAskedBeds()

test('R-03 R-05 the desk asks for a bed, holds the one that fits, and admits into it from the waiting list', async () => {
  const ward = await createWard({ beds: 2 })
  const asked = await askFor('Meena Patil')
  const page = await desk.get(asked.page).expect(200)
  expect(page.text).toContain('Meena Patil')
  expect(page.text).toContain('isolation, oxygen, care on a ward')
  const bed = ward.beds[1] ?? { id: '', number: '' }
  await hold(asked.page, bed.id).expect(303)
  expect(await stateOf(bed.id)).toBe('HELD')

  const list = await desk.get('/reception/bed-requests').expect(200)
  expect(list.text).toContain(`Held: ${ward.name}, bed 13, until`)
  expect(list.text).toContain('Her family cannot look after her.')
  const form = await desk.get(`/reception/patients/${asked.id}/admissions/new`).expect(200)
  expect(form.text).toContain('Bed 13, held for this patient until')
  expect(form.text).toContain(`value="${bed.id}" checked`)
  expect(form.text).toContain('Her family cannot look after her.</textarea>')
  const answer = await desk
    .post(`/reception/patients/${asked.id}/admissions`, {
      ...admission(bed.id, [doctorId]),
      ...hidden(form.text),
    })
    .expect(303)

  const stay = await db.admission.findFirstOrThrow({
    where: { patientId: asked.id },
    include: { request: true },
  })
  expect(answer.headers.location).toBe(`/reception/admissions/${stay.id}`)
  expect(stay.request).toMatchObject({ id: asked.requestId, status: 'ADMITTED', closedById: desk.accountId })
  expect(await stateOf(bed.id)).toBe('OCCUPIED')
  const [held, occupied] = await db.bedStay.findMany({
    where: { bedId: bed.id },
    orderBy: { startedAt: 'asc' },
  })
  expect(held).toMatchObject({ kind: 'HELD', endedById: desk.accountId, endedAt: occupied?.startedAt })
  expect((await desk.get('/reception/bed-requests').expect(200)).text).not.toContain(asked.id)
  expect((await desk.get(asked.page).expect(200)).text).toContain('The patient was admitted')
  const deeds = await db.auditEvent.findMany({
    where: { patientId: asked.id, action: { notIn: ['patient.view'] } },
    orderBy: { id: 'asc' },
    select: { action: true },
  })
  expect(deeds.map(({ action }) => action)).toEqual(['request.create', 'bed.hold', 'admission.create'])
})

test('the list stands in the order of urgency, severity and waiting, with who gets the bed and why the others get none', async () => {
  await closeAllWards()
  const waitingSince = (patientId: string, minutes: number) =>
    db.admissionRequest.updateMany({
      where: { patientId },
      data: { requestedAt: new Date(Date.now() - minutes * 60_000) },
    })
  const late = await askFor('Late Urgent')
  const early = await askFor('Early Urgent')
  await waitingSince(early.id, 90)
  const worst = await askFor('Worst Emergency', { priority: 'EMERGENCY', care: 'HDU_ICU' })
  const ill = await createPatient({ name: 'Ill Urgent' })
  await triagePatient(ill.id, desk.accountId, moderate)
  await db.admissionRequest.updateMany({ where: { patientId: ill.id }, data: { priority: 'URGENT' } })
  const page = async (query = '') => (await desk.get(`/reception/bed-requests${query}`).expect(200)).text
  const order = (text: string) =>
    ['Worst Emergency', 'Ill Urgent', 'Early Urgent', 'Late Urgent'].map((name) => text.indexOf(name))
  await setBed((await createWard()).beds[0]?.id ?? '', 'CLEANING')
  const full = await page()
  expect(order(full)).not.toContain(-1)
  expect(order(full)).toEqual([...order(full)].sort((one, other) => one - other))
  expect(full).toContain('Of the beds that fit none is free: cleaning 1.')

  const ward = await createWard({ beds: 1 })
  const given = await page()
  expect(given.match(new RegExp(`Free: ${ward.name}, bed 12`, 'g'))).toHaveLength(1)
  expect(given.indexOf(`Free: ${ward.name}`)).toBeGreaterThan(given.indexOf('Ill Urgent'))
  expect(given.indexOf(`Free: ${ward.name}`)).toBeLessThan(given.indexOf('Early Urgent'))
  expect(given).toContain('Free beds that fit: 1, for those before in the list.')
  expect(given).toContain(`Free, but: ${ward.name}, bed 12. High dependency or intensive care is needed.`)
  const filtered = await page('?care=HDU_ICU')
  expect([filtered.includes('Worst Emergency'), filtered.includes('Early Urgent')]).toEqual([true, false])
  for (const { page } of [late, early, worst])
    await desk.post(`${page}/withdrawal`, { version: '1', reason: 'Went elsewhere.' }).expect(303)
})

test('a request that is incomplete comes back with what was typed', async () => {
  const patient = await createPatient()
  const path = `/reception/patients/${patient.id}/bed-requests`
  const { priority: _, ...form } = asking({ reason: '', care: 'SPA' })
  const { text } = await desk.post(path, form).expect(422)
  for (const sentence of [
    'Choose how urgent it is.',
    'Choose the level of care.',
    'Enter why a bed is needed.',
  ])
    expect(summaryOf(text)).toContain(sentence)
  expect(text).toMatch(/name="oxygen"[^>]*checked/)
  expect(await db.admissionRequest.count({ where: { patientId: patient.id } })).toBe(0)
})

test('G-C6 taken off the list with a reason, the hold ends; who had not read what was added since is told', async () => {
  const ward = await createWard()
  const asked = await askFor('Tara Bose')
  await hold(asked.page, ward.beds[0]?.id ?? '').expect(303)
  const page = await desk.get(`${asked.page}/withdrawal/new`).expect(200)
  expect(page.text).toContain('The bed that is held is free for others.')
  const form = { ...hidden(page.text), reason: 'Went to another hospital.' }
  expect((await desk.post(`${asked.page}/withdrawal`, { ...form, reason: '' }).expect(422)).text).toContain(
    'Enter why the patient does not wait any more.',
  )
  await desk
    .post(`/reception/patients/${asked.id}/bed-requests`, asking({ reason: 'He is worse now.' }))
    .expect(303)
  const stale = await desk.post(`${asked.page}/withdrawal`, form).expect(409)
  expect(stale.text).toContain('He is worse now.')
  expect(stale.text).toContain('Went to another hospital.')
  await desk.post(`${asked.page}/withdrawal`, { ...form, ...hidden(stale.text) }).expect(303)
  expect(await db.admissionRequest.findUnique({ where: { id: asked.requestId } })).toMatchObject({
    ...{ status: 'WITHDRAWN', closeReason: 'Went to another hospital.', closedById: desk.accountId },
  })
  expect(await stateOf(ward.beds[0]?.id ?? '')).toBe('FREE')
  await desk.post(`${asked.page}/withdrawal`, form).expect(422)
  await hold(asked.page, ward.beds[0]?.id ?? '').expect(422)
  await desk.post(`${asked.page}/release`).expect(409)
})

test('the reception’s day shows the same who wait, in the same order', async () => {
  const patient = await createPatient({ name: 'Severe Person' })
  await triagePatient(patient.id, desk.accountId, severe)
  const asked = await askFor('Red Flag Person', { priority: 'EMERGENCY' })
  const { text } = await desk.get('/reception').expect(200)
  const list = (await desk.get('/reception/bed-requests').expect(200)).text
  for (const page of [text, list])
    expect(page.indexOf('Severe Person')).toBeLessThan(page.indexOf('Red Flag Person'))
  expect(text).toContain('Her family cannot look after her.')
  const waiting = await db.admissionRequest.count({ where: { status: 'WAITING' } })
  expect(list).toContain(`${waiting} wait,`)
  await desk.post(`${asked.page}/withdrawal`, { version: '1', reason: 'Went home.' }).expect(303)
  expect((await desk.get('/reception').expect(200)).text).not.toContain(asked.id)
})

test('G-Z1 G-Z3 a doctor asks for their own patients, sees no others’ names, and admits nobody; others may not, visitors log in', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const [own, stranger] = [await createPatient({ name: 'Own Patient' }), await askFor('Somebody Else')]
  await db.careAssignment.create({
    data: {
      patientId: own.id,
      doctorId: doctor.doctorId ?? '',
      assignedById: desk.accountId,
      startedAt: new Date(),
    },
  })
  await doctor.post(`/doctor/patients/${own.id}/bed-requests`, asking()).expect(303)
  const { text } = await doctor.get('/doctor/bed-requests').expect(200)
  expect(text).toContain('Own Patient')
  expect(text).not.toContain('Somebody Else')
  expect(text).not.toContain('/admissions/new')
  await doctor.get(stranger.page.replace('reception', 'doctor')).expect(404)
  await doctor.post(`/doctor/patients/${stranger.id}/bed-requests`, asking()).expect(404)
  await doctor.get(`/doctor/patients/${stranger.id}/bed-requests/new`).expect(404)
  await doctor
    .post(`${stranger.page.replace('reception', 'doctor')}/withdrawal`, { version: '1', reason: 'Mine.' })
    .expect(404)
  const entry = await logInAs(app, 'DATA_ENTRY')
  expect((await entry.get('/reception/bed-requests')).status).toBe(403)
  expect((await visitor(app).get('/reception/bed-requests')).headers.location).toContain('/login')
  await desk.get(`/reception/bed-requests/${randomUUID()}`).expect(404)
})

test('G-C6 the database lets one request wait for a patient, and one bed be held for a request', async () => {
  const ward = await createWard({ beds: 2 })
  const asked = await askFor('Twice Asked')
  await expect(
    db.admissionRequest.create({
      data: {
        ...{ patientId: asked.id, source: 'STAFF', priority: 'ROUTINE', levels: ['WARD'], isolation: false },
        ...{ oxygen: false, reason: 'Again', requestedAt: new Date() },
      },
    }),
  ).rejects.toThrow()
  await hold(asked.page, ward.beds[0]?.id ?? '').expect(303)
  const second = transaction((tx) =>
    tx.bedStay.create({
      data: {
        ...{ kind: 'HELD', bedId: ward.beds[1]?.id ?? '', requestId: asked.requestId },
        ...{ startedAt: new Date(), endedAt: new Date(Date.now() + 60_000) },
      },
    }),
  )
  await expect(second).rejects.toThrow('bed_stay_one_hold_per_request')
})
