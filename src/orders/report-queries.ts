import { db } from '../db/client.js'
import type { ResultStatus, Sex } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import type { ValueRow } from './result-queries.js'

/** The newest result of a test with all that stands on its report. */
export interface TestReport {
  orderId: string
  number: number
  item: string
  category: string
  specimen: string | null
  orderedAt: Date
  collectedAt: Date | null
  patient: {
    name: string
    localName: string | null
    number: number
    sex: Sex | null
    dateOfBirth: Day | null
  }
  doctor: { name: string; qualification: string; registrationNumber: string }
  resultId: string
  version: number
  status: ResultStatus
  recordedAt: Date
  comment: string | null
  /** Why it was amended. */
  reason: string | null
  values: ValueRow[]
}

/** The report of an order that the caller has reached through their scope; null while there is no result that holds. One statement. */
export async function findReport(orderId: string): Promise<TestReport | null> {
  const [row] = await db.$queryRaw<RawReport[]>`
    SELECT o.id AS "orderId", o.number, i.name AS item, i.category, i.specimen, o.ordered_at AS "orderedAt",
      o.collected_at AS "collectedAt",
      p.name AS "patientName", p.local_name AS "localName", p.number AS "patientNumber", p.sex,
      p.date_of_birth AS "dateOfBirth",
      jsonb_build_object('name', a.name, 'qualification', d.qualification,
        'registrationNumber', d.registration_number) AS doctor,
      r.id AS "resultId", r.version, r.status, r.recorded_at AS "recordedAt", r.comment, r.reason,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('code', v.code, 'name', v.name, 'unit', v.unit, 'decimals', v.decimals,
          'number', v.number::float8, 'text', v.text, 'flag', v.flag, 'low', v.low::float8, 'high', v.high::float8)
          ORDER BY v.position)
        FROM result_value v WHERE v.result_id = r.id), '[]') AS values
    FROM clinical_order o
    JOIN catalogue_item i ON i.id = o.item_id
    JOIN patient p ON p.id = o.patient_id
    JOIN doctor d ON d.id = o.doctor_id
    JOIN account a ON a.id = d.account_id
    JOIN LATERAL (SELECT * FROM test_result WHERE order_id = o.id ORDER BY version DESC LIMIT 1) r ON TRUE
    WHERE o.id = ${orderId}::uuid AND o.status <> 'CANCELLED'`
  if (!row) return null
  const { patientName: name, localName, patientNumber: number, sex, dateOfBirth, ...report } = row
  const born = dateOfBirth && dayFromColumn(dateOfBirth)
  return { ...report, patient: { name, localName, number, sex, dateOfBirth: born } }
}

interface RawReport extends Omit<TestReport, 'patient'> {
  patientName: string
  localName: string | null
  patientNumber: number
  sex: Sex | null
  dateOfBirth: Date | null
}
