import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { patientNumber } from '../../src/patients/rules.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, password } from '../support/people.js'
import { adminOf, hoursFrom, mergeThrough, staffOfRecords, undoThrough } from './records.js'

useDatabase()
let app: Express
let admin: Awaited<ReturnType<typeof adminOf>>
beforeAll(async () => {
  app = openApp()
  admin = await adminOf(app)
})

const find = (id: string) => db.patient.findUniqueOrThrow({ where: { id } })

async function pair() {
  const kept = await db.patient.create({
    data: { name: 'Asha Kulkarni', phone: '+919811100001', sex: 'FEMALE', medicalHistory: 'Asthma.' },
  })
  const gone = await db.patient.create({
    data: {
      ...{ name: 'Asha Kulkarny', phone: '+919811100002', address: '4 Tilak Road', bloodGroup: 'A_POSITIVE' },
      ...{ governmentIdKind: 'PASSPORT', governmentIdNumber: `M${String(Date.now()).slice(-7)}` },
      ...{ medicalHistory: 'Appendix out in 2001.', dateOfBirth: new Date('1984-05-17') },
    },
  })
  return { kept, gone }
}

describe('E-25 an administrator merges two records of one person', () => {
  test('after a search, a comparison and a confirmation page, and both what was done and why is kept', async () => {
    const { kept, gone } = await pair()
    const address = `/admin/patients/${kept.id}/merge`
    const choice = await admin.get(address).expect(200)
    const found = await admin.post(address, {
      patientSearch: 'Kulkarny',
      find: 'patient',
      ...hidden(choice.text),
    })
    expect(found.text).toContain(gone.id)
    const compared = await admin
      .post(address, { patientId: gone.id, compare: 'yes', ...hidden(found.text) })
      .expect(200)
    for (const text of ['Are these one person?', patientNumber(gone.number), '4 Tilak Road', 'Passport •••'])
      expect(compared.text).toContain(text)
    expect(compared.text).not.toContain(gone.governmentIdNumber ?? '')
    const form = { patientId: gone.id, keeps: 'this', reason: 'Registered twice', ...hidden(compared.text) }
    const asked = await admin.post(address, form).expect(200)
    expect(asked.text).toContain(`${patientNumber(gone.number)} is closed, and whoever opens it is led to`)
    expect((await find(gone.id)).mergedIntoId).toBeNull()
    const done = await admin.post(address, { ...form, confirmed: 'yes', ...hidden(asked.text) }).expect(303)
    expect(done.headers.location).toBe(`/admin/patients/${kept.id}`)
    expect(await find(gone.id)).toMatchObject({ mergedIntoId: kept.id, deactivatedAt: expect.any(Date) })
    expect(
      await db.auditEvent.count({
        where: { action: 'patient.merge', patientId: gone.id, subjectType: 'patient-merge' },
      }),
    ).toBe(1)
    const list = await admin.get('/admin/merges').expect(200)
    for (const text of [
      'Registered twice',
      patientNumber(kept.number),
      patientNumber(gone.number),
      admin.name,
    ])
      expect(list.text).toContain(text)
  })

  test('and the kept record takes over what it does not have, and gives it back when it is undone', async () => {
    const { kept, gone } = await pair()
    await mergeThrough(admin, kept.id, gone.id)
    const one = await find(kept.id)
    expect(one).toMatchObject({
      ...{ name: 'Asha Kulkarni', phone: '+919811100001', address: '4 Tilak Road', bloodGroup: 'A_POSITIVE' },
      ...{ governmentIdNumber: gone.governmentIdNumber, dateOfBirth: gone.dateOfBirth },
    })
    expect(one.medicalHistory).toBe(`Asthma.\n\n(${patientNumber(gone.number)}) Appendix out in 2001.`)
    // What somebody corrected meanwhile is theirs and stays.
    await db.patient.update({ where: { id: kept.id }, data: { address: 'New address' } })
    await undoThrough(admin, gone.id)
    const { version: _version, ...before } = kept
    expect(await find(kept.id)).toMatchObject({ ...before, address: 'New address' })
    const { version: _other, ...closed } = gone
    expect(await find(gone.id)).toMatchObject(closed)
  })

  test('or keeps the other one of the two', async () => {
    const { kept, gone } = await pair()
    const page = await admin.get(`/admin/patients/${kept.id}/merge?patientId=${gone.id}`)
    const form = {
      patientId: gone.id,
      keeps: 'other',
      reason: 'Older',
      confirmed: 'yes',
      ...hidden(page.text),
    }
    const done = await admin.post(`/admin/patients/${kept.id}/merge`, form).expect(303)
    expect(done.headers.location).toBe(`/admin/patients/${gone.id}`)
    expect((await find(kept.id)).mergedIntoId).toBe(gone.id)
  })

  test('and every page of the gone record leads to the kept one, for everybody who reaches it', async () => {
    const { kept, gone } = await pair()
    const doctor = await logInAs(app, 'DOCTOR')
    const stranger = await logInAs(app, 'DOCTOR')
    const desk = await logInAs(app, 'RECEPTIONIST')
    await db.careAssignment.create({
      data: {
        patientId: gone.id,
        doctorId: doctor.doctorId ?? '',
        assignedById: admin.accountId,
        startedAt: new Date(),
      },
    })
    await mergeThrough(admin, kept.id, gone.id)
    expect((await desk.get(`/reception/patients/${gone.id}`).expect(303)).headers.location).toBe(
      `/reception/patients/${kept.id}`,
    )
    expect((await desk.get(`/reception/patients/${gone.id}/history?x=1`).expect(303)).headers.location).toBe(
      `/reception/patients/${kept.id}/history?x=1`,
    )
    await doctor.get(`/doctor/patients/${gone.id}/history`).expect(303)
    await doctor.get(`/doctor/patients/${kept.id}/history`).expect(200)
    await stranger.get(`/doctor/patients/${gone.id}`).expect(404)
    await desk.post(`/reception/patients/${gone.id}/history/allergies/none`).expect(404)
    const restored = await admin.post(`/admin/patients/${gone.id}/restoration`).expect(409)
    expect(restored.text).toContain('Undo the merge, and it is open again.')
  })
})

