import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

/** A doctor logged in, with a patient at home in their care. */
async function doctorAndPatient() {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient()
  await db.careAssignment.create({
    data: {
      patientId: patient.id,
      doctorId: doctor.doctorId ?? '',
      assignedById: doctor.accountId,
      startedAt: new Date(),
    },
  })
  return { doctor, patient, address: `/doctor/patients/${patient.id}` }
}

describe('T-17 T-18 a doctor writes a note', () => {
  test('which is signed with name and time, and stands in the record', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`).expect(200)
    const text = 'Tires when speaking.\r\n\r\nReview at 2 pm.'
    const answer = await doctor
      .post(`${address}/notes`, { kind: 'PROGRESS', text, ...hidden(page.text) })
      .expect(303)
    expect(answer.headers.location).toBe(address)
    const record = await doctor.get(address).expect(200)
    expect(record.text).toContain('Your note is signed and in the record.')
    expect(record.text).toContain('Tires when speaking.\n\nReview at 2 pm.')
    expect(record.text).toContain('DOCTOR Test')
    expect(await db.clinicalNote.findFirstOrThrow({ where: { patientId: patient.id } })).toMatchObject({
      doctorId: doctor.doctorId,
      admissionId: null,
    })
    expect(await db.auditEvent.count({ where: { action: 'note.create', patientId: patient.id } })).toBe(1)
  })

  test('of the stay, where the patient is admitted', async () => {
    const [doctor, desk] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'RECEPTIONIST')]
    const ward = await createWard()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''])
    const address = `/doctor/patients/${stay.patientId}`
    const page = await doctor.get(`${address}/notes/new`)
    await doctor
      .post(`${address}/notes`, { kind: 'PROGRESS', text: 'Stable.', ...hidden(page.text) })
      .expect(303)
    expect(
      (await db.clinicalNote.findFirstOrThrow({ where: { patientId: stay.patientId } })).admissionId,
    ).toBe(stay.id)
  })

  test('and G-W3 what is written is shown as text, never run', async () => {
    const { doctor, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`)
    const text = '<script>alert(1)</script><img src=x onerror=alert(2)>"\''
    await doctor.post(`${address}/notes`, { kind: 'PROGRESS', text, ...hidden(page.text) }).expect(303)
    for (const place of [address, `${address}/notes`]) {
      const shown = await doctor.get(place).expect(200)
      expect(shown.text).not.toContain('<script>alert')
      expect(shown.text).not.toContain('<img src=x')
      expect(shown.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    }
  })

  test('G-C3 once, however often the form is sent', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`)
    const form = { kind: 'PROGRESS', text: 'Sent by an impatient finger.', ...hidden(page.text) }
    const answers = await Promise.all(Array.from({ length: 10 }, () => doctor.post(`${address}/notes`, form)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await db.clinicalNote.count({ where: { patientId: patient.id } })).toBe(1)
  })

  test('which the database never changes or deletes', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`)
    await doctor
      .post(`${address}/notes`, { kind: 'PROGRESS', text: 'As written.', ...hidden(page.text) })
      .expect(303)
    const where = { patientId: patient.id }
    await expect(db.clinicalNote.updateMany({ where, data: { text: 'Changed' } })).rejects.toThrow(
      /append_only/,
    )
    await expect(db.clinicalNote.deleteMany({ where })).rejects.toThrow(/append_only/)
  })
})

test('an empty note, and one that is far too long, are refused and kept in the form', async () => {
  const { doctor, patient, address } = await doctorAndPatient()
  const page = await doctor.get(`${address}/notes/new`)
  const empty = await doctor
    .post(`${address}/notes`, { kind: 'PROGRESS', text: '  \n ', ...hidden(page.text) })
    .expect(422)
  expect(empty.text).toContain('Write the note.')
  const long = `${'x'.repeat(10_001)}`
  const refused = await doctor
    .post(`${address}/notes`, { kind: 'PROGRESS', text: long, ...hidden(page.text) })
    .expect(422)
  expect(refused.text).toContain('Use 10000 characters or fewer.')
  expect(refused.text).toContain(long)
  expect(await db.clinicalNote.count({ where: { patientId: patient.id } })).toBe(0)
})

