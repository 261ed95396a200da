import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

async function assign(staff: Browser, patientId: string, doctorId: string, base = '/reception') {
  const page = await staff.get(`${base}/patients/${patientId}/doctors/new`).expect(200)
  return staff.post(`${base}/patients/${patientId}/doctors`, { doctorId, ...hidden(page.text) })
}

async function end(staff: Browser, patientId: string, assignmentId: string) {
  const address = `/reception/patients/${patientId}/doctors/${assignmentId}/end`
  const page = await staff.get(address).expect(200)
  return staff.post(address, hidden(page.text))
}

const assignmentOf = (patientId: string, doctorId: string) =>
  db.careAssignment.findFirstOrThrow({ where: { patientId, doctorId } })

describe('A-15 R-02 C-04 a doctor is assigned', () => {
  test.each([
    ['RECEPTIONIST', '/reception'],
    ['ADMIN', '/admin'],
  ] as const)(
    'by %s to a patient at home, and then reaches them, and writes and prescribes',
    async (role, base) => {
      const staff = await logInAs(app, role)
      const person = await createPerson('DOCTOR', 'Dr. Anjali Rao')
      const patient = await createPatient({ name: 'At Home' })
      const doctor = await logIn(app, person)
      await doctor.get(`/doctor/patients/${patient.id}`).expect(404)
      const answer = await assign(staff, patient.id, person.doctorId ?? '', base)
      expect(answer.headers.location).toBe(`${base}/patients/${patient.id}`)
      expect((await staff.get(`${base}/patients/${patient.id}`)).text).toContain(
        'Dr. Anjali Rao is now in charge of this patient.',
      )
      expect(await assignmentOf(patient.id, person.doctorId ?? '')).toMatchObject({
        admissionId: null,
        endedAt: null,
        assignedById: staff.accountId,
      })
      const record = await doctor.get(`/doctor/patients/${patient.id}`).expect(200)
      expect(record.text).toContain(`/doctor/patients/${patient.id}/notes/new`)
      expect(record.text).toContain(`/doctor/patients/${patient.id}/prescriptions/new`)
      expect(
        await db.auditEvent.count({ where: { action: 'patient.assign-doctor', patientId: patient.id } }),
      ).toBe(1)
    },
  )

  test('to the stay of a patient who is admitted', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const [first, second] = [await createPerson('DOCTOR'), await createPerson('DOCTOR')]
    const ward = await createWard()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [first.doctorId ?? ''])
    await assign(desk, stay.patientId, second.doctorId ?? '')
    expect((await assignmentOf(stay.patientId, second.doctorId ?? '')).admissionId).toBe(stay.id)
  })

  test('and the form shows how many patients each has, those with the fewest first', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const busy = await createPerson('DOCTOR', 'Dr. Busy')
    await createPerson('DOCTOR', 'Dr. Free')
    for (let count = 0; count < 3; count++)
      await assign(desk, (await createPatient()).id, busy.doctorId ?? '')
    const patient = await createPatient()
    const { text } = await desk.get(`/reception/patients/${patient.id}/doctors/new`).expect(200)
    const row = /Dr\. Busy<\/label>[\s\S]*?<\/tr>/.exec(text)?.[0] ?? ''
    expect(row).toMatch(/data-label="At home">3</)
    expect(text.lastIndexOf('Dr. Free')).toBeLessThan(text.lastIndexOf('Dr. Busy'))
  })
})

