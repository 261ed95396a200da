import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, openApp } from '../support/app.js'
import { createWard } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { admitted } from './hospital.js'
import { fillLargeHouse, LARGE_WARDS } from './large-house.js'

useDatabase()

let desk: Browser & TestPerson
let doctor: Browser & TestPerson

beforeAll(async () => {
  const app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctor = await logInAs(app, 'DOCTOR')
})

test('E-27 G-K16 the board asks the same few statements of a small and of a large hospital, and 5,000 beds are shown at once', {
  timeout: 90_000,
}, async () => {
  const ward = await createWard({ beds: 2, name: 'Small ward' })
  const [bed] = ward.beds
  if (bed) await admitted(bed.id, { doctorId: doctor.doctorId })
  const small = await statementsOf(() => desk.get('/reception/board').expect(200))
  await fillLargeHouse(desk.accountId)
  await db.$executeRaw`ANALYZE`
  const large = await statementsOf(() => desk.get('/reception/board').expect(200))
  expect(large).toBeLessThanOrEqual(small)
  expect(small).toBeLessThanOrEqual(8)

  const addresses = [
    '/reception/board',
    '/reception/board?state=FREE&level=WARD',
    '/reception/board?state=BLOCKED',
    '/reception/board/capacity?surge=2',
  ]
  for (const address of addresses) {
    const from = performance.now()
    const { text } = await desk.get(address).expect(200)
    const took = performance.now() - from
    expect(took, `${address} took ${Math.round(took)} ms`).toBeLessThan(10_000)
    if (process.env.TEST_LOG) console.log(address, Math.round(took), 'ms', text.length)
  }
  const { text } = await desk.get('/reception/board').expect(200)
  expect(text).toContain('4,001 of 5,002 beds')
  expect(text.match(/href="\?ward=/g)).toHaveLength(LARGE_WARDS + 1)
  expect(text.length, 'bytes of the board of 100 wards').toBeLessThan(60_000)
  expect(text).not.toContain('class="ww-bed ')

  // A doctor, of whom it is asked for each patient whether they reach them.
  const from = performance.now()
  const own = await doctor.get('/doctor/board?level=WARD&state=BLOCKED').expect(200)
  expect(own.text).toContain('Leaks.')
  expect(performance.now() - from).toBeLessThan(10_000)
})
