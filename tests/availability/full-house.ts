import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, type Day } from '../../src/shared/calendar.js'

/**
 * Two hundred doctors at work, each on six days of the week from nine to one and from two to five in quarters of an
 * hour: 28 times a day.
 */
export async function openFullHouse(doctors = 200): Promise<string[]> {
  await db.$executeRaw`
    INSERT INTO "specialisation" ("id", "name", "slug") VALUES (gen_random_uuid(), 'Everything', 'everything')`
  await db.$executeRaw`
    INSERT INTO "account" ("id", "role", "status", "name", "username", "email", "password_hash")
    SELECT gen_random_uuid(), 'DOCTOR', 'ACTIVE', 'Dr. ' || n, 'house' || n, 'house' || n || '@example.com', 'x'
    FROM generate_series(1, ${doctors}::int) n`
  await db.$executeRaw`
    INSERT INTO "doctor" ("id", "account_id", "specialisation_id", "registration_number", "qualification", "chamber")
    SELECT gen_random_uuid(), a."id", s."id", a."username", 'MBBS', '204'
    FROM "account" a, "specialisation" s WHERE a."username" LIKE 'house%'`
  await db.$executeRaw`
    INSERT INTO "working_hours" ("id", "doctor_id", "weekday", "starts_at", "ends_at")
    SELECT gen_random_uuid(), d."id", weekday, hours[1], hours[2]
    FROM "doctor" d, generate_series(1, 6) weekday,
      (VALUES (ARRAY['09:00', '13:00']), (ARRAY['14:00', '17:00'])) times(hours)
    WHERE d."registration_number" LIKE 'house%'`
  const known = await db.doctor.findMany({
    where: { registrationNumber: { startsWith: 'house' } },
    orderBy: { registrationNumber: 'asc' },
    select: { id: true },
  })
  return known.map(({ id }) => id)
}

/** Books the first `visits` quarters from nine on with each doctor, on each of `days` days from `first` on (in the hospital's zone). */
export async function fillHouse(first: Day, days: number, visits: number): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "patient" ("id", "name")
    SELECT gen_random_uuid(), 'Housed ' || n FROM generate_series(1, 400) n`
  for (let ahead = 0; ahead < days; ahead++)
    await db.$executeRaw`
      INSERT INTO "appointment"
        ("id", "patient_id", "doctor_id", "status", "day", "starts_at", "ends_at", "reason", "created_by_id")
      SELECT gen_random_uuid(), p."id", d."id", 'CONFIRMED', ${addDays(first, ahead)}::date, "from",
        "from" + interval '15 minutes', 'Cough', d."account_id"
      FROM (SELECT *, row_number() OVER (ORDER BY "id") AS n FROM "doctor" WHERE "registration_number" LIKE 'house%') d
      JOIN (SELECT *, row_number() OVER (ORDER BY "id") AS n FROM "patient" WHERE "name" LIKE 'Housed %') p USING (n),
        generate_series(0, ${visits - 1}::int) k,
        LATERAL (SELECT (${addDays(first, ahead)}::date + time '09:00' + k * interval '15 minutes')
          AT TIME ZONE ${config.zone} AS "from") t`
}

/** Gives all of that time back. */
export async function emptyHouse(): Promise<void> {
  await db.appointment.updateMany({ data: { status: 'CANCELLED', statusReason: 'The house is emptied' } })
}
