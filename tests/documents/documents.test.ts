import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import sharp from 'sharp'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import { patientOf, pdf, picture, sendDocument, takeCharge } from './sending.js'

useDatabase()
let app: Express
let doctor: Browser & TestPerson
let patient: Browser & TestPerson
let ofPatient: string
beforeAll(() => {
  app = openApp()
})
beforeEach(async () => {
  doctor = await logInAs(app, 'DOCTOR')
  patient = await logInAs(app, 'PATIENT')
  ofPatient = `/doctor/patients/${patient.patientId}/documents`
  await takeCharge(doctor, patient.patientId ?? '')
})

const idIn = (location: string | undefined) => location?.split('/').at(-1) ?? ''
const eventsOf = (id: string) =>
  db.auditEvent.findMany({
    where: { subjectId: id },
    orderBy: { at: 'asc' },
    select: { action: true, details: true, patientId: true, actorId: true },
  })

test('T-21 F-11 S-08 a doctor adds a report and a scan, sees the scan small, and downloads both', async () => {
  const report = await sendDocument(doctor, ofPatient, {
    content: pdf(),
    name: 'Blut Größe आशा.pdf',
    form: { title: 'Blood count', kind: 'LAB_REPORT' },
  }).expect(303)
  const jpeg = await picture()
  const scan = await sendDocument(doctor, ofPatient, { content: jpeg, name: 'IMG_1.JPG' }).expect(303)
  const list = (await doctor.get(ofPatient).expect(200)).text
  for (const words of [
    'Blood count',
    'Laboratory report',
    'X-ray of the chest',
    'PDF, 1 KB',
    'Thu 15 Jan 2026',
  ])
    expect(list).toContain(words)
  const at = (of: { headers: Record<string, string> }) => list.indexOf(`href="${of.headers.location}"`)
  expect(at(scan)).toBeLessThan(at(report))
  expect(at(scan)).toBeGreaterThan(0)
  expect(list).toContain(`src="${scan.headers.location}/preview"`)
  const small = await doctor.get(`${scan.headers.location}/preview`).expect(200)
  expect(small.headers['content-type']).toBe('image/jpeg')
  expect((await sharp(small.body).metadata()).width).toBe(640)

  const page = (await doctor.get(report.headers.location ?? '').expect(200)).text
  expect(page).toContain('Not scanned for viruses: this hospital has no scanner.')
  const file = await doctor.get(`${report.headers.location}/file`).expect(200)
  expect(file.body).toEqual(pdf())
  expect(file.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-length': String(pdf().length),
    'content-disposition': `attachment; filename="Blut Gr__e ___.pdf"; filename*=UTF-8''Blut%20Gr%C3%B6%C3%9Fe%20%E0%A4%86%E0%A4%B6%E0%A4%BE.pdf`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store, private',
  })
  expect((await doctor.get(`${scan.headers.location}/file`).expect(200)).body).toEqual(jpeg)
  await doctor
    .get(`/doctor/documents/${idIn(scan.headers.location)}`)
    .expect(303)
    .expect('location', scan.headers.location ?? '')
})

test('G-U1 adding, looking at and downloading a document are in the audit trail, before the answer', async () => {
  const made = await sendDocument(doctor, ofPatient, { content: await picture('png'), name: 'a.png' }).expect(
    303,
  )
  const id = idIn(made.headers.location)
  await doctor.get(`${made.headers.location}/preview`).expect(200)
  await doctor.get(made.headers.location ?? '').expect(200)
  await doctor.get(`${made.headers.location}/preview`).expect(200)
  await doctor.get(`${made.headers.location}/file`).expect(200)
  const events = await eventsOf(id)
  expect(events.map(({ action, details }) => [action, Object(details).download ?? false])).toEqual([
    ['document.create', false],
    ['document.view', false],
    ['document.view', false],
    ['document.view', true],
  ])
  expect(new Set(events.map(({ patientId }) => patientId))).toEqual(new Set([patient.patientId]))
  await doctor.get(ofPatient)
  expect((await eventsOf(patient.patientId ?? '')).map(({ action }) => action)).toContain('document.view')
})

