import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { latestComplaint, symptomsNamed } from '../../src/dashboards/complaint-rules.js'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { inCareOf } from '../record/history.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

const report = (patientId: string, symptoms: string[], description: string | null = null) =>
  db.dailyReport.create({
    data: { patientId, day: new Date('2026-11-20'), mood: 'LOW', rating: 4, symptoms, description },
  })

describe('T-04 T-06 a doctor’s own patients', () => {
  test('stand in a list with name, mobile and what they complained of last', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const patient = await inCareOf(doctor, 'Told Something')
    await db.patient.update({ where: { id: patient.id }, data: { phone: '+919822098220' } })
    const asks = { at: new Date(Date.now() + 86_400_000), reason: 'A rash on both arms' }
    await db.appointment.create({
      data: {
        ...{
          patientId: patient.id,
          doctorId: doctor.doctorId ?? '',
          status: 'REQUESTED',
          reason: asks.reason,
        },
        ...{ day: new Date('2026-11-22'), startsAt: asks.at, endsAt: new Date(asks.at.getTime() + 900_000) },
        ...{ createdById: doctor.accountId, createdAt: new Date(Date.now() - 86_400_000) },
      },
    })
    const first = await doctor.get('/doctor/patients').expect(200)
    for (const part of ['Told Something', '+91 98220 98220', 'A rash on both arms'])
      expect(first.text).toContain(part)
    await report(patient.id, ['COUGH', 'HEADACHE'], 'Worse at night')
    const second = await doctor.get('/doctor/patients').expect(200)
    expect(second.text).toContain('Cough, Headache, Worse at night')
    expect(second.text).not.toContain('A rash on both arms')
  })

  test('with as few statements for many patients as for one', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    await inCareOf(doctor)
    const asked = () => statementsOf(() => doctor.get('/doctor/patients').expect(200))
    await asked()
    const one = await asked()
    for (let count = 0; count < 5; count++) await report((await inCareOf(doctor)).id, ['FEVER'])
    expect(await asked()).toBe(one)
  })
})

describe('T-26 a doctor finds own patients by symptom', () => {
  test('as a word of the list, in words of the patient, or in what a visit is about; and nobody else’s', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const [ticked, written, well] = [
      await inCareOf(doctor, 'Ticked Patient'),
      await inCareOf(doctor, 'Written Patient'),
      await inCareOf(doctor, 'Healthy Patient'),
    ]
    const stranger = await createPatient({ name: 'Strangers Patient' })
    await report(ticked.id, ['SORE_THROAT'])
    await report(written.id, [], 'My throat is SORE since noon')
    await report(well.id, ['HEADACHE'])
    await report(stranger.id, ['SORE_THROAT'])
    const { text } = await doctor.get('/doctor/patients?q=sore').expect(200)
    for (const name of ['Ticked Patient', 'Written Patient', 'With this symptom'])
      expect(text).toContain(name)
    for (const name of ['Healthy Patient', 'Strangers Patient']) expect(text).not.toContain(name)
    // By name as before.
    expect((await doctor.get('/doctor/patients?q=healthy').expect(200)).text).toContain('Healthy Patient')
  })

  test('where LIKE’s own characters are characters, and two letters are too few', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    await report((await inCareOf(doctor, 'Percent Patient')).id, [], 'Lost 5% of weight')
    expect((await doctor.get(`/doctor/patients?q=${encodeURIComponent('5% of')}`)).text).toContain(
      'Percent Patient',
    )
    expect((await doctor.get(`/doctor/patients?q=${encodeURIComponent('%%%')}`)).text).not.toContain(
      'Percent Patient',
    )
  })
})

test('the last complaint is the newest of them that says anything', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day))
  const fever = { at: at(1), symptoms: ['FEVER'], words: null }
  const silent = { at: at(9), symptoms: [], words: null }
  const visit = { at: at(5), symptoms: [], words: 'Cough' }
  expect(latestComplaint([fever, silent, visit, null])).toEqual(visit)
  expect(latestComplaint([null, silent])).toBe(null)
  expect(symptomsNamed('fev', { FEVER: 'Fever', COUGH: 'Cough' })).toEqual(['FEVER'])
  expect(symptomsNamed('fe', { FEVER: 'Fever' })).toEqual([])
})
