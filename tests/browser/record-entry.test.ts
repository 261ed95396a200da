import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { useDatabase } from '../support/database.js'
import { openHospital } from '../support/open-hospital.js'
import { createPatient, createPerson, password, type TestPerson } from '../support/people.js'
import { logIn, looksRight, orderedTest, tabTo, takeIntoCare, type } from './journey.js'

useDatabase()
const hospital = openHospital()
let clerk: TestPerson
let order: { id: string; number: number }
beforeAll(async () => {
  clerk = await createPerson('DATA_ENTRY', 'Snehal Kamble')
  const doctor = await createPerson('DOCTOR', 'Dr. Meera Iyer')
  const patient = await createPatient({ name: 'Sunita Jadhav' })
  await takeIntoCare(doctor, patient.id)
  order = await orderedTest(doctor, patient.id, 'ELEC')
})

test('D-01 D-03 E-61 by the keyboard alone and without JavaScript, data entry logs in, finds an order by its number, notes the specimen, enters the values, is asked about a critical one, and saves as final', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter({ width: 360, javaScript: false })
  await page.goto('/login')
  await tabTo(page, 'input[name=identifier]')
  await type(page, clerk.email)
  await tabTo(page, 'input[name=password]')
  await type(page, password, 'Enter')
  await page.waitForURL('**/records')

  // The field for the number has the focus, for who types and for the scanner.
  await type(page, `o-${order.number}`, 'Enter')
  await page.waitForURL(`**/records/orders/${order.id}`)
  await tabTo(page, 'button', 'Specimen taken')
  await type(page, 'Enter')
  await page.getByText('is taken.').waitFor()
  expect(await stateOfOrder()).toBe('COLLECTED')

  // So has the first value after that.
  await type(page, '140', 'Tab', '6.9', 'Tab', '101', 'Tab', '24', 'Enter')
  await page.getByText('Is this right?').waitFor()
  expect(await db.testResult.count()).toBe(0)
  // Enter alone does not save it: what is critical was measured again.
  await type(page, 'Enter')
  await page.getByText('Measure again what is marked').first().waitFor()
  expect(await db.testResult.count()).toBe(0)
  await type(page, 'Space')
  await tabTo(page, 'button', 'Save as final')
  await type(page, 'Enter')
  await page.getByText('It is critical: the doctors were told at once.').waitFor()

  const { values, ...result } = await db.testResult.findFirstOrThrow({
    where: { orderId: order.id },
    select: {
      ...{ status: true, version: true, isCritical: true, recordedById: true },
      values: { orderBy: { position: 'asc' }, select: { number: true, flag: true } },
    },
  })
  expect(result).toEqual({ status: 'FINAL', version: 1, isCritical: true, recordedById: clerk.accountId })
  expect(values.map(({ number, flag }) => `${number} ${flag}`)).toEqual([
    '140 NORMAL',
    '6.9 CRITICAL_HIGH',
    '101 NORMAL',
    '24 NORMAL',
  ])
  expect(await stateOfOrder()).toBe('COMPLETED')
  // What is done waits no longer.
  await page.goto('/records')
  await page.getByText('Nothing waits').waitFor()
})

test('E-61 E-63 axe finds nothing on the lists of data entry and on what was recorded, in light and dark', {
  timeout: 90_000,
}, async () => {
  const page = await hospital.enter({ width: 360 })
  await logIn(page, clerk)
  for (const address of ['/records/orders', `/records/orders/${order.id}`]) {
    await page.goto(address)
    await looksRight(page)
  }
})

const stateOfOrder = async () =>
  (await db.clinicalOrder.findUniqueOrThrow({ where: { id: order.id }, select: { status: true } })).status
