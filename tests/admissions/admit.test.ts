import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { setBed } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import {
  admission,
  admitSomebody,
  bill,
  createWard,
  moderate,
  severe,
  summaryOf,
  triagePatient,
} from './hospital.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let doctorId: string
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctorId = (await createPerson('DOCTOR', 'Dr. Anjali Rao')).doctorId ?? ''
})

test('R-03 R-05 R-06 C-05 C-06 C-08 F-14 a receptionist admits a moderate patient to a ward that fits, with a doctor in charge', async () => {
  const fitting = await createWard({ beds: 2 })
  const patient = await createPatient({ name: 'Sunita Joshi' })
  const triage = await triagePatient(patient.id, desk.accountId, moderate)
  const page = await desk.get(`/reception/patients/${patient.id}/admissions/new`).expect(200)
  expect(page.text).toContain('Admission is advised')
  expect(page.text).toContain('The bed needs: isolation, oxygen, care on a ward.')
  expect(page.text).toContain('₹4,500.00 a day · 2 of 2 free')
  expect(page.text).toContain('Dr. Anjali Rao')

  const bed = fitting.beds[1]
  const form = { ...admission(bed?.id ?? '', [doctorId]), ...hidden(page.text) }
  const answer = await desk.post(`/reception/patients/${patient.id}/admissions`, form).expect(303)
  const stay = await db.admission.findFirstOrThrow({
    where: { patientId: patient.id },
    include: { stays: true, assignments: true },
  })
  expect(answer.headers.location).toBe(`/reception/admissions/${stay.id}`)
  expect(stay).toMatchObject({ status: 'ADMITTED', assessmentId: triage.id, admittedById: desk.accountId })
  expect(stay.stays).toMatchObject([
    { bedId: bed?.id, kind: 'OCCUPIED', startedById: desk.accountId, endedAt: null },
  ])
  expect(stay.assignments).toMatchObject([{ doctorId, endedAt: null, patientId: patient.id }])
  const events = await db.auditEvent.findMany({
    where: { subjectId: stay.id },
    select: { action: true, actorId: true },
  })
  expect(events).toEqual([{ action: 'admission.create', actorId: desk.accountId }])

  const shown = await desk.get(`/reception/admissions/${stay.id}`).expect(200)
  expect(shown.text).toContain(`Sunita Joshi was admitted to ${fitting.name}, bed 13.`)
  expect(shown.text).toContain('Tires when speaking')
  expect(shown.text).toContain('₹4,500.00')
  const list = await desk.get('/reception/admissions').expect(200)
  expect(list.text).toContain('Sunita Joshi')
})

test('A-14 A-15 an admin admits too, and whoever was cared for at home is no longer', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const ward = await createWard()
  const patient = await createPatient()
  const triage = await triagePatient(patient.id, desk.accountId, { spo2: 96, symptoms: ['COUGH'] })
  await db.homeIsolation.create({
    data: {
      patientId: patient.id,
      assessmentId: triage.id,
      startedOn: new Date('2026-11-18'),
      earliestEndOn: new Date('2026-11-25'),
    },
  })
  await db.careAssignment.create({
    data: { patientId: patient.id, doctorId, assignedById: desk.accountId, startedAt: new Date() },
  })
  const page = await admin.get(`/admin/patients/${patient.id}/admissions/new`).expect(200)
  expect(page.text).toMatch(new RegExp(`value="${doctorId}" checked`))
  const form = { ...admission(ward.beds[0]?.id ?? '', [doctorId]), ...hidden(page.text) }
  await admin.post(`/admin/patients/${patient.id}/admissions`, form).expect(303)
  expect(await db.homeIsolation.count({ where: { patientId: patient.id, endedAt: null } })).toBe(0)
  expect(await db.careAssignment.findMany({ where: { patientId: patient.id, endedAt: null } })).toMatchObject(
    [{ doctorId, admissionId: expect.any(String) }],
  )
})