describe('refused', () => {
  test('the same doctor twice, also at the same instant', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const person = await createPerson('DOCTOR')
    const patient = await createPatient()
    const keys = Array.from({ length: 10 }, () => randomUUID())
    const answers = await Promise.all(
      keys.map((idempotency_key) =>
        desk.post(`/reception/patients/${patient.id}/doctors`, {
          doctorId: person.doctorId ?? '',
          idempotency_key,
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(422)])
    expect(answers.find(({ status }) => status === 422)?.text).toContain(
      'This doctor is already in charge of this patient.',
    )
    expect(await db.careAssignment.count({ where: { patientId: patient.id } })).toBe(1)
  })

  test('a doctor who is suspended, and one who does not exist', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const person = await createPerson('DOCTOR')
    await db.account.update({ where: { id: person.accountId }, data: { status: 'SUSPENDED' } })
    const patient = await createPatient()
    for (const doctorId of [person.doctorId ?? '', randomUUID()]) {
      const answer = await assign(desk, patient.id, doctorId)
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('This doctor does not work here now. Choose another one.')
    }
    expect((await assign(desk, patient.id, '')).text).toContain('Choose a doctor.')
  })

  test('G-Z1 doctors and patients assign nobody', async () => {
    const patient = await createPatient()
    for (const role of ['DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
      const other = await logInAs(app, role)
      await other
        .post(`/reception/patients/${patient.id}/doctors`, { doctorId: other.doctorId ?? randomUUID() })
        .expect(403)
    }
  })

  test('an unknown patient is not found', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    await desk.get(`/reception/patients/${randomUUID()}/doctors/new`).expect(404)
    await desk
      .post(`/reception/patients/${randomUUID()}/doctors`, {
        doctorId: randomUUID(),
        idempotency_key: randomUUID(),
      })
      .expect(404)
    await desk.get('/reception/patients/7/doctors/new').expect(404)
  })
})

describe('a doctor is taken out of charge', () => {
  test('E-57 of a patient at home, after a page that says so, and keeps reach for 90 days', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const person = await createPerson('DOCTOR', 'Dr. Leaving')
    const patient = await createPatient()
    await assign(desk, patient.id, person.doctorId ?? '')
    const { id } = await assignmentOf(patient.id, person.doctorId ?? '')
    const page = await desk.get(`/reception/patients/${patient.id}/doctors/${id}/end`)
    expect(page.text).toContain('Take Dr. Leaving out of charge of Ravi Deshmukh?')
    expect((await end(desk, patient.id, id)).status).toBe(303)
    const doctor = await logIn(app, person)
    await doctor.get(`/doctor/patients/${patient.id}`).expect(200)
    expect((await doctor.get('/doctor/patients')).text).toContain('Nobody is in your charge now')
    const again = await desk.post(`/reception/patients/${patient.id}/doctors/${id}/end`, {
      idempotency_key: randomUUID(),
    })
    expect(again.status).toBe(422)
    expect(again.text).toContain('This doctor is no longer in charge of this patient.')
  })

  test('but never the last one of a patient in a bed, also when both go at once', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const [one, two] = [await createPerson('DOCTOR'), await createPerson('DOCTOR')]
    const ward = await createWard()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [one.doctorId ?? '', two.doctorId ?? ''])
    const ids = await db.careAssignment.findMany({ where: { admissionId: stay.id }, select: { id: true } })
    const answers = await Promise.all(
      ids.map(({ id }) =>
        desk.post(`/reception/patients/${stay.patientId}/doctors/${id}/end`, {
          idempotency_key: randomUUID(),
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(answers.find(({ status }) => status === 422)?.text).toContain(
      'An admitted patient needs a doctor in charge.',
    )
    expect(await db.careAssignment.count({ where: { admissionId: stay.id, endedAt: null } })).toBe(1)
  })

  test('G-Z2 an assignment under another patient’s address is not found, and stays', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const person = await createPerson('DOCTOR')
    const [mine, other] = [await createPatient(), await createPatient()]
    await assign(desk, mine.id, person.doctorId ?? '')
    const { id } = await assignmentOf(mine.id, person.doctorId ?? '')
    const address = `/reception/patients/${other.id}/doctors/${id}/end`
    await desk.get(address).expect(404)
    await desk.post(address, { idempotency_key: randomUUID() }).expect(404)
    expect((await assignmentOf(mine.id, person.doctorId ?? '')).endedAt).toBeNull()
  })
})