describe('E-25 the accounts of two records', () => {
  test('the only one moves to the kept record and back', async () => {
    const person = await createPerson('PATIENT', 'Online Person')
    const kept = await createPatient({ name: 'At the desk' })
    await mergeThrough(admin, kept.id, person.patientId ?? '')
    expect((await find(kept.id)).accountId).toBe(person.accountId)
    const browser = await logIn(app, person)
    expect((await browser.get('/patient/profile').expect(200)).text).toContain(patientNumber(kept.number))
    await undoThrough(admin, person.patientId ?? '')
    expect((await find(kept.id)).accountId).toBeNull()
    expect((await find(person.patientId ?? '')).accountId).toBe(person.accountId)
    expect((await browser.get('/patient/profile').expect(200)).text).not.toContain(patientNumber(kept.number))
  })

  test('of two, the gone record’s is shut out with the reason, and let in again by the undo only', async () => {
    const [one, two] = [await createPerson('PATIENT', 'First'), await createPerson('PATIENT', 'Second')]
    const inside = await logIn(app, two)
    await mergeThrough(admin, one.patientId ?? '', two.patientId ?? '')
    expect(await db.account.findUniqueOrThrow({ where: { id: two.accountId } })).toMatchObject({
      status: 'SUSPENDED',
    })
    await inside.get('/patient').expect(303)
    const shut = await visitor(app).post('/login', { identifier: two.email, password })
    expect(shut.headers.location ?? '').not.toBe('/patient')
    await (await logIn(app, one)).get('/patient').expect(200)
    const restored = await admin.post(`/admin/accounts/${two.accountId}/restoration`, {
      idempotency_key: randomUUID(),
    })
    expect(restored.status).toBe(422)
    expect(restored.text).toContain('Undo the merge, and the account is open again.')
    await undoThrough(admin, two.patientId ?? '')
    expect(await db.account.findUniqueOrThrow({ where: { id: two.accountId } })).toMatchObject({
      ...{ status: 'ACTIVE', decisionReason: null, decidedAt: null },
    })
    await (await logIn(app, two)).get('/patient').expect(200)
  })
})

