import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson, type TestPerson } from '../support/people.js'
import { logIn } from './journey.js'

useDatabase()
const hospital = openHospital()

async function enter(person: TestPerson, address: string, width = 1280): Promise<Page> {
  const page = await hospital.enter({ width })
  await logIn(page, person)
  await page.goto(address)
  return page
}

test('D-06 what clinical data entry reports reaches the doctor and the desk on whatever page they have open, within 5 s; answered, it is gone from both', {
  timeout: 60_000,
}, async () => {
  const [doctor, clerk, desk] = [
    await createPerson('DOCTOR', 'Dr Own'),
    await createPerson('DATA_ENTRY'),
    await createPerson('RECEPTIONIST'),
  ]
  const patient = await createPatient({ name: 'Asha Rane' })
  await db.careAssignment.create({
    data: {
      ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', assignedById: doctor.accountId },
      startedAt: new Date(),
    },
  })
  const atDoctor = await enter(doctor, '/doctor/profile')
  const atDesk = await enter(desk, '/reception/alerts', 360)
  await atDesk.getByText('No alert waits for an answer').waitFor()

  const atBed = await enter(clerk, `/records/patients/${patient.id}/observations`)
  await atBed.getByRole('link', { name: 'Report an emergency' }).click()
  await atBed.getByLabel('What has happened').fill('Fell beside the bed, the wrist is swollen')
  await atBed.getByRole('button', { name: 'Report the emergency' }).click()
  await atBed.getByText('The emergency is reported.').waitFor()

  const within = { timeout: 5_000 }
  await atDoctor.getByRole('link', { name: 'An alert waits for an answer' }).waitFor(within)
  await atDesk.getByText('Fell beside the bed').waitFor(within)
  await atDoctor.getByRole('link', { name: 'An alert waits for an answer' }).click()
  await atDoctor.getByRole('link', { name: 'Emergency Asha Rane' }).click()
  await atDoctor.getByRole('textbox', { name: 'What is done' }).fill('Seen, X-ray ordered')
  await atDoctor.getByRole('button', { name: 'Take it on' }).click()
  await atDoctor.getByText('Nobody else is told.').waitFor()
  await atDesk.getByText('Seen, X-ray ordered').waitFor(within)
  await atDesk.getByText('An alert waits for an answer').waitFor({ ...within, state: 'detached' })
  expect(await db.alert.findFirstOrThrow()).toMatchObject({
    status: 'ACKNOWLEDGED',
    action: 'Seen, X-ray ordered',
    acknowledgedById: doctor.accountId,
  })
})
