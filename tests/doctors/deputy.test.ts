import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

/** The form of a doctor's profile as the record has it, with these changes. */
async function edit(browser: Browser, whose: TestPerson, here: string, changes: Record<string, string>) {
  const { text } = await browser.get(`${here}/edit`).expect(200)
  const doctor = await db.doctor.findUniqueOrThrow({ where: { id: whose.doctorId ?? '' } })
  const { specialisationId, qualification, registrationNumber } = doctor
  return browser.post(here, {
    ...{ name: whose.name, phone: '98765 43210', specialisationId, qualification, registrationNumber },
    ...{ chamber: '', fee: '800', address: '', bio: '', deputyId: '' },
    ...hidden(text),
    ...changes,
  })
}

const deputyOf = async (doctorId: string | null) =>
  (await db.doctor.findUniqueOrThrow({ where: { id: doctorId ?? '' } })).deputyId

test('a doctor chooses their own deputy, and takes the choice back', async () => {
  const colleague = await createPerson('DOCTOR', 'Dr Colleague')
  const doctor = await logInAs(app, 'DOCTOR')
  expect((await edit(doctor, doctor, '/doctor/profile', { deputyId: colleague.doctorId ?? '' })).status).toBe(
    303,
  )
  expect(await deputyOf(doctor.doctorId)).toBe(colleague.doctorId)
  expect((await doctor.get('/doctor/profile')).text).toContain('Dr Colleague')
  expect((await edit(doctor, doctor, '/doctor/profile', { deputyId: '' })).status).toBe(303)
  expect(await deputyOf(doctor.doctorId)).toBeNull()
})

test('the administration chooses it for a doctor', async () => {
  const [doctor, colleague] = [await createPerson('DOCTOR'), await createPerson('DOCTOR')]
  const here = `/admin/doctors/${doctor.doctorId}`
  expect((await edit(admin, doctor, here, { deputyId: colleague.doctorId ?? '' })).status).toBe(303)
  expect(await deputyOf(doctor.doctorId)).toBe(colleague.doctorId)
})

test('nobody is their own deputy, nor is somebody who does not work here', async () => {
  const [doctor, gone] = [await createPerson('DOCTOR'), await createPerson('DOCTOR')]
  await db.account.update({ where: { id: gone.accountId }, data: { status: 'SUSPENDED' } })
  const here = `/admin/doctors/${doctor.doctorId}`
  for (const [deputyId, sentence] of [
    [doctor.doctorId ?? '', 'nobody is their own deputy'],
    [gone.doctorId ?? '', 'does not work here now'],
    [randomUUID(), 'does not work here now'],
    ['somebody', 'Choose the deputy from the list.'],
  ] as const) {
    const refused = await edit(admin, doctor, here, { deputyId, chamber: '12b' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('id="field-deputyId-error"')
    expect(refused.text).toContain(sentence)
    expect(refused.text).toContain('value="12b"')
  }
  expect(await deputyOf(doctor.doctorId)).toBeNull()
  await expect(
    db.doctor.update({ where: { id: doctor.doctorId ?? '' }, data: { deputyId: doctor.doctorId } }),
  ).rejects.toThrow(/doctor_not_own_deputy/)
})

test('a deputy who was suspended since stays chosen until another is, and the form says who it is', async () => {
  const [doctor, gone] = [await createPerson('DOCTOR'), await createPerson('DOCTOR', 'Dr Suspended')]
  await db.doctor.update({ where: { id: doctor.doctorId ?? '' }, data: { deputyId: gone.doctorId } })
  await db.account.update({ where: { id: gone.accountId }, data: { status: 'SUSPENDED' } })
  const here = `/admin/doctors/${doctor.doctorId}`
  expect((await admin.get(`${here}/edit`)).text).toContain('Dr Suspended')
  expect((await edit(admin, doctor, here, { deputyId: gone.doctorId ?? '' })).status).toBe(303)
})