describe('E-25 what stands in the way is said, and nothing is done', () => {
  async function refused(keptId: string, goneId: string, sentence: string) {
    const answer = await mergeThrough(admin, keptId, goneId, 'Kept reason')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('Kept reason')
    expect(await db.patientMerge.count({ where: { goneId, undoneAt: null } })).toBe(0)
    expect((await find(goneId)).deactivatedAt).toBeNull()
  }

  test('both are admitted', async () => {
    const desk = await logInAs(app, 'RECEPTIONIST')
    const doctor = await createPerson('DOCTOR')
    const ward = await createWard({ beds: 2 })
    const [one, two] = [await createPatient(), await createPatient()]
    for (const [index, patient] of [one, two].entries())
      await admitSomebody(desk, ward.beds[index]?.id ?? '', [doctor.doctorId ?? ''], patient)
    await refused(one.id, two.id, 'Both are admitted now.')
  })

  test('both have a visit at the same time', async () => {
    const staff = await staffOfRecords()
    const [one, two] = [await createPatient(), await createPatient()]
    const startsAt = hoursFrom(new Date(), 200)
    for (const [patientId, doctorId] of [
      [one.id, staff.doctorId],
      [two.id, staff.colleagueId],
    ] as const)
      await db.appointment.create({
        data: {
          ...{
            patientId,
            doctorId,
            status: 'CONFIRMED',
            day: new Date('2026-01-02'),
            reason: 'X',
            createdById: staff.by,
          },
          ...{ startsAt, endsAt: hoursFrom(startsAt, 0.5) },
        },
      })
    await refused(one.id, two.id, 'Both have a visit at the same time.')
  })

  test('both wait on the same list', async () => {
    const staff = await staffOfRecords()
    const [one, two] = [await createPatient(), await createPatient()]
    for (const { id: patientId } of [one, two])
      await db.waitingEntry.create({
        data: {
          ...{ patientId, specialisationId: staff.specialisationId, reason: 'X', createdById: staff.by },
          ...{ earliestOn: new Date('2027-01-02'), latestOn: new Date('2027-01-09') },
        },
      })
    await refused(one.id, two.id, 'Both are on the same waiting list.')
  })

  test('one is closed, one is merged already, both are one, or nobody is chosen', async () => {
    const [one, two, three] = [await createPatient(), await createPatient(), await createPatient()]
    await mergeThrough(admin, one.id, two.id)
    const again = await mergeThrough(admin, three.id, two.id)
    expect(again.status).toBe(422)
    expect(again.text).toContain('was merged into another record already.')
    const closed = await createPatient()
    await db.patient.update({ where: { id: closed.id }, data: { deactivatedAt: new Date() } })
    expect((await mergeThrough(admin, three.id, closed.id)).text).toContain(
      'is closed. Open it again before you merge it.',
    )
    const address = `/admin/patients/${three.id}/merge`
    const page = await admin.get(address).expect(200)
    const form = { keeps: 'this', reason: 'X', ...hidden(page.text) }
    expect((await admin.post(address, { ...form, patientId: '' }).expect(422)).text).toContain(
      'Find the patient, and choose them.',
    )
    const self = await admin.post(address, { ...form, patientId: three.id, confirmed: 'yes' }).expect(422)
    expect(self.text).toContain('These are one record already.')
    await admin.get(`${address}?patientId=${randomUUID()}`).expect(404)
  })

  test('no reason, of the merge or of its undo', async () => {
    const [one, two] = [await createPatient(), await createPatient()]
    expect((await mergeThrough(admin, one.id, two.id, ' ')).text).toContain(
      'Enter why these two are one person.',
    )
    await mergeThrough(admin, one.id, two.id)
    expect((await undoThrough(admin, two.id, ' ')).text).toContain('Enter the reason.')
    expect((await find(two.id)).mergedIntoId).toBe(one.id)
  })
})

test('G-C6 of 20 merges of the same two at one instant one is done, in whichever direction', async () => {
  const [one, two] = [await createPatient(), await createPatient()]
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      admin.post(`/admin/patients/${one.id}/merge`, {
        ...{ patientId: two.id, keeps: index % 2 ? 'this' : 'other', reason: 'Race', confirmed: 'yes' },
        idempotency_key: randomUUID(),
      }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(19).fill(422)])
  expect(await db.patientMerge.count({ where: { OR: [{ goneId: one.id }, { goneId: two.id }] } })).toBe(1)
  const gone = (await find(one.id)).mergedIntoId ? one : two
  const { id } = await db.patientMerge.findFirstOrThrow({ where: { goneId: gone.id } })
  const undone = await Promise.all(
    Array.from({ length: 10 }, () =>
      admin.post(`/admin/merges/${id}/undo`, { reason: 'Race', idempotency_key: randomUUID() }),
    ),
  )
  expect(undone.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(422)])
  expect((await find(gone.id)).mergedIntoId).toBeNull()
})

test('G-Z4 S-01 nobody but the administration merges, undoes or reads the list', async () => {
  const [one, two] = [await createPatient(), await createPatient()]
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
    const other = await logInAs(app, role)
    await other.get('/admin/merges').expect(403)
    await other.post(`/admin/patients/${one.id}/merge`, { patientId: two.id }).expect(403)
  }
  expect((await visitor(app).get('/admin/merges').expect(303)).headers.location).toMatch(/^\/login/)
  await admin.get(`/admin/merges/${randomUUID()}/undo`).expect(404)
})
