import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { tellOfLapsedHold } from '../../src/admissions/hold-lapsing.js'
import { db, transaction } from '../../src/db/client.js'
import type { AlertKind } from '../../src/generated/prisma/enums.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { setBed, stateOf } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, type TestPerson } from '../support/people.js'
import {
  admission,
  admitSomebody,
  createWard,
  moderate,
  severe,
  summaryOf,
  triagePatient,
} from './hospital.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Browser & TestPerson
let doctorId: string
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctorId = (await createPerson('DOCTOR', 'Dr. Anjali Rao')).doctorId ?? ''
})

const asking = (more: Record<string, string> = {}) => ({
  ...{ idempotency_key: randomUUID(), priority: 'URGENT', care: 'WARD', isolation: 'on', oxygen: 'on' },
  ...{ reason: 'Her family cannot look after her.' },
  ...more,
})

/** A patient for whom the desk has asked for a bed; answers with the request's page. */
async function askFor(name: string, more: Record<string, string> = {}, sex: 'FEMALE' | 'MALE' = 'MALE') {
  const patient = await createPatient({ name })
  await db.patient.update({ where: { id: patient.id }, data: { sex } })
  const answer = await desk.post(`/reception/patients/${patient.id}/bed-requests`, asking(more)).expect(303)
  return {
    ...patient,
    page: String(answer.headers.location),
    requestId: String(answer.headers.location).slice(-36),
  }
}

const hold = (page: string, bedId: string) =>
  desk.post(`${page}/hold`, { idempotency_key: randomUUID(), bedId })

/** From here on there are only the wards that a test opens. */
const closeAllWards = () => db.ward.updateMany({ where: { closedAt: null }, data: { closedAt: new Date() } })

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

test('R-03 what is held for one patient is refused to others, with for whom and until when, and the nearest that fits', async () => {
  const ward = await createWard({ beds: 3 })
  const [bed, other] = ward.beds
  const asked = await askFor('Gita Iyer')
  await hold(asked.page, bed?.id ?? '').expect(303)
  const sentence =
    /Bed 12 is held for Gita Iyer until \d+:\d\d [ap]m; choose another\. The nearest that fits: Ward \d+, bed 13\./
  const stranger = await createPatient({ name: 'Anil Das' })
  const refused = await desk
    .post(`/reception/patients/${stranger.id}/admissions`, admission(bed?.id ?? '', [doctorId]))
    .expect(422)
  expect(summaryOf(refused.text)).toMatch(sentence)
  expect(refused.text).toContain('Tires when speaking')
  expect(refused.text).toContain(`value="${doctorId}" checked`)
  const rival = await askFor('Anil Das')
  expect(summaryOf((await hold(rival.page, bed?.id ?? '').expect(422)).text)).toMatch(sentence)
  expect(await db.bedStay.count({ where: { requestId: rival.requestId } })).toBe(0)

  await hold(asked.page, other?.id ?? '').expect(303)
  expect([await stateOf(bed?.id ?? ''), await stateOf(other?.id ?? '')]).toEqual(['FREE', 'HELD'])
  await desk.post(`${asked.page}/release`).expect(303)
  await desk.post(`${asked.page}/release`).expect(303)
  expect(await stateOf(other?.id ?? '')).toBe('FREE')
  await hold(rival.page, other?.id ?? '').expect(303)
})

