import type { Express } from 'express'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
let portrait: Buffer
beforeAll(async () => {
  app = openApp()
  portrait = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#8aa' } })
    .png()
    .toBuffer()
})

const send = (staff: Browser, id: string, file: Buffer, name: string) =>
  staff.agent
    .post(`/reception/patients/${id}/photo`)
    .set('Sec-Fetch-Site', 'same-origin')
    .attach('photo', file, name)

test('F-03 the desk takes a photo, and those who may open the record see it', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient({ name: 'Pictured Person' })
  await desk.get(`/reception/patients/${patient.id}/photo`).expect(404)
  expect((await desk.get(`/reception/patients/${patient.id}/photo/new`).expect(200)).text).toContain(
    'Pictured Person',
  )
  await send(desk, patient.id, portrait, 'me.png').expect(303)
  const photo = await desk.get(`/reception/patients/${patient.id}/photo`).expect(200)
  expect(photo.headers['content-type']).toBe('image/jpeg')
  expect((await desk.get(`/reception/patients/${patient.id}`)).text).toContain(
    `src="/reception/patients/${patient.id}/photo"`,
  )
  await doctor.get(`/doctor/patients/${patient.id}/photo`).expect(404)
  const assignment = {
    patientId: patient.id,
    doctorId: doctor.doctorId ?? '',
    assignedById: desk.accountId,
    startedAt: new Date(),
  }
  await db.careAssignment.create({ data: assignment })
  await doctor.get(`/doctor/patients/${patient.id}/photo`).expect(200)
})

test('G-F2 what is no picture is refused with a sentence, and a patient sends none', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const patient = await createPatient()
  const answer = await send(desk, patient.id, Buffer.from('<svg/>'), 'me.png').expect(422)
  expect(answer.text).toContain('Choose a photo that is a JPEG or a PNG file.')
  const other = await logInAs(app, 'PATIENT')
  await send(other, patient.id, portrait, 'me.png').expect(403)
  expect((await db.patient.findUniqueOrThrow({ where: { id: patient.id } })).photoId).toBeNull()
})