test('C-05 the form offers a severe patient HDU and ICU first, and says why the others do not fit', async () => {
  const [ward, hdu, plain] = [
    await createWard(),
    await createWard({ level: 'HDU' }),
    await createWard({ isolation: false, oxygen: false }),
  ]
  const patient = await createPatient()
  await triagePatient(patient.id, desk.accountId, severe)
  const { text } = await desk.get(`/reception/patients/${patient.id}/admissions/new`).expect(200)
  const places = [hdu.name, 'Beds that do not fit', ward.name, plain.name].map((name) => text.indexOf(name))
  expect(places).not.toContain(-1)
  expect(places[0]).toBeLessThan(places[1] ?? 0)
  expect(places[2]).toBeGreaterThan(places[1] ?? 0)
  expect(text).toContain('High dependency or intensive care is needed.')
  expect(text).toContain('It is not an isolation ward. It has no oxygen at the bed.')

  const bedId = ward.beds[0]?.id ?? ''
  const form = { ...admission(bedId, [doctorId]), ...hidden(text) }
  const refused = await desk.post(`/reception/patients/${patient.id}/admissions`, form).expect(422)
  expect(summaryOf(refused.text)).toContain(
    `Bed 12 does not fit: High dependency or intensive care is needed. Choose another, or tick that you take it knowingly. The nearest that fits: ${hdu.name}, bed 12.`,
  )
  const knowing = { ...form, knowingly: 'on' }
  const unexplained = await desk.post(`/reception/patients/${patient.id}/admissions`, knowing).expect(422)
  expect(summaryOf(unexplained.text)).toContain('Say why bed 12 is taken although it does not fit.')
  expect(unexplained.text).toContain(`value="${bedId}" checked`)
  const why = 'No bed is free there; the doctor is informed.'
  await desk.post(`/reception/patients/${patient.id}/admissions`, { ...knowing, why }).expect(303)
  expect(await db.bedStay.findFirst({ where: { bedId }, select: { reason: true } })).toEqual({ reason: why })
  const event = await db.auditEvent.findFirstOrThrow({
    where: { patientId: patient.id, action: 'admission.create' },
    select: { details: true },
  })
  expect(event.details).toMatchObject({
    takenThough: ['High dependency or intensive care is needed.'],
    why,
  })
})

test('C-05 a triage that an earlier stay has answered advises nothing any more; a new one does', async () => {
  const [first, plain] = [
    await createWard({ beds: 2 }),
    await createWard({ isolation: false, oxygen: false }),
  ]
  const patient = await createPatient()
  await triagePatient(patient.id, desk.accountId, moderate)
  const stay = await admitSomebody(desk, first.beds[0]?.id ?? '', [doctorId], patient)
  await desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['0'])).expect(303)

  const path = `/reception/patients/${patient.id}/admissions`
  const { text } = await desk.get(`${path}/new`).expect(200)
  expect(text).toContain('There is no triage to go by')
  for (const advice of ['Admission is advised', 'COVID-19,', 'Wards that do not fit'])
    expect(text).not.toContain(advice)
  await desk.post(path, admission(plain.beds[0]?.id ?? '', [doctorId])).expect(303)
  const again = await db.admission.findFirstOrThrow({ where: { patientId: patient.id, dischargedAt: null } })
  expect(again.assessmentId).toBeNull()

  await desk.post(`/reception/admissions/${again.id}/discharge`, bill([doctorId], ['0'])).expect(303)
  await triagePatient(patient.id, desk.accountId, moderate)
  const advised = await desk.get(`${path}/new`).expect(200)
  for (const advice of ['Admission is advised', 'COVID-19, moderate.']) expect(advised.text).toContain(advice)
})

