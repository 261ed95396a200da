import { Prisma } from '../generated/prisma/client.js'
import type { Sex } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { whereabouts } from './whereabouts-rules.js'

/** What a patient is known by, wherever one is listed. */
export interface PatientIdentity {
  id: string
  number: number
  name: string
  localName: string | null
  sex: Sex | null
  dateOfBirth: Day | null
  phone: string | null
  photoId: string | null
}

/** Who somebody is, where a list or a banner names them beside something else. */
export type NamedPatient = Pick<
  PatientIdentity,
  'id' | 'name' | 'localName' | 'number' | 'sex' | 'dateOfBirth'
>

/** As these columns are read from the database. */
export type RawIdentity = Omit<PatientIdentity, 'dateOfBirth'> & { dateOfBirth: Date | null }

/** For tagged queries over `patient p`. */
export const identityColumns = Prisma.sql`
  p.id, p.number, p.name, p.local_name AS "localName", p.sex, p.date_of_birth AS "dateOfBirth", p.phone,
  p.photo_id AS "photoId"`

/** The row with the day that its column holds. */
export const withBirthDay = <Row extends { dateOfBirth: Date | null }>({ dateOfBirth, ...row }: Row) => ({
  ...row,
  dateOfBirth: dateOfBirth && dayFromColumn(dateOfBirth),
})

export interface RawWhereabouts {
  ward: string | null
  bed: string | null
  isolated: boolean
}

/** Where a patient is now, with the joins below. */
export const whereaboutsColumns = Prisma.sql`w.name AS ward, b.number AS bed, h.id IS NOT NULL AS isolated`

/** The open stay `a` with its bed and ward, and the open home isolation `h`, of `patient p`. */
export const whereaboutsJoins = Prisma.sql`
  LEFT JOIN admission a ON a.patient_id = p.id AND a.discharged_at IS NULL
  LEFT JOIN bed_stay s ON s.admission_id = a.id AND s.ended_at IS NULL
  LEFT JOIN bed b ON b.id = s.bed_id
  LEFT JOIN ward w ON w.id = b.ward_id
  LEFT JOIN home_isolation h ON h.patient_id = p.id AND h.ended_at IS NULL`

/** The row with its birth day and its whereabouts. */
export function located<Row extends RawIdentity & RawWhereabouts>(row: Row) {
  const { ward, bed, isolated, ...patient } = withBirthDay(row)
  return { ...patient, where: whereabouts({ ward, bed, isolated }) }
}
