import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { patientNumber } from '../../src/patients/rules.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

test('E-32 a wristband and a label print the number as bars, without a style of their own, and each print is noted', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const patient = await createPatient({ name: 'Asha Kulkarni' })
  await db.allergy.create({
    data: { patientId: patient.id, kind: 'OTHER', substance: 'Latex', severity: 'SEVERE' },
  })
  const here = `/reception/patients/${patient.id}/labels`
  const page = await desk.get(here).expect(200)
  for (const kind of ['wristband', 'label']) {
    expect(page.text).toContain(`${here}/${kind}`)
    const { text } = await desk.get(`${here}/${kind}`).expect(200)
    expect(text).toContain('Asha Kulkarni')
    expect(text).toContain('born Sun 3 Feb 1980')
    expect(text).toMatch(new RegExp(`<svg[^>]*aria-label="${patientNumber(patient.number)}"`))
    expect(text.match(/<rect x="\d+" y="0" width="\d" height="40">/g)?.length).toBeGreaterThan(20)
    expect(text).not.toMatch(/style="/)
  }
  expect((await desk.get(`${here}/wristband`)).text).toContain('Latex (severe)')
  expect(await db.auditEvent.count({ where: { action: 'patient.labels', patientId: patient.id } })).toBe(3)
})

test('E-32 G-Z1 a doctor prints those of their patients, a patient none', async () => {
  const patient = await createPatient()
  const doctor = await logInAs(app, 'DOCTOR')
  await doctor.get(`/doctor/patients/${patient.id}/labels/wristband`).expect(404)
  await db.careAssignment.create({
    data: {
      ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', assignedById: doctor.accountId },
      startedAt: new Date(),
    },
  })
  await doctor.get(`/doctor/patients/${patient.id}/labels/wristband`).expect(200)
  const person = await logInAs(app, 'PATIENT')
  await person.get(`/reception/patients/${patient.id}/labels/label`).expect(403)
})
