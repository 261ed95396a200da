import { beforeAll, expect, test } from 'vitest'
import { db, transaction } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, openApp } from '../support/app.js'
import { createWard } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { admitted } from './hospital.js'

useDatabase()

const WARDS = 100
const BEDS = 50

let desk: Browser & TestPerson
let doctor: Browser & TestPerson

beforeAll(async () => {
  const app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctor = await logInAs(app, 'DOCTOR')
})

/** 5,000 beds: 4,000 with somebody in them who was measured, 200 being cleaned, 50 blocked, the rest free. */
async function fill(): Promise<void> {
  await transaction(async (tx) => {
    await tx.$executeRaw`
    WITH w AS (
      INSERT INTO ward (id, name, code, floor, level, isolation, oxygen, opened_at)
      SELECT gen_random_uuid(), 'Large ' || n, 'L' || n, '1st floor',
        (ARRAY['WARD', 'HDU', 'ICU']::"WardLevel"[])[n % 3 + 1], TRUE, TRUE, '2000-01-01Z'
      FROM generate_series(1, ${WARDS}::int) n RETURNING id)
    INSERT INTO bed (id, ward_id, number, opened_at)
    SELECT gen_random_uuid(), w.id, n::text, '2000-01-01Z' FROM w, generate_series(1, ${BEDS}::int) n`
    await tx.$executeRaw`
    CREATE TEMPORARY TABLE lies ON COMMIT DROP AS
    SELECT b.id AS bed_id, gen_random_uuid() AS patient_id, gen_random_uuid() AS admission_id,
      row_number() OVER (ORDER BY b.id) AS nth
    FROM bed b JOIN ward w ON w.id = b.ward_id WHERE w.name LIKE 'Large %'`
    await tx.$executeRaw`
      INSERT INTO patient (id, name, sex, date_of_birth)
      SELECT patient_id, 'Patient ' || nth, 'FEMALE', '1970-05-05' FROM lies WHERE nth <= 4000`
    await tx.$executeRaw`
      INSERT INTO admission (id, patient_id, reason, admitted_at, admitted_by_id, expected_discharge_on)
      SELECT admission_id, patient_id, 'Needs oxygen.', now() - nth % 20 * interval '1 day', ${desk.accountId}::uuid,
        CASE WHEN nth % 4 = 0 THEN current_date + (nth % 5)::int END
      FROM lies WHERE nth <= 4000`
    await tx.$executeRaw`
      INSERT INTO bed_stay (id, kind, bed_id, admission_id, started_at, ended_at)
      SELECT gen_random_uuid(), 'OCCUPIED', bed_id, admission_id, now() - nth % 20 * interval '1 day', NULL
      FROM lies WHERE nth <= 4000`
    await tx.$executeRaw`
      INSERT INTO bed_stay (id, kind, bed_id, started_at, reason)
      SELECT gen_random_uuid(), (CASE WHEN nth <= 4200 THEN 'CLEANING' ELSE 'BLOCKED' END)::"BedStayKind", bed_id, now(), 'Leaks.'
      FROM lies WHERE nth BETWEEN 4001 AND 4250`
    await tx.$executeRaw`
      INSERT INTO observation (id, patient_id, recorded_by_id, taken_at, spo2, admission_id, news2, news2_total, news2_band)
      SELECT gen_random_uuid(), patient_id, ${desk.accountId}::uuid, now() - n * interval '3 hours', 92, admission_id,
        '{"monitoring": "4-6-hourly", "minimumTotal": null, "redScore": false}', 3, 'LOW'
      FROM lies, generate_series(1, 3) n WHERE nth <= 4000`
  })
  await db.$executeRaw`ANALYZE`
}

test('E-27 G-K16 the board asks the same few statements of a small and of a large hospital, and 5,000 beds are shown at once', {
  timeout: 90_000,
}, async () => {
  const ward = await createWard({ beds: 2, name: 'Small ward' })
  const [bed] = ward.beds
  if (bed) await admitted(bed.id, { doctorId: doctor.doctorId })
  const small = await statementsOf(() => desk.get('/reception/board').expect(200))
  await fill()
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
  expect(text.match(/data-ward=/g)).toHaveLength(WARDS + 1)
  expect(text).not.toContain('class="ww-bed ')

  // A doctor, of whom it is asked for each patient whether they reach them.
  const from = performance.now()
  const own = await doctor.get('/doctor/board?level=WARD&state=BLOCKED').expect(200)
  expect(own.text).toContain('Leaks.')
  expect(performance.now() - from).toBeLessThan(10_000)
})
