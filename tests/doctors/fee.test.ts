import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp({ CURRENCY: 'JPY' })
})

test('F-06 a hospital that counts in yen enters and reads the consultation fee in whole yen', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const { doctorId } = await createPerson('DOCTOR', 'Dr. Ren Sato')
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctorId ?? '' } })
  const page = await admin.get(`/admin/doctors/${doctorId}/edit`).expect(200)
  const profile = {
    name: 'Dr. Ren Sato',
    phone: '+81 3 1234 5678',
    specialisationId,
    qualification: 'MD',
    registrationNumber: 'JP-1',
  }
  const save = (fee: string) =>
    admin.post(`/admin/doctors/${doctorId}`, { ...profile, ...hidden(page.text), fee })
  expect((await save('1200.50').expect(422)).text).toContain('id="field-fee-error"')
  await save('¥1,200').expect(303)
  const saved = await db.doctor.findUniqueOrThrow({ where: { id: doctorId ?? '' } })
  expect(saved.consultationFeeMinor).toBe(1200n)

  const form = { ...profile, email: 'ren2@example.com', registrationNumber: 'JP-2' }
  const add = await admin.get('/admin/doctors/new').expect(200)
  const added = { ...form, ...hidden(add.text) }
  expect((await admin.post('/admin/doctors', { ...added, fee: '0.50' }).expect(422)).text).toContain(
    'id="field-fee-error"',
  )
  await admin.post('/admin/doctors', { ...added, fee: '900' }).expect(303)
  const second = await db.doctor.findUniqueOrThrow({ where: { registrationNumber: 'JP-2' } })
  expect(second.consultationFeeMinor).toBe(900n)
})

test('a doctor in such a hospital saves the own profile alike', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const own = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId ?? '' } })
  const page = await doctor.get('/doctor/profile/edit').expect(200)
  const { specialisationId, qualification, registrationNumber } = own
  const form = {
    name: doctor.name,
    phone: '+81 3 1234 5678',
    specialisationId,
    qualification,
    registrationNumber,
  }
  await doctor.post('/doctor/profile', { ...form, ...hidden(page.text), fee: '1500' }).expect(303)
  const saved = await db.doctor.findUniqueOrThrow({ where: { id: own.id } })
  expect(saved.consultationFeeMinor).toBe(1500n)
})
