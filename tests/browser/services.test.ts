import { expect, test } from 'vitest'
import { isolateAtHome } from '../isolation/at-home.js'
import { tomorrow } from '../services/at-home.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPerson } from '../support/people.js'
import { logIn, looksRight } from './journey.js'

useDatabase()
const hospital = openHospital()

test('R-04 C-04 a patient asks for a nurse; the desk sees it come, allocates it, and the patient sees who comes', {
  timeout: 90_000,
}, async () => {
  const [person, receptionist] = [
    await createPerson('PATIENT', 'Asha Kulkarni'),
    await createPerson('RECEPTIONIST'),
  ]
  await isolateAtHome(person.patientId ?? '', { recordedById: receptionist.accountId })
  const desk = await hospital.enter()
  await logIn(desk, receptionist)
  await desk.goto('/reception/services')
  await desk.getByText('Everything is allocated').waitFor()

  const home = await hospital.enter()
  await logIn(home, person)
  await home.goto('/patient/isolation')
  await home.getByRole('link', { name: 'Request a service' }).click()
  await looksRight(home)
  await home.getByText('Nurse visit, ₹600.00').click()
  await home.getByLabel('What should we know?').fill('Ring twice.')
  await home.getByRole('button', { name: 'Request' }).click()
  await home.getByText('You asked for Nurse visit.').waitFor()

  // Nobody has touched the page of the desk.
  const row = desk.getByRole('link', { name: 'Allocate Nurse visit, Asha Kulkarni' })
  await row.waitFor()
  await looksRight(desk)
  await row.click()
  await desk.getByText('Ring twice.').waitFor()
  await desk.getByLabel('Who or what comes').fill('Nurse Kavita')
  await desk.getByLabel('Day').fill(tomorrow())
  await desk.getByLabel('Time').fill('09:30')
  await desk.getByRole('button', { name: 'Allocate' }).click()
  await desk.getByText('Nurse visit for Asha Kulkarni is planned for').waitFor()

  await looksRight(desk)
  await home.getByText('Nurse Kavita').first().waitFor()
  expect(await home.locator('#service').textContent()).toContain('Planned')
  await desk.getByRole('button', { name: 'Done: charge ₹600.00' }).click()
  await desk.getByText('is done, and charged').waitFor()
  await home.locator('#service').getByText('Done').first().waitFor()
  await desk.getByRole('link', { name: 'On none yet' }).click()
  await looksRight(desk)
  await desk.getByRole('button', { name: 'Issue the invoice' }).click()
  await desk.getByText(/Invoice INV-\d+-\d+ is issued/).waitFor()
})