test('U-15 S-11 a patient sees what the doctor opened to them, and no longer when it is withdrawn', async () => {
  const made = await sendDocument(doctor, ofPatient, { content: pdf(), name: 'a.pdf' }).expect(303)
  const own = `/patient/documents/${idIn(made.headers.location)}`
  await patient.get(own).expect(404)
  await patient.get(`${own}/file`).expect(404)
  expect((await patient.get('/patient/documents').expect(200)).text).toContain('No documents yet')

  const version = () => db.document.findUniqueOrThrow({ where: { id: idIn(own) } })
  await doctor
    .post(`${made.headers.location}/release`, { version: String((await version()).version) })
    .expect(303)
  expect((await doctor.get(made.headers.location ?? '')).text).toContain('can read it')
  const seen = (await patient.get(own).expect(200)).text
  expect(seen).toContain('By the hospital')
  expect(seen).not.toContain(doctor.name)
  expect((await patient.get(`${own}/file`).expect(200)).body).toEqual(pdf())
  const notice = await db.message.findFirst({
    where: { accountId: patient.accountId, kind: 'document-released' },
  })
  expect(notice).toMatchObject({ link: own, subject: 'A document in your record is open to you now.' })

  // A second press of the same button, in another tab, changes nothing.
  await doctor.post(`${made.headers.location}/release`, { version: '1' }).expect(409)
  await doctor
    .post(`${made.headers.location}/withdrawal`, { version: String((await version()).version) })
    .expect(303)
  await patient.get(own).expect(404)
})

test('E-17 U-15 a patient sends a document of their own: it is in the record, and theirs to see', async () => {
  const form = (await patient.get('/patient/documents/new').expect(200)).text
  for (const words of [
    'PDF, PNG or JPEG, up to 10 MB.',
    'capture="environment"',
    'data-upload',
    '<progress max="100"',
  ])
    expect(form).toContain(words)
  expect(form).toMatch(/accept="application\/pdf,\.pdf,image\/png,\.png,image\/jpeg,\.jpg,\.jpeg"/)
  const made = await sendDocument(patient, '/patient/documents', {
    content: await picture('jpeg', 4000, 3000),
    name: 'letter.jpeg',
    form: { title: 'Letter of my family doctor', kind: 'REFERRAL' },
  }).expect(303)
  expect((await patient.get(made.headers.location ?? '').expect(200)).text).toContain('Sent by you')
  await patient.get(`${made.headers.location}/preview`).expect(200)
  const staffs = (await doctor.get(`${ofPatient}/${idIn(made.headers.location)}`).expect(200)).text
  expect(staffs).toContain('Sent by the patient')
  expect(staffs).toContain('sent it, and can read it')
  expect(staffs).not.toContain('Open it to the patient')
  await patient.get(`${made.headers.location}/edit`).expect(404)
  await patient.post(`${made.headers.location}/release`, { version: '1' }).expect(404)
})

test('a form with a mistake keeps what was typed, and says each thing beside its field', async () => {
  const none = await doctor
    .post(ofPatient, { idempotency_key: randomUUID(), title: 'Kept words', kind: 'SCAN', day: '2026-01-15' })
    .expect(422)
  expect(none.text).toContain('Choose the file.')
  expect(none.text).toContain('value="Kept words"')
  const answer = await sendDocument(doctor, ofPatient, {
    content: pdf(),
    name: 'a.pdf',
    form: { title: ' ', kind: 'NOTHING', day: '2150-01-01' },
  }).expect(422)
  for (const words of ['Enter a title', 'Choose what kind of document this is.', 'not in the future'])
    expect(answer.text).toContain(words)
  expect(
    (await sendDocument(doctor, ofPatient, { content: pdf(), name: 'a.pdf', form: { day: '31.12.2025' } }))
      .text,
  ).toContain('Enter a real date like 2026-11-21.')
  expect(await db.document.count({ where: { patientId: patient.patientId ?? '' } })).toBe(0)
})