test('nothing is added to a closed record', async () => {
  const { doctor, patient, address } = await doctorAndPatient()
  const page = await doctor.get(`${address}/notes/new`)
  await db.patient.update({ where: { id: patient.id }, data: { deactivatedAt: new Date() } })
  const answer = await doctor
    .post(`${address}/notes`, { kind: 'PROGRESS', text: 'Too late.', ...hidden(page.text) })
    .expect(422)
  expect(answer.text).toContain('This record is closed. An administrator can open it again.')
  expect(await db.clinicalNote.count({ where: { patientId: patient.id } })).toBe(0)
  for (const place of [address, `${address}/notes`])
    expect((await doctor.get(place).expect(200)).text).not.toContain(`${address}/notes/new`)
})

test('older notes are read page by page', async () => {
  const { doctor, patient, address } = await doctorAndPatient()
  await db.clinicalNote.createMany({
    data: Array.from({ length: 55 }, (_, index) => ({
      patientId: patient.id,
      doctorId: doctor.doctorId ?? '',
      text: `Note number ${index}.`,
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(index / 2))),
    })),
  })
  const first = await doctor.get(`${address}/notes`).expect(200)
  const next = first.text.match(/href="([^"]*)" rel="next"/)?.[1] ?? ''
  const second = await doctor.get(next).expect(200)
  const numbers = (html: string) =>
    [...html.matchAll(/Note number (\d+)\./g)].map(([, number]) => Number(number))
  expect(new Set([...numbers(first.text), ...numbers(second.text)]).size).toBe(55)
  expect(numbers(second.text)).toHaveLength(5)
  expect(second.text).not.toContain('rel="next"')
})

test('the list sends as many SQL statements for many notes as for one, and no more than 8', async () => {
  const { doctor, patient, address } = await doctorAndPatient()
  const write = (count: number, amendsId: string | null = null) =>
    db.clinicalNote.createManyAndReturn({
      data: Array.from({ length: count }, () => ({
        ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', text: 'One of many.', amendsId },
      })),
    })
  const [first] = await write(1)
  const asked = () => statementsOf(() => doctor.get(`${address}/notes`).expect(200))
  await asked()
  const one = await asked()
  await write(60)
  await write(5, first?.id ?? null)
  expect(await asked()).toBe(one)
  expect(one).toBeLessThanOrEqual(8)
})

describe('G-Z1 G-Z2 G-Z7', () => {
  test('another doctor can neither read nor write: not found', async () => {
    const { patient, address } = await doctorAndPatient()
    const other = await logInAs(app, 'DOCTOR')
    for (const place of [address, `${address}/notes`, `${address}/notes/new`])
      await other.get(place).expect(404)
    await other
      .post(`${address}/notes`, { kind: 'PROGRESS', text: 'Intruding.', idempotency_key: randomUUID() })
      .expect(404)
    expect(await db.clinicalNote.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('G-Z6 a doctor cannot sign for another one, or date it', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const other = await logInAs(app, 'DOCTOR')
    const extras: Record<string, string>[] = [
      { doctorId: other.doctorId ?? '' },
      { patientId: randomUUID() },
      { createdAt: '2020-01-01' },
    ]
    for (const extra of extras) {
      await doctor
        .post(`${address}/notes`, {
          kind: 'PROGRESS',
          text: 'Forged.',
          ...extra,
          idempotency_key: randomUUID(),
        })
        .expect(422)
    }
    expect(await db.clinicalNote.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('the receptionist has no way to notes; the admin reads and does not write', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`)
    await doctor.post(`${address}/notes`, {
      kind: 'PROGRESS',
      text: 'For clinicians only.',
      ...hidden(page.text),
    })
    const [desk, admin] = [await logInAs(app, 'RECEPTIONIST'), await logInAs(app, 'ADMIN')]
    expect((await desk.get(`/reception/patients/${patient.id}`).expect(200)).text).not.toContain(
      'For clinicians only.',
    )
    await desk.get(`/reception/patients/${patient.id}/notes`).expect(404)
    await desk.get(`${address}/notes`).expect(403)
    expect((await admin.get(`/admin/patients/${patient.id}/notes`).expect(200)).text).toContain(
      'For clinicians only.',
    )
    await admin.get(`/admin/patients/${patient.id}/notes/new`).expect(404)
  })

  test('S-03 a visitor goes to log-in', async () => {
    const { address } = await doctorAndPatient()
    expect((await visitor(app).get(`${address}/notes/new`).expect(303)).headers.location).toMatch(/^\/login/)
  })
})