test('E-29 doctors with the fewest patients stand first, with what they have', async () => {
  const idle = await createPerson('DOCTOR', 'Dr. Zubin Zaveri')
  await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [doctorId])
  const patient = await createPatient()
  const { text } = await desk.get(`/reception/patients/${patient.id}/admissions/new`).expect(200)
  expect(text).toContain('General medicine · patients in charge: 0')
  expect(text.indexOf(idle.doctorId ?? '')).toBeLessThan(text.indexOf(doctorId))
})

test('a form with mistakes comes back with what was typed, and nothing is saved', async () => {
  const ward = await createWard()
  const patient = await createPatient()
  const path = `/reception/patients/${patient.id}/admissions`
  const form = { ...admission(ward.beds[0]?.id ?? '', [doctorId]), reason: '', bedId: '' }
  const answer = await desk.post(path, form).expect(422)
  expect(answer.text).toContain('Choose a bed.')
  expect(answer.text).toContain('Enter the reason for the admission.')
  expect(answer.text).toMatch(new RegExp(`value="${doctorId}" checked`))
  const nobody = await desk.post(path, { ...form, doctorIds: [] as string[] }).expect(422)
  expect(nobody.text).toContain('Choose at least one doctor in charge.')
  const stray = await desk.post(path, {
    ...admission(ward.beds[0]?.id ?? '', [doctorId]),
    status: 'DISCHARGED',
  })
  expect(stray.status).toBe(422)
  expect(await db.admission.count({ where: { patientId: patient.id } })).toBe(0)
})

test('R-07 a patient who is admitted already is refused, by the page and by the command', async () => {
  const ward = await createWard({ beds: 2 })
  const patient = await createPatient({ name: 'Imran Shaikh' })
  await triagePatient(patient.id, desk.accountId, moderate)
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId], patient)
  const sentence = `Imran Shaikh is already admitted, in ${ward.name}, bed 12.`
  const page = await desk.get(`/reception/patients/${patient.id}/admissions/new`).expect(200)
  expect(page.text).toContain(sentence)
  expect(page.text).toContain(`href="/reception/admissions/${stay.id}"`)
  for (const advice of ['Admission is advised', 'Triaged', 'triage to go by', 'name="bedId"'])
    expect(page.text).not.toContain(advice)
  const answer = await desk
    .post(`/reception/patients/${patient.id}/admissions`, admission(ward.beds[1]?.id ?? '', [doctorId]))
    .expect(422)
  expect(summaryOf(answer.text)).toContain(sentence)
  expect(answer.text).toContain('Tires when speaking')
  expect(await db.admission.count({ where: { patientId: patient.id } })).toBe(1)
})

test('E-27 a bed that is occupied, being cleaned or blocked is refused by its number', async () => {
  const ward = await createWard({ beds: 3 })
  const [taken = { id: '' }, dirty = { id: '' }, blocked = { id: '' }] = ward.beds
  await admitSomebody(desk, taken.id, [doctorId])
  await setBed(dirty.id, 'CLEANING')
  await setBed(blocked.id, 'BLOCKED')
  const patient = await createPatient()
  const admit = (bedId: string) =>
    desk.post(`/reception/patients/${patient.id}/admissions`, admission(bedId, [doctorId])).expect(422)
  expect((await admit(taken.id)).text).toContain(
    'Bed 12 was just taken by another admission; choose another.',
  )
  expect((await admit(dirty.id)).text).toContain('Bed 13 is being cleaned; choose another.')
  expect((await admit(blocked.id)).text).toContain('Bed 14 is blocked; choose another.')
  expect((await admit(patient.id)).text).toContain('There is no such bed.')
})

test('a doctor who is suspended is not put in charge, and a closed record is not admitted', async () => {
  const ward = await createWard()
  const gone = await createPerson('DOCTOR')
  await db.account.update({ where: { id: gone.accountId }, data: { status: 'SUSPENDED' } })
  const patient = await createPatient()
  const path = `/reception/patients/${patient.id}/admissions`
  const answer = await desk
    .post(path, admission(ward.beds[0]?.id ?? '', [doctorId, gone.doctorId ?? '']))
    .expect(422)
  expect(answer.text).toContain('A doctor whom you chose cannot log in')
  await db.patient.update({ where: { id: patient.id }, data: { deactivatedAt: new Date() } })
  const closed = await desk.post(path, admission(ward.beds[0]?.id ?? '', [doctorId])).expect(422)
  expect(closed.text).toContain('This record is closed')
})