test('G-C5 E-66 of two who edit one document the second sees both versions', async () => {
  const made = await sendDocument(doctor, ofPatient, { content: pdf(), name: 'a.pdf' }).expect(303)
  const opened = hidden((await doctor.get(`${made.headers.location}/edit`).expect(200)).text)
  const edited = (title: string) => ({ ...opened, title, kind: 'OTHER', day: '2026-02-01' })
  await doctor.post(made.headers.location ?? '', edited('First')).expect(303)
  const late = await doctor.post(made.headers.location ?? '', edited('Second')).expect(409)
  for (const words of ['First', 'Second']) expect(late.text).toContain(words)
  await doctor.post(made.headers.location ?? '', { ...edited('Second'), ...hidden(late.text) }).expect(303)
  expect((await doctor.get(made.headers.location ?? '')).text).toContain('Second')
  expect(
    (await eventsOf(idIn(made.headers.location))).filter(({ action }) => action === 'document.edit'),
  ).toHaveLength(2)
})

test('T-21 E-57 a document is removed with a reason: nobody opens it, and it stays for the audit', async () => {
  const made = await sendDocument(doctor, ofPatient, { content: pdf(), name: 'a.pdf' }).expect(303)
  const here = made.headers.location ?? ''
  const opened = await doctor.get(`${here}/removal/new`).expect(200)
  expect(opened.text).toContain('Remove X-ray of the chest?')
  await doctor.post(`${here}/removal`, { ...hidden(opened.text), reason: ' ' }).expect(422)
  await doctor
    .post(`${here}/removal`, { ...hidden(opened.text), reason: 'It belongs to somebody else' })
    .expect(303)
  for (const page of [here, `${here}/file`, `${here}/edit`, `/doctor/documents/${idIn(here)}`])
    await doctor.get(page).expect(404)
  expect((await doctor.get(ofPatient)).text).not.toContain('X-ray of the chest')
  const kept = await db.document.findUniqueOrThrow({ where: { id: idIn(here) }, include: { file: true } })
  expect(kept.removedReason).toBe('It belongs to somebody else')
  expect(kept.file.size).toBe(pdf().length)
  await expect(db.document.delete({ where: { id: kept.id } })).rejects.toThrow()
  await expect(
    db.document.update({ where: { id: kept.id }, data: { fileId: randomUUID() } }),
  ).rejects.toThrow()
})

test('G-Z1 G-Z2 G-F10 somebody else’s document is not found, whoever asks and however', async () => {
  const made = await sendDocument(doctor, ofPatient, { content: await picture(), name: 'a.jpg' }).expect(303)
  const id = idIn(made.headers.location)
  const other = await logInAs(app, 'DOCTOR')
  const theirs = await patientOf(other)
  const stranger = await logInAs(app, 'PATIENT')
  const desk = await logInAs(app, 'RECEPTIONIST')
  const clerk = await logInAs(app, 'DATA_ENTRY')
  for (const end of ['', '/file', '/preview', '/edit', '/removal/new']) {
    await other.get(`${made.headers.location}${end}`).expect(404)
    await other.get(`/doctor/patients/${theirs.id}/documents/${id}${end}`).expect(404)
  }
  for (const end of ['', '/file', '/preview']) {
    await stranger.get(`/patient/documents/${id}${end}`).expect(404)
    await clerk.get(`/records/documents/${id}${end}`).expect(404)
  }
  await desk.get(`/reception/patients/${patient.patientId}/documents`).expect(404)
  await other.post(`/doctor/patients/${theirs.id}/documents/${id}/release`, { version: '1' }).expect(404)
  await other
    .post(`/doctor/patients/${theirs.id}/documents/${id}/removal`, { version: '1', reason: 'because' })
    .expect(404)
  await sendDocument(other, ofPatient, { content: pdf(), name: 'a.pdf' }).expect(404)
  const address = `${made.headers.location}/file`
  await visitor(app)
    .get(address)
    .expect(303)
    .expect('location', `/login?next=${encodeURIComponent(address)}`)
})

