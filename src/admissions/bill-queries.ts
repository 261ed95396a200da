import { db, type Tx } from '../db/client.js'
import { openCharges } from '../invoices/charges.js'
import { supportRates } from '../tariffs/support.js'
import { rateFields } from '../wards/rates.js'

export interface BilledDoctor {
  id: string
  name: string
  specialisation: string
  feeMinor: bigint
  /** A consultation of this doctor in this stay is charged already, by its visit. */
  isCharged: boolean
}

/** Each doctor who was in charge during a stay, once, in the order in which they came. */
function doctorsOfStay(admissionId: string, client: Tx = db): Promise<BilledDoctor[]> {
  return client.$queryRaw<BilledDoctor[]>`
    SELECT d.id, a.name, s.name AS specialisation, d.consultation_fee_minor AS "feeMinor",
      EXISTS (
        SELECT FROM charge x JOIN appointment v ON v.id = x.source_id
        WHERE x.source_type = 'appointment' AND x.admission_id = ${admissionId}::uuid AND x.voided_at IS NULL
          AND v.doctor_id = d.id) AS "isCharged"
    FROM care_assignment c
    JOIN doctor d ON d.id = c.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    WHERE c.admission_id = ${admissionId}::uuid
    GROUP BY d.id, a.name, s.name
    ORDER BY min(c.started_at), d.id`
}

/** All that the bill of a stay is made of. */
export async function basisOfBill({ id, patientId }: { id: string; patientId: string }, client: Tx = db) {
  return {
    stays: await bedsOfStay(id, client),
    doctors: await doctorsOfStay(id, client),
    readings: await readingsOnOxygen(id, client),
    rates: await supportRates(client),
    noted: await openCharges(client, { patientId, admissionId: id }),
  }
}

export type BasisOfBill = Awaited<ReturnType<typeof basisOfBill>>

/** What the staff read in a stay while the patient had oxygen or more, and did not strike out. */
function readingsOnOxygen(admissionId: string, client: Tx) {
  return client.observation.findMany({
    where: {
      ...{ admissionId, source: 'STAFF', struckAt: null },
      oxygen: { in: ['ON_OXYGEN', 'HIGH_FLOW_OR_VENTILATED'] },
    },
    select: { id: true, takenAt: true, oxygen: true, oxygenDevice: true },
  })
}

/** The beds of a stay, one after the other. */
function bedsOfStay(admissionId: string, client: Tx = db) {
  return client.bedStay.findMany({
    where: { admissionId },
    orderBy: { startedAt: 'asc' },
    select: {
      id: true,
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