test('R-03 a hold is over when its time is, by itself; who held it is told once, while the patient still waits', async () => {
  const ward = await createWard()
  const bed = ward.beds[0]?.id ?? ''
  const asked = await askFor('Rohan Sen')
  await hold(asked.page, bed).expect(303)
  const stay = await db.bedStay.findFirstOrThrow({ where: { requestId: asked.requestId } })
  const until = stay.endedAt ?? new Date()
  expect(until.getTime() - stay.startedAt.getTime()).toBe(60 * 60_000)
  expect(await stateOf(bed, new Date(until.getTime() - 1))).toBe('HELD')
  expect(await stateOf(bed, until)).toBe('FREE')
  const told = () => db.message.count({ where: { accountId: desk.accountId, kind: 'bed-hold-lapsed' } })
  await tellOfLapsedHold({ stayId: stay.id }, until)
  await tellOfLapsedHold({ stayId: stay.id }, until)
  expect(await told()).toBe(1)
  await hold(asked.page, bed).expect(303)
  const again = await db.bedStay.findFirstOrThrow({ where: { requestId: asked.requestId, endedById: null } })
  await desk.post(`${asked.page}/release`).expect(303)
  await tellOfLapsedHold({ stayId: again.id }, until)
  expect(await told()).toBe(1)
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

test('R-03 a ward and a room for one sex take nobody else, but knowingly and with a reason', async () => {
  await closeAllWards()
  const women = await createWard({ beds: 1, sexPolicy: 'FEMALE' })
  const bedId = women.beds[0]?.id ?? ''
  const him = await askFor('Karan Shah')
  const refused = await hold(him.page, bedId).expect(422)
  expect(summaryOf(refused.text)).toContain(
    'Bed 12 does not fit: It is a ward for women. No other bed that fits is free now.',
  )
  const path = `/reception/patients/${him.id}/admissions`
  expect((await desk.get(`${path}/new`).expect(200)).text).toContain('No bed that fits is free')
  await desk.post(path, admission(bedId, [doctorId])).expect(422)
  await desk.post(path, { ...admission(bedId, [doctorId]), knowingly: 'on' }).expect(422)
  const her = await askFor('Kiran Shah', {}, 'FEMALE')
  expect((await desk.get(her.page).expect(200)).text).toContain(`Free: ${women.name}, bed 12`)
  const why = 'He is the only patient; the women of the ward agreed.'
  await desk.post(path, { ...admission(bedId, [doctorId]), knowingly: 'on', why }).expect(303)
  expect(await db.bedStay.count({ where: { bedId, kind: 'OCCUPIED', reason: why } })).toBe(1)
})

test('C-05 a triage and a person ask for one patient: one request, raised to the worse; whoever lies in a bed waits for none', async () => {
  const patient = await createPatient({ name: 'Nila Rao' })
  await triagePatient(patient.id, desk.accountId, moderate)
  const path = `/reception/patients/${patient.id}/bed-requests`
  const page = await desk.get(`${path}/new`).expect(200)
  expect(page.text).toContain('Waits for a bed')
  expect(page.text).toMatch(/value="WARD" checked/)
  const form = { ...asking({ priority: 'EMERGENCY', care: 'HDU_ICU' }), ...hidden(page.text) }
  await desk.post(path, form).expect(303)
  await desk.post(path, form).expect(303)
  const found = await db.admissionRequest.findMany({ where: { patientId: patient.id } })
  expect(found).toMatchObject([
    {
      source: 'STAFF',
      priority: 'EMERGENCY',
      levels: ['HDU', 'ICU'],
      isolation: true,
      oxygen: true,
      version: 2,
    },
  ])
  const bed = (await createWard({ level: 'HDU' })).beds[0]?.id ?? ''
  await admitSomebody(desk, bed, [doctorId], patient)
  const refused = await desk.post(path, asking()).expect(422)
  expect(refused.text).toContain('This patient is already admitted.')
  expect(refused.text).toContain('Her family cannot look after her.')
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

async function alertOf(patientId: string, kind: AlertKind = 'RED_FLAG') {
  const { id } = await db.alert.create({
    data: { patientId, kind, subjectId: randomUUID(), text: 'A red flag', raisedAt: new Date() },
    select: { id: true },
  })
  return id
}

test('C-04 one click on a red flag asks for a bed with the best that fits held for an hour, however often it is pressed', async () => {
  await closeAllWards()
  const hdu = await createWard({ level: 'HDU', beds: 2 })
  const patient = await createPatient({ name: 'Usha Menon' })
  const form = { idempotency_key: randomUUID(), alertId: await alertOf(patient.id) }
  const path = `/reception/patients/${patient.id}/bed-requests/hold`
  const answers = await Promise.all([1, 2, 3].map(() => desk.post(path, form)))
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  await desk.post(path, { ...form, idempotency_key: randomUUID() }).expect(303)
  const requests = await db.admissionRequest.findMany({
    where: { patientId: patient.id },
    include: { holds: true },
  })
  expect(requests).toMatchObject([{ source: 'RED_FLAG', priority: 'EMERGENCY', alertId: form.alertId }])
  const now = new Date()
  const held = requests[0]?.holds.filter(({ endedAt }) => endedAt && endedAt > now)
  expect(held).toMatchObject([{ bedId: hdu.beds[0]?.id, kind: 'HELD' }])
  const shown = await desk.get(String(answers[0]?.headers.location)).expect(200)
  expect(shown.text).toContain(`Held: ${hdu.name}, bed 12, until`)

  await setBed(hdu.beds[1]?.id ?? '', 'CLEANING')
  const other = await createPatient()
  const full = await desk
    .post(`/reception/patients/${other.id}/bed-requests/hold`, {
      ...{ idempotency_key: randomUUID(), alertId: await alertOf(other.id) },
    })
    .expect(303)
  expect((await desk.get(String(full.headers.location)).expect(200)).text).toContain(
    'No bed that fits is free now. The patient waits on the list.',
  )
  const foreign = { idempotency_key: randomUUID(), alertId: form.alertId }
  await desk.post(`/reception/patients/${other.id}/bed-requests/hold`, foreign).expect(404)
})

test('E-25 two records of one person become one: one request waits, the worse; whoever lies in a bed waits for none', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const merge = async (keptId: string, goneId: string) => {
    const { mergePatients } = await import('../../src/merging/merging.js')
    const actor = {
      id: admin.accountId,
      role: 'ADMIN' as const,
      name: admin.name,
      patientId: null,
      doctorId: null,
    }
    const form = { keptId, goneId, reason: 'Registered twice', idempotency_key: randomUUID() }
    await mergePatients(actor, form, new Date())
  }
  const ward = await createWard({ beds: 2 })
  const [kept, gone] = [
    await askFor('Lata Nair'),
    await askFor('Lata Nayar', { care: 'ICU', priority: 'EMERGENCY' }),
  ]
  await hold(gone.page, ward.beds[0]?.id ?? '')
  await merge(kept.id, gone.id)
  const found = await db.admissionRequest.findMany({
    where: { patientId: kept.id },
    orderBy: { requestedAt: 'asc' },
  })
  expect(found).toMatchObject([
    { id: kept.requestId, status: 'WAITING', priority: 'EMERGENCY', levels: ['ICU'] },
    { id: gone.requestId, status: 'WITHDRAWN' },
  ])
  expect(await stateOf(ward.beds[0]?.id ?? '')).toBe('FREE')
  const lying = await admitSomebody(desk, ward.beds[1]?.id ?? '', [doctorId])
  await merge(lying.patientId, kept.id)
  expect(await db.admissionRequest.count({ where: { patientId: lying.patientId, status: 'WAITING' } })).toBe(
    0,
  )
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