test('D-01 clinical data entry files a report with an order, and one of a patient whom they found', async () => {
  const clerk = await logInAs(app, 'DATA_ENTRY')
  const item = await db.catalogueItem.findFirstOrThrow({ where: { code: 'CBC' }, select: { id: true } })
  const order = await db.clinicalOrder.create({
    data: {
      patientId: patient.patientId ?? '',
      doctorId: doctor.doctorId ?? '',
      itemId: item.id,
      kind: 'TEST',
      orderedAt: new Date(),
      orderedById: doctor.accountId,
    },
    select: { id: true },
  })
  const form = await clerk.get(`/records/documents/new?order=${order.id}`).expect(200)
  expect(form.text).toContain('With the result of')
  const filed = await sendDocument(clerk, '/records/documents', {
    content: pdf('order'),
    name: 'a.pdf',
    form: { orderId: order.id, kind: 'LAB_REPORT' },
  }).expect(303)
  expect(filed.headers.location).toBe(`/records/orders/${order.id}`)
  expect(await db.document.findFirst({ where: { orderId: order.id } })).toMatchObject({
    patientId: patient.patientId,
    kind: 'LAB_REPORT',
  })
  await clerk.get('/records/documents/new').expect(200)
  await clerk.post('/records/documents/patient', {}).expect(422)
  const chosen = await clerk
    .post('/records/documents/patient', { patientId: patient.patientId ?? '' })
    .expect(303)
  expect((await clerk.get(chosen.headers.location ?? '').expect(200)).text).toContain(patient.name)
  const other = await sendDocument(clerk, '/records/documents', {
    content: pdf('no order'),
    name: 'a.pdf',
    form: { patientId: patient.patientId ?? '', title: 'Consent to the operation', kind: 'CONSENT' },
  }).expect(303)
  expect((await clerk.get('/records/documents').expect(200)).text).toContain('Consent to the operation')
  await clerk.get(other.headers.location ?? '').expect(200)
  await clerk.get(`${other.headers.location}/edit`).expect(200)
  await clerk.post(`${other.headers.location}/release`, { version: '1' }).expect(404)
})

test('G-C6 a file is not added to an order that was cancelled, nor to a record that is closed', async () => {
  const clerk = await logInAs(app, 'DATA_ENTRY')
  const item = await db.catalogueItem.findFirstOrThrow({ where: { code: 'CBC' }, select: { id: true } })
  const order = await db.clinicalOrder.create({
    data: {
      patientId: patient.patientId ?? '',
      doctorId: doctor.doctorId ?? '',
      itemId: item.id,
      kind: 'TEST',
      status: 'CANCELLED',
      statusReason: 'not needed',
      orderedAt: new Date(),
      orderedById: doctor.accountId,
    },
    select: { id: true },
  })
  const refused = await sendDocument(clerk, '/records/documents', {
    content: pdf(),
    name: 'a.pdf',
    form: { orderId: order.id },
  }).expect(422)
  expect(refused.text).toContain('This order was cancelled.')
  const closed = await createPatient()
  await db.patient.update({ where: { id: closed.id }, data: { deactivatedAt: new Date() } })
  const admin = await logInAs(app, 'ADMIN')
  const answer = await sendDocument(admin, `/admin/patients/${closed.id}/documents`, {
    content: pdf(),
    name: 'a.pdf',
  }).expect(422)
  expect(answer.text).toContain('This record is closed.')
})

test('a long list goes on where the page ended, in a fixed number of statements', async () => {
  const files = Array.from({ length: 60 }, () => ({
    id: randomUUID(),
    originalName: 'a.pdf',
    mediaType: 'application/pdf',
    size: 9,
    sha256: 'x',
  }))
  await db.storedFile.createMany({ data: files })
  await db.document.createMany({
    data: files.map(({ id }, number) => ({
      patientId: patient.patientId ?? '',
      fileId: id,
      kind: 'SCAN' as const,
      title: `Scan ${number}.`,
      day: new Date('2026-01-01'),
      uploadedById: doctor.accountId,
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(number / 2))),
    })),
  })
  const first = (await doctor.get(ofPatient)).text
  const older = /href="([^"]*\?before=[^"]*)"/.exec(first)?.[1] ?? ''
  const second = (await doctor.get(older).expect(200)).text
  const titles = (html: string) => [...html.matchAll(/Scan (\d+)\./g)].map(([, number]) => Number(number))
  expect(new Set([...titles(first), ...titles(second)]).size).toBe(60)
  expect([titles(first).length, titles(second).length]).toEqual([50, 10])
  const many = await statementsOf(() => doctor.get(ofPatient))
  expect(many).toBeLessThanOrEqual(8)
})
