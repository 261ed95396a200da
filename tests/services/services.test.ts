import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { announcedBy } from '../support/announced.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'
import {
  chargesOf,
  itemId,
  patientAtHome,
  planned,
  postDone,
  postPlan,
  postWish,
  serviceOf,
  somebodyAtHome,
  tomorrow,
  versionIn,
  wished,
} from './at-home.js'

useDatabase()
let app: Express
let desk: Browser & { accountId: string; name: string }
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

const noticesOf = async (accountId: string, link: string) =>
  (await db.message.findMany({ where: { accountId, link } })).map(({ subject }) => subject)

describe('C-04 a patient at home asks for a service', () => {
  test('R-04 and reads who comes and when, that it is done and what it costs; the mails say none of it (G-O5)', async () => {
    const patient = await patientAtHome(app)
    const form = await patient.get('/patient/services/new').expect(200)
    expect(form.text).toContain('Oxygen cylinder, ₹2,500.00')
    const asked = await patient.post('/patient/services', {
      ...{ itemId: await itemId('O2'), priority: 'URGENT', details: 'Third floor, no lift.' },
      ...hidden(form.text),
    })
    expect(asked.status).toBe(303)
    const id = String(asked.headers.location).split('/').at(-1) ?? ''
    expect(await serviceOf(id)).toMatchObject({ status: 'REQUESTED', isolationId: patient.isolationId })
    const list = await desk.get('/reception/services').expect(200)
    for (const part of ['Oxygen cylinder', 'Third floor, no lift.', 'Urgent', `/reception/services/${id}`])
      expect(list.text).toContain(part)
    expect((await postPlan(desk, id, { allocatedTo: 'Rider 3, cylinder 14' })).status).toBe(303)
    expect((await desk.get('/reception/services')).text).not.toContain(`/reception/services/${id}"`)
    expect((await desk.get('/reception/services?show=allocated')).text).toContain('Rider 3, cylinder 14')
    const own = await patient.get(`/patient/services/${id}`).expect(200)
    for (const part of ['Planned', 'Rider 3, cylinder 14', '9:30', '₹2,500.00'])
      expect(own.text).toContain(part)
    expect((await postDone(desk, id, randomUUID(), 'Cylinder 14 left there.')).status).toBe(303)
    expect((await patient.get(`/patient/services/${id}`)).text).toContain('Cylinder 14 left there.')
    const { events } = await serviceOf(id)
    expect(events.map(({ status }) => status)).toEqual(['REQUESTED', 'ALLOCATED', 'DONE'])
    const messages = await db.message.findMany({ where: { accountId: patient.accountId } })
    expect(messages.filter(({ channel }) => channel === 'IN_APP').map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Oxygen cylinder is planned for .*9:30/),
      'Oxygen cylinder is done.',
    ])
    const mails = messages.filter(({ channel }) => channel === 'MAIL')
    expect(mails).toHaveLength(1)
    for (const { subject, body } of mails)
      expect(`${subject} ${body}`).not.toMatch(/Oxygen|Rider|2,500|cylinder/i)
  })

  test('R-04 everybody at the desk is told once, with a link, and the open work list hears of it', async () => {
    const patient = await patientAtHome(app)
    const other = await logInAs(app, 'RECEPTIONIST')
    const { text } = await patient.get('/patient/services/new').expect(200)
    const form = { itemId: await itemId('O2'), priority: 'URGENT', details: '', ...hidden(text) }
    const topics = await announcedBy(async () => {
      await patient.post('/patient/services', form).expect(303)
      await patient.post('/patient/services', form).expect(303)
    })
    expect(topics).toEqual(expect.arrayContaining(['services', `account:${desk.accountId}`]))
    const { id } = await db.serviceRequest.findFirstOrThrow({ where: { patientId: patient.id } })
    for (const { accountId } of [desk, other])
      expect(await noticesOf(accountId, `/reception/services/${id}`)).toEqual([
        'Urgent: Oxygen cylinder was asked for, for PATIENT Test. Say who does it, and when.',
      ])
    const { text: notices } = await other.get('/reception/notices').expect(200)
    const [opens = ''] = /\/reception\/notices\/[\w-]{36}\/reading/.exec(notices) ?? []
    expect((await other.post(opens).expect(303)).headers.location).toBe(`/reception/services/${id}`)
    const own = await wished(desk, patient.id)
    expect(await noticesOf(other.accountId, `/reception/services/${own}`)).toEqual([])
  })

  test('what was typed stays when nothing is chosen; an emergency is no choice of this form', async () => {
    const patient = await patientAtHome(app)
    const { text } = await patient.get('/patient/services/new')
    expect(text).toContain('call 112 or us')
    const wrong = await patient.post('/patient/services', {
      ...{ priority: 'EMERGENCY', details: 'Ring twice.' },
      ...hidden(text),
    })
    expect(wrong.status).toBe(422)
    for (const part of ['Choose a service.', 'Choose how urgent it is.', 'Ring twice.'])
      expect(wrong.text).toContain(part)
    expect(await db.serviceRequest.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('nobody at home, no service: the page says whom to call, and the form is refused', async () => {
    const patient = await logInAs(app, 'PATIENT')
    expect((await patient.get('/patient/services')).text).not.toContain('/patient/services/new')
    expect((await patient.get('/patient/services/new')).text).toContain('Please call the hospital.')
    const forced = await patient.post('/patient/services', {
      ...{ itemId: await itemId('NURSE'), priority: 'ROUTINE', details: 'Third floor.' },
      idempotency_key: randomUUID(),
    })
    expect(forced.status).toBe(422)
    expect(forced.text).toContain('Services come to patients in home isolation.')
    expect(forced.text).toContain('Third floor.')
  })

  test('cancels it with a reason, once; what the desk plans afterwards is refused', async () => {
    const patient = await patientAtHome(app)
    const id = await wished(desk, patient.id)
    const version = versionIn((await desk.get(`/reception/services/${id}`)).text)
    const page = await patient.get(`/patient/services/${id}/cancellation/new`).expect(200)
    const empty = await patient.post(`/patient/services/${id}/cancellation`, {
      reason: '',
      ...hidden(page.text),
    })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Enter the reason.')
    const form = { reason: 'My sister is a nurse.', ...hidden(page.text) }
    await patient.post(`/patient/services/${id}/cancellation`, form).expect(303)
    const late = await desk.post(`/reception/services/${id}/allocation`, {
      ...{ version, allocatedTo: 'Nurse Kavita', day: tomorrow(), time: '09:30' },
    })
    expect(late.status).toBe(422)
    for (const part of ['This service was cancelled.', 'My sister is a nurse.'])
      expect(late.text).toContain(part)
    expect((await serviceOf(id)).status).toBe('CANCELLED')
    expect(await chargesOf(id)).toEqual([])
  })

  test('G-Z2 another patient’s is not found, for reading and for cancelling', async () => {
    const [patient, other] = [await patientAtHome(app), await patientAtHome(app)]
    const id = await wished(desk, patient.id)
    await other.get(`/patient/services/${id}`).expect(404)
    await other.get(`/patient/services/${id}/cancellation/new`).expect(404)
    const forced = { reason: 'No.', idempotency_key: randomUUID() }
    await other.post(`/patient/services/${id}/cancellation`, forced).expect(404)
    expect((await serviceOf(id)).status).toBe('REQUESTED')
    expect((await visitor(app).get(`/patient/services/${id}`)).headers.location).toContain('/login')
  })
})

describe('R-04 the desk allocates services', () => {
  test('the most urgent first, then the oldest', async () => {
    const patient = await somebodyAtHome(desk)
    const routine = await wished(desk, patient.id)
    const emergency = await wished(desk, patient.id, { itemId: await itemId('AMB'), priority: 'EMERGENCY' })
    const urgent = await wished(desk, patient.id, { priority: 'URGENT' })
    const { text } = await desk.get('/reception/services').expect(200)
    const places = [emergency, urgent, routine].map((id) => text.indexOf(`/reception/services/${id}"`))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((one, other) => one - other))
  })

  test('a time that is over, or nobody: refused beside the field, with everything typed', async () => {
    const patient = await somebodyAtHome(desk)
    const id = await wished(desk, patient.id)
    const over = await postPlan(desk, id, { day: '2026-01-05', allocatedTo: 'Nurse Kavita' })
    expect(over.status).toBe(422)
    for (const part of ['This time is over.', 'Nurse Kavita', '2026-01-05']) expect(over.text).toContain(part)
    const nobody = await postPlan(desk, id, { allocatedTo: '', time: '11:45' })
    expect(nobody.status).toBe(422)
    for (const part of ['Enter who comes, or what is brought.', '11:45']) expect(nobody.text).toContain(part)
    expect((await postPlan(desk, id, { day: '2031-01-05' })).text).toContain('Enter a day within two months.')
    expect((await serviceOf(id)).status).toBe('REQUESTED')
  })

  test('planned anew, taken off again, planned for another: each a line of the history', async () => {
    const patient = await somebodyAtHome(desk)
    const id = await planned(desk, patient.id)
    expect((await postPlan(desk, id, { time: '15:00' })).status).toBe(303)
    const page = await desk.get(`/reception/services/${id}/release/new`).expect(200)
    expect(page.text).toContain('Take Nurse Kavita off it?')
    const reason = { reason: 'She is ill.', ...hidden(page.text) }
    await desk.post(`/reception/services/${id}/release`, reason).expect(303)
    expect(await serviceOf(id)).toMatchObject({ status: 'REQUESTED', allocatedTo: null, plannedAt: null })
    await postPlan(desk, id, { allocatedTo: 'Nurse Ramesh' })
    const { events, allocatedTo } = await serviceOf(id)
    expect(allocatedTo).toBe('Nurse Ramesh')
    expect(events.map(({ status }) => status)).toEqual([
      ...['REQUESTED', 'ALLOCATED', 'ALLOCATED', 'REQUESTED', 'ALLOCATED'],
    ])
    const { text } = await desk.get(`/reception/services/${id}`)
    for (const part of ['She is ill.', 'Nurse Ramesh', desk.name]) expect(text).toContain(part)
  })

  test('G-C5 two at the desk: the second sees both plans, and what was typed is kept', async () => {
    const patient = await somebodyAtHome(desk)
    const id = await wished(desk, patient.id)
    const version = versionIn((await desk.get(`/reception/services/${id}`)).text)
    await postPlan(desk, id, { allocatedTo: 'Nurse Kavita' })
    const late = await postPlan(desk, id, { allocatedTo: 'Nurse Ramesh', time: '17:15', version })
    expect(late.status).toBe(409)
    for (const part of ['Nurse Kavita', 'Nurse Ramesh', '17:15']) expect(late.text).toContain(part)
    expect((await serviceOf(id)).allocatedTo).toBe('Nurse Kavita')
  })

  test('declined with a reason that the patient reads, and nothing is charged', async () => {
    const patient = await patientAtHome(app)
    const id = await planned(desk, patient.id)
    const page = await desk.get(`/reception/services/${id}/refusal/new`).expect(200)
    const reason = { reason: 'Too far away for us today.', ...hidden(page.text) }
    await desk.post(`/reception/services/${id}/refusal`, reason).expect(303)
    const own = await patient.get(`/patient/services/${id}`)
    for (const part of ['Too far away for us today.', 'Nothing is to be paid'])
      expect(own.text).toContain(part)
    expect((await postDone(desk, id, randomUUID())).status).toBe(422)
    expect(await chargesOf(id)).toEqual([])
  })

  test('of somebody who is neither admitted nor at home: refused, and said before', async () => {
    const patient = await createPatient()
    const page = await desk.get(`/reception/patients/${patient.id}/services/new`).expect(200)
    expect(page.text).toContain('This patient is neither.')
    const forced = await postWish(desk, patient.id, { details: 'Wound on the foot.' })
    expect(forced.status).toBe(422)
    for (const part of ['This patient is neither.', 'Wound on the foot.']) expect(forced.text).toContain(part)
  })

  test('of an admitted patient it belongs to the stay, and says in which bed', async () => {
    const ward = await createWard()
    const doctor = await logInAs(app, 'DOCTOR')
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''])
    const id = await wished(desk, stay.patientId)
    expect(await serviceOf(id)).toMatchObject({ admissionId: stay.id, isolationId: null })
    const list = await desk.get('/reception/services').expect(200)
    expect(list.text).toContain(`${ward.name}, bed 12`)
    expect((await doctor.get('/doctor/services')).text).toContain(`/doctor/services/${id}`)
  })

  test('a doctor asks for their own patient and follows it, without planning it; another’s is not found', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const [own, other] = [await somebodyAtHome(desk, doctor.doctorId ?? ''), await somebodyAtHome(desk)]
    expect((await postWish(doctor, own.id, { details: 'Dressing.' }, '/doctor')).status).toBe(303)
    const { id } = await db.serviceRequest.findFirstOrThrow({ where: { patientId: own.id } })
    const page = await doctor.get(`/doctor/services/${id}`).expect(200)
    expect(page.text).toContain('Dressing.')
    expect(page.text).not.toContain('name="allocatedTo"')
    await doctor.get(`/doctor/patients/${other.id}/services/new`).expect(404)
    const elsewhere = await wished(desk, other.id)
    await doctor.get(`/doctor/services/${elsewhere}`).expect(404)
    expect((await doctor.get('/doctor/services')).text).not.toContain(`/doctor/services/${elsewhere}`)
    const plan = { version: '1', allocatedTo: 'Me', day: tomorrow(), time: '10:00' }
    await doctor.post(`/doctor/services/${id}/allocation`, plan).expect(403)
    expect((await serviceOf(id)).status).toBe('REQUESTED')
  })

  test('who looked at it and who changed it stands in the trail (E-49)', async () => {
    const patient = await somebodyAtHome(desk)
    const id = await planned(desk, patient.id)
    await desk.get(`/reception/services/${id}`)
    const trail = await db.auditEvent.findMany({ where: { patientId: patient.id, subjectType: 'service' } })
    expect(new Set(trail.map(({ action }) => action))).toEqual(
      new Set(['service.request', 'service.allocate', 'service.list']),
    )
    expect(trail.every(({ actorId }) => actorId === desk.accountId)).toBe(true)
  })
})
