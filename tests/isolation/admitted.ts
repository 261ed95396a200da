import { db } from '../../src/db/client.js'

/** A stay that is open, in the only bed of a ward of its own. */
export async function admit(patientId: string, admittedById: string, admittedAt = new Date()) {
  const mark = patientId.slice(-6)
  const bed = await db.bed.create({
    data: {
      number: '7',
      ward: {
        create: {
          code: mark,
          name: `Ward ${mark}`,
          floor: '1',
          level: 'WARD',
          isolation: true,
          oxygen: true,
          rates: { create: { fromDay: new Date('2000-01-01'), dailyRateMinor: 1n } },
        },
      },
    },
    select: { id: true },
  })
  const { id } = await db.admission.create({
    data: {
      patientId,
      reason: 'Test',
      admittedAt,
      admittedById,
      stays: { create: { bedId: bed.id, startedAt: admittedAt } },
    },
    select: { id: true },
  })
  return { id, ward: `Ward ${mark}` }
}
