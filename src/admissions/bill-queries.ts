import { db, type Tx } from '../db/client.js'
import { rateFields } from '../wards/rates.js'

export interface BilledDoctor {
  id: string
  name: string
  specialisation: string
  feeMinor: bigint
}

/** Each doctor who was in charge during a stay, once, in the order in which they came. */
export function doctorsOfStay(admissionId: string, client: Tx = db): Promise<BilledDoctor[]> {
  return client.$queryRaw<BilledDoctor[]>`
    SELECT d.id, a.name, s.name AS specialisation, d.consultation_fee_minor AS "feeMinor"
    FROM care_assignment c
    JOIN doctor d ON d.id = c.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    WHERE c.admission_id = ${admissionId}::uuid
    GROUP BY d.id, a.name, s.name
    ORDER BY min(c.started_at), d.id`
}

/** The beds of a stay, one after the other. */
export function bedsOfStay(admissionId: string, client: Tx = db) {
  return client.bedStay.findMany({
    where: { admissionId },
    orderBy: { startedAt: 'asc' },
    select: {
      startedAt: true,
      endedAt: true,
      bed: { select: { number: true, ward: { select: { name: true, rates: { select: rateFields } } } } },
    },
  })
}

/** What was prescribed in a stay, to choose from when its medicine is billed. */
export async function medicinesOf(admissionId: string): Promise<string[]> {
  const items = await db.prescriptionItem.findMany({
    where: { prescription: { admissionId } },
    orderBy: [{ medicine: 'asc' }],
    distinct: ['medicine', 'dose'],
    take: 100,
    select: { medicine: true, dose: true },
  })
  return items.map(({ medicine, dose }) => `${medicine} ${dose}`)
}