test('only doctors who can log in are offered and put in charge: not one who was just invited', async () => {
  const ward = await createWard({ beds: 2 })
  const invited = await createPerson('DOCTOR', 'Dr. Not Yet Here')
  await db.account.update({ where: { id: invited.accountId }, data: { passwordHash: null } })
  const patient = await createPatient()
  const path = `/reception/patients/${patient.id}/admissions`
  expect((await desk.get(`${path}/new`).expect(200)).text).not.toContain('Dr. Not Yet Here')
  const form = admission(ward.beds[0]?.id ?? '', [doctorId, invited.doctorId ?? ''])
  expect((await desk.post(path, form).expect(422)).text).toContain('A doctor whom you chose cannot log in')
  const stay = await admitSomebody(desk, ward.beds[1]?.id ?? '', [doctorId])
  const shown = await desk.get(`/reception/admissions/${stay.id}`).expect(200)
  expect(shown.text).not.toContain('Dr. Not Yet Here')
})

test('R-02 another doctor is put in charge of a stay, and nobody twice', async () => {
  const ward = await createWard()
  const second = await createPerson('DOCTOR', 'Dr. Leela Thomas')
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId])
  const stayPage = await desk.get(`/reception/admissions/${stay.id}`).expect(200)
  const path = `/reception/patients/${stay.patientId}/doctors`
  expect(stayPage.text).toContain(`href="${path}/new"`)
  const page = await desk.get(`${path}/new`).expect(200)
  expect(page.text).toContain('Dr. Leela Thomas')
  const form = { ...hidden(page.text), doctorId: second.doctorId ?? '' }
  const answer = await desk.post(path, form).expect(303)
  expect(answer.headers.location).toBe(`/reception/admissions/${stay.id}`)
  const shown = await desk.get(`/reception/admissions/${stay.id}`)
  expect(shown.text).toContain('Dr. Leela Thomas is now in charge of this patient.')
  expect((await desk.get(`${path}/new`)).text).not.toContain(`value="${second.doctorId}"`)
  const again = { ...form, idempotency_key: randomUUID() }
  const refused = await desk.post(path, again).expect(422)
  expect(refused.text).toContain('This doctor is already in charge of this patient.')
})

test('G-Z1 G-Z3 unknown patients and stays are not found; other roles may not, and visitors log in', async () => {
  const ward = await createWard()
  const nobody = '0198c5a0-0000-7000-8000-000000000000'
  await desk.get(`/reception/patients/${nobody}/admissions/new`).expect(404)
  await desk
    .post(`/reception/patients/${nobody}/admissions`, admission(ward.beds[0]?.id ?? '', [doctorId]))
    .expect(404)
  await desk.get(`/reception/admissions/${nobody}`).expect(404)
  await desk.get('/reception/admissions/12').expect(404)
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId])
  for (const role of ['DOCTOR', 'DATA_ENTRY', 'PATIENT'] as const) {
    const other = await logInAs(app, role)
    for (const path of [
      `/reception/admissions/${stay.id}`,
      '/reception/admissions',
      '/reception/wards',
      '/reception/invoices',
    ])
      expect((await other.get(path)).status, `${role} ${path}`).toBe(403)
    const post = await other.post(
      `/reception/patients/${stay.patientId}/admissions`,
      admission(nobody, [doctorId]),
    )
    expect(post.status).toBe(403)
  }
  const answer = await visitor(app).get(`/reception/admissions/${stay.id}`).expect(303)
  expect(answer.headers.location).toContain('/login')
})
