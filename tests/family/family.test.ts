import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { freeTimesOf, workingDoctor } from '../appointments/clinic.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

async function add(patient: Browser, name: string, more: object = {}) {
  const page = await patient.get('/patient/family/new').expect(200)
  return patient.post('/patient/family', {
    ...hidden(page.text),
    ...{ name, dateOfBirth: '2019-04-05', sex: 'FEMALE', relation: 'CHILD' },
    ...more,
  })
}

test('E-3 a patient adds a child and books for her: the visit is hers, and her record stays closed', async () => {
  const doctor = await workingDoctor()
  const patient = await logInAs(app, 'PATIENT')
  await (await add(patient, 'Tara Kulkarni')).headers.location
  const family = await patient.get('/patient/family').expect(200)
  expect(family.text).toContain('Tara Kulkarni')
  const child = await db.patient.findFirstOrThrow({ where: { name: 'Tara Kulkarni' } })
  expect(child).toMatchObject({ accountId: null, phone: '+919800000000' })
  const [startsAt] = await freeTimesOf(doctor.doctorId, 1)
  const booking = await patient.get(
    `/patient/appointments/new?doctorId=${doctor.doctorId}&startsAt=${startsAt?.toISOString()}`,
  )
  expect(booking.text).toContain('For whom?')
  const sent = await patient
    .post('/patient/appointments', {
      ...hidden(booking.text),
      doctorId: doctor.doctorId,
      startsAt: startsAt?.toISOString() ?? '',
      patientId: child.id,
      reason: 'Ear ache',
      priority: 'ROUTINE',
    })
    .expect(303)
  expect((await patient.get(sent.headers.location ?? '')).status).toBe(200)
  expect((await patient.get('/patient/appointments')).text).toContain('For Tara Kulkarni')
  expect((await patient.get('/patient')).text).toContain('For Tara Kulkarni')
  await patient.get(`/patient/triage/new?patientId=${child.id}`)
  expect((await patient.get('/patient/profile')).text).not.toContain('Tara')
})

test('E-3 a form that is not complete keeps what was typed; the same child is not added twice, nor by a double click', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const refused = await add(patient, 'Rohan Patil', { dateOfBirth: '2999-01-01', relation: '' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('value="Rohan Patil"')
  expect(refused.text).toContain('href="#field-relation"')
  const page = hidden((await patient.get('/patient/family/new')).text)
  const form = { ...page, name: 'Rohan Patil', dateOfBirth: '2015-01-01', sex: 'MALE', relation: 'CHILD' }
  const sent = await Promise.all(Array.from({ length: 20 }, () => patient.post('/patient/family', form)))
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]))
  expect(await db.guardianship.count({ where: { accountId: patient.accountId } })).toBe(1)
  const again = await add(patient, 'rohan patil', { dateOfBirth: '2015-01-01' })
  expect(again.status).toBe(422)
  expect(again.text).toContain('is in your family already')
})

test('G-D6 one account books for ten people at most, even when it asks for twenty at once', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const keys = await Promise.all(
    Array.from({ length: 20 }, async () => hidden((await patient.get('/patient/family/new')).text)),
  )
  const sent = await Promise.all(
    keys.map((key, index) =>
      patient.post('/patient/family', {
        ...key,
        ...{
          name: `Child ${'abcdefghijklmnopqrst'[index]}`,
          dateOfBirth: '2019-04-05',
          sex: 'OTHER',
          relation: 'OTHER',
        },
      }),
    ),
  )
  expect(sent.filter(({ status }) => status === 303)).toHaveLength(10)
  expect(sent.filter(({ status }) => status === 422)).toHaveLength(10)
  expect(await db.guardianship.count({ where: { accountId: patient.accountId } })).toBe(10)
})

test('E-3 the reception links a record to the account of who books for it, and takes it off again', async () => {
  const parent = await logInAs(app, 'PATIENT')
  const desk = await logInAs(app, 'RECEPTIONIST')
  const child = await createPatient({ name: 'Ishaan Shah' })
  const { number } = await db.patient.findUniqueOrThrow({ where: { id: parent.patientId ?? '' } })
  const address = `/reception/patients/${child.id}/guardians`
  const page = await desk.get(address).expect(200)
  const nobody = await desk
    .post(address, { ...hidden(page.text), number: 'W-999999', relation: 'CHILD' })
    .expect(422)
  expect(nobody.text).toContain('No patient with an active account has this number.')
  expect(nobody.text).toContain('value="W-999999"')
  await desk.post(address, { ...hidden(page.text), number: `w ${number}`, relation: 'CHILD' }).expect(303)
  expect((await parent.get('/patient/family')).text).toContain('Ishaan Shah')
  const twice = await desk
    .post(address, { ...hidden((await desk.get(address)).text), number: String(number), relation: 'CHILD' })
    .expect(422)
  expect(twice.text).toContain('This person books for the patient already.')
  const linked = await db.guardianship.findFirstOrThrow({ where: { patientId: child.id } })
  await desk
    .post(`${address}/removal`, { ...hidden((await desk.get(address)).text), guardianshipId: linked.id })
    .expect(303)
  expect((await parent.get('/patient/family')).text).not.toContain('Ishaan Shah')
})

test('G-Z2 nobody links themselves: the page is the desk’s alone, and one patient’s link is not taken off through another', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const desk = await logInAs(app, 'RECEPTIONIST')
  const [one, other] = await Promise.all([createPatient(), createPatient()])
  await patient.get(`/reception/patients/${one.id}/guardians`).expect(403)
  await visitor(app).get('/patient/family').expect(303)
  const linked = await db.guardianship.create({
    data: { accountId: patient.accountId, patientId: one.id, relation: 'CHILD', createdById: desk.accountId },
  })
  const key = hidden((await desk.get(`/reception/patients/${other.id}/guardians`)).text)
  await desk
    .post(`/reception/patients/${other.id}/guardians/removal`, { ...key, guardianshipId: linked.id })
    .expect(404)
  expect(await db.guardianship.count({ where: { id: linked.id } })).toBe(1)
})

test('E-8 a patient switches reminders off for themselves and for a child, and nobody else’s', async () => {
  const patient = await logInAs(app, 'PATIENT')
  const stranger = await createPatient()
  await add(patient, 'Anika Joshi')
  const child = await db.patient.findFirstOrThrow({ where: { name: 'Anika Joshi' } })
  const page = await patient.get('/patient/appointments/reminders').expect(200)
  expect(page.text.match(/ checked/g)).toHaveLength(2)
  const save = (patientIds: string[]) =>
    patient.post('/patient/appointments/reminders', { ...hidden(page.text), patientIds }).expect(303)
  await save([child.id])
  const wants = async (id: string | null) =>
    (await db.patient.findUniqueOrThrow({ where: { id: id ?? '' } })).wantsReminders
  expect([await wants(patient.patientId), await wants(child.id), await wants(stranger.id)]).toEqual([
    false,
    true,
    true,
  ])
  await save([])
  expect([await wants(child.id), await wants(stranger.id)]).toEqual([false, true])
})
