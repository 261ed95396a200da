import { transaction } from '../../src/db/client.js'

export const LARGE_WARDS = 100
const BEDS = 5000

/** 5,000 beds: 4,000 with somebody in them who was measured, 200 being cleaned, 50 blocked, the rest free. */
export async function fillLargeHouse(staffId: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO ward (id, name, code, floor, level, isolation, oxygen, opened_at)
      SELECT md5('ward ' || n)::uuid, 'Large ' || n, 'L' || n, '1st floor',
        (ARRAY['WARD', 'HDU', 'ICU']::"WardLevel"[])[n % 3 + 1], TRUE, TRUE, '2000-01-01Z'
      FROM generate_series(1, ${LARGE_WARDS}::int) n`
    await tx.$executeRaw`
      INSERT INTO bed (id, ward_id, number, opened_at)
      SELECT md5('bed ' || n)::uuid, md5('ward ' || (n * 37 % ${LARGE_WARDS}::int + 1))::uuid, n::text, '2000-01-01Z'
      FROM generate_series(1, ${BEDS}::int) n`
    await tx.$executeRaw`
      INSERT INTO patient (id, name, sex, date_of_birth)
      SELECT md5('patient ' || n)::uuid, 'Patient ' || n, 'FEMALE', '1970-05-05' FROM generate_series(1, 4000) n`
    await tx.$executeRaw`
      INSERT INTO admission (id, patient_id, reason, admitted_at, admitted_by_id, expected_discharge_on)
      SELECT md5('stay ' || n)::uuid, md5('patient ' || n)::uuid, 'Needs oxygen.', now() - n % 20 * interval '1 day',
        ${staffId}::uuid, CASE WHEN n % 4 = 0 THEN current_date + (n % 5)::int END
      FROM generate_series(1, 4000) n`
    await tx.$executeRaw`
      INSERT INTO bed_stay (id, kind, bed_id, admission_id, started_at)
      SELECT gen_random_uuid(), 'OCCUPIED', md5('bed ' || n)::uuid, md5('stay ' || n)::uuid, now() - n % 20 * interval '1 day'
      FROM generate_series(1, 4000) n`
    await tx.$executeRaw`
      INSERT INTO bed_stay (id, kind, bed_id, started_at, reason)
      SELECT gen_random_uuid(), (CASE WHEN n <= 4200 THEN 'CLEANING' ELSE 'BLOCKED' END)::"BedStayKind", md5('bed ' || n)::uuid,
        now(), 'Leaks.'
      FROM generate_series(4001, 4250) n`
    await tx.$executeRaw`
      INSERT INTO observation (id, patient_id, recorded_by_id, taken_at, spo2, admission_id, news2, news2_total, news2_band)
      SELECT gen_random_uuid(), md5('patient ' || n)::uuid, ${staffId}::uuid, now() - round * interval '3 hours', 92,
        md5('stay ' || n)::uuid, '{"monitoring": "4-6-hourly", "minimumTotal": null, "redScore": false}', 3, 'LOW'
      FROM generate_series(1, 4000) n, generate_series(1, 3) round`
  })
}
