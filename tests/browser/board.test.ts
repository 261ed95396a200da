import { expect, test } from 'vitest'
import { transaction } from '../../src/db/client.js'
import { recordObservation } from '../../src/observations/commands.js'
import { roundOf } from '../../src/observations/entry-rules.js'
import { admitted } from '../board/hospital.js'
import { createWard, setBed } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPerson } from '../support/people.js'
import { logIn, looksRight } from './journey.js'

useDatabase()
const hospital = openHospital()

/** The quickest of some tries, in milliseconds: other work of the machine is not what is measured. */
async function quickest(tries: (() => Promise<void>)[]): Promise<number> {
  const times: number[] = []
  for (const attempt of tries) {
    const from = performance.now()
    await attempt()
    times.push(performance.now() - from)
    if (Math.min(...times) < SOON) break
  }
  return Math.min(...times)
}

const SOON = 2_000

test('E-27 E-28 G-K16 what one receptionist does to a bed moves on the board in another browser within two seconds', {
  timeout: 90_000,
}, async () => {
  const ward = await createWard({ beds: 5, name: 'Lotus ward' })
  const [taken, free, ...dirty] = ward.beds.map(({ id }) => id) as [string, string, ...string[]]
  const doctor = await createPerson('DOCTOR', 'Dr Meera Nair')
  const stay = await admitted(taken, { name: 'Anita Rao', doctorId: doctor.doctorId })
  for (const bedId of dirty) await setBed(bedId, 'CLEANING')

  const [here, there] = await Promise.all([hospital.enter(), hospital.enter()])
  await logIn(here, await createPerson('RECEPTIONIST'))
  await logIn(there, await createPerson('ADMIN'))
  const complaints: string[] = []
  there.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await here.goto('/reception/board')
  await there.goto('/admin/board')
  const cleaned = dirty.map((bedId) => async () => {
    await here.locator(`#bed-${bedId}`).getByRole('button', { name: 'Cleaned' }).click()
    await there.locator(`#bed-${bedId}`).getByText('free').waitFor()
  })
  expect(await quickest(cleaned)).toBeLessThan(SOON)

  // The patient is moved by the form, and lies in the other bed on the other board.
  await here.goto('/reception/board')
  await here.locator(`#bed-${taken}`).getByRole('link', { name: 'Move' }).click()
  await here.waitForURL(`**/admissions/${stay.admissionId}/move`)
  await here.locator(`input[name="bedId"][value="${free}"]`).check()
  await here.getByLabel('Why the patient is moved').fill('Nearer to the nurses.')
  await here.getByRole('button', { name: 'Move', exact: true }).click()
  await there.locator(`#bed-${free}`).getByText('Anita Rao').waitFor()
  await there.locator(`#bed-${taken}`).getByText('Cleaning').waitFor()
  expect(complaints).toEqual([])
})

test('E-27 a round that is written down moves the board of somebody who watches it', {
  timeout: 90_000,
}, async () => {
  const ward = await createWard({ beds: 1, name: 'Neem ward' })
  const [bed] = ward.beds.map(({ id }) => id) as [string]
  const person = await createPerson('DOCTOR', 'Dr Vikram Shah')
  const stay = await admitted(bed, { name: 'Farid Khan', doctorId: person.doctorId })
  const watching = await hospital.enter()
  await logIn(watching, person)
  await watching.goto(`/doctor/board?ward=${ward.id}`)
  await watching.getByText('No round yet').first().waitFor()
  const actor = {
    ...{ id: person.accountId, name: person.name, role: 'DOCTOR' as const },
    ...{ doctorId: person.doctorId, patientId: null },
  }
  const measured = [
    { respiratoryRate: 26, spo2: 90, pulse: 115, told: 'NEWS2 8: high' },
    { respiratoryRate: 16, spo2: 97, pulse: 80, told: 'NEWS2 0: low' },
    { respiratoryRate: 26, spo2: 90, pulse: 115, told: 'NEWS2 8: high' },
  ].map(({ told, ...readings }) => async () => {
    const round = roundOf({
      ...{ ...readings, oxygen: 'ROOM_AIR', temperatureTenthsC: 370 },
      ...{ systolic: 120, diastolic: 80, consciousness: 'A' },
    })
    await transaction((tx) => recordObservation(tx, actor, stay.patientId, { round, takenAt: new Date() }))
    await watching.getByText(told).waitFor()
  })
  expect(await quickest(measured)).toBeLessThan(SOON)
})

test('E-27 E-61 the board and the outlook are read on a telephone and in the dark', {
  timeout: 60_000,
}, async () => {
  const page = await hospital.enter({ width: 360 })
  await logIn(page, await createPerson('RECEPTIONIST'))
  for (const address of ['/reception/board', '/reception/board/capacity']) {
    await page.goto(address)
    await looksRight(page)
  }
})
