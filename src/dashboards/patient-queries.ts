import { owingInSql } from '../cashier/standing-queries.js'
import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { type Day, dayFromColumn, dayToColumn } from '../shared/calendar.js'

export interface Care {
  stay: { admittedAt: Date; dischargedAt: Date | null; ward: string; bed: string } | null
  isolation: { startedOn: Day; earliestEndOn: Day } | null
  /** Whether the daily report of today is there. */
  reported: boolean
  doctors: OwnDoctor[]
  /** The newest. */
  invoices: OwnInvoice[]
  /** What they owe in all, and what of it was to be paid before today. */
  owedMinor: bigint
  overdueMinor: bigint
}

/**
 * The newest stay of the patient who asks, with its last bed, the home isolation that goes on, whether today's daily
 * report is there, the doctors in charge and the newest invoices.
 */
export async function careOf(patientId: string, mostInvoices: number, today: Day): Promise<Care> {
  const [row] = await db.$queryRaw<CareRow[]>`
    SELECT a.admitted_at AS "admittedAt", a.discharged_at AS "dischargedAt", a.ward, a.bed,
      h.started_on AS "startedOn", h.earliest_end_on AS "earliestEndOn",
      EXISTS (SELECT FROM daily_report r WHERE r.patient_id = p.id AND r.day = ${dayToColumn(today)}::date) AS reported,
      owing.owed AS "owedMinor", owing.overdue AS "overdueMinor",
      to_json(ARRAY(SELECT to_json(own) FROM (${doctorsInCharge(patientId)}) own)) AS doctors,
      to_json(ARRAY(SELECT to_json(own) FROM (
        SELECT i.id, i.number, i.issued_at AS "issuedAt", i.total_minor::text AS "totalMinor", i.currency
        FROM invoice i WHERE i.patient_id = p.id
        ORDER BY i.issued_at DESC, i.id DESC LIMIT ${mostInvoices}) own)) AS invoices
    FROM patient p
    LEFT JOIN LATERAL (
      SELECT a.admitted_at, a.discharged_at, w.name AS ward, b.number AS bed
      FROM admission a
      JOIN bed_stay s ON s.admission_id = a.id
      JOIN bed b ON b.id = s.bed_id
      JOIN ward w ON w.id = b.ward_id
      WHERE a.patient_id = p.id
      ORDER BY a.admitted_at DESC, s.started_at DESC LIMIT 1) a ON TRUE
    LEFT JOIN home_isolation h ON h.patient_id = p.id AND h.ended_at IS NULL
    CROSS JOIN LATERAL (${owingInSql(today)}) owing
    WHERE p.id = ${patientId}::uuid`
  if (!row) return nobody
  const {
    admittedAt,
    dischargedAt,
    ward,
    bed,
    startedOn,
    earliestEndOn,
    reported,
    doctors,
    invoices,
    owedMinor,
    overdueMinor,
  } = row
  return {
    ...{ reported, owedMinor, overdueMinor },
    doctors: doctors.map((doctor) => ({ ...doctor, since: new Date(doctor.since) })),
    invoices: invoices.map((invoice) => ({
      ...invoice,
      issuedAt: new Date(invoice.issuedAt),
      totalMinor: BigInt(invoice.totalMinor),
    })),
    stay: admittedAt && { admittedAt, dischargedAt, ward: ward ?? '', bed: bed ?? '' },
    isolation: startedOn &&
      earliestEndOn && { startedOn: dayFromColumn(startedOn), earliestEndOn: dayFromColumn(earliestEndOn) },
  }
}

const nobody: Care = {
  ...{ stay: null, isolation: null, reported: false, doctors: [], invoices: [] },
  ...{ owedMinor: 0n, overdueMinor: 0n },
}

interface CareRow {
  admittedAt: Date | null
  dischargedAt: Date | null
  ward: string | null
  bed: string | null
  startedOn: Date | null
  earliestEndOn: Date | null
  reported: boolean
  owedMinor: bigint
  overdueMinor: bigint
  /** With instants and amounts as JSON writes them. */
  doctors: (Omit<OwnDoctor, 'since'> & { since: string })[]
  invoices: (Omit<OwnInvoice, 'issuedAt' | 'totalMinor'> & { issuedAt: string; totalMinor: string })[]
}

export interface OwnInvoice {
  id: string
  number: string
  issuedAt: Date
  totalMinor: bigint
  currency: string
}

export interface OwnDoctor {
  id: string
  name: string
  specialisation: string
  qualification: string
  phone: string | null
  address: string | null
  chamber: string | null
  since: Date
}

/** The doctors in charge of a patient now, as the patient may know them. */
export const doctorsOf = (patientId: string): Promise<OwnDoctor[]> =>
  db.$queryRaw<OwnDoctor[]>`${doctorsInCharge(patientId)}`

const doctorsInCharge = (patientId: string) => Prisma.sql`
    SELECT d.id, a.name, s.name AS specialisation, d.qualification, a.phone, d.address, d.chamber,
      c.started_at AS since
    FROM care_assignment c
    JOIN doctor d ON d.id = c.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    WHERE c.patient_id = ${patientId}::uuid AND c.ended_at IS NULL
    ORDER BY c.started_at, c.id
    LIMIT 20`
