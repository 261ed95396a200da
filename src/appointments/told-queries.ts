import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { AccountStatus, AppointmentStatus } from '../generated/prisma/enums.js'
import type { Settings } from '../settings/queries.js'
import { NotFound } from '../shared/errors.js'
import type { ReminderHours } from './reminder-rules.js'

/** What visitPlace() asks for, of a visit. */
export const placeFields = {
  visitKind: true,
  room: true,
  doctor: {
    select: {
      id: true,
      chamber: true,
      account: { select: { id: true, name: true } },
      specialisation: { select: { directions: true, preparation: true } },
    },
  },
} satisfies Prisma.AppointmentSelect

const account = { select: { id: true, name: true, email: true, status: true } } as const

/** What readersOf() asks for, of a patient. */
export const readerFields = {
  name: true,
  email: true,
  deactivatedAt: true,
  account,
  guardians: { select: { account } },
} satisfies Prisma.PatientSelect

type Place = Prisma.AppointmentGetPayload<{ select: typeof placeFields }>
type Reading = Prisma.PatientGetPayload<{ select: typeof readerFields }>

/** A visit as its messages need it: never with the reason for which somebody comes. */
export interface VisitNews extends Place {
  id: string
  number: number
  status: AppointmentStatus
  statusReason: string | null
  walkIn: boolean
  startsAt: Date
  endsAt: Date
  strandedAt: Date | null
  sequence: number
  patient: Reading & { wantsReminders: boolean; phone: string | null }
  /** As the settings are now. */
  hospital: Settings
  reminderHours: ReminderHours
}

export const visitNews = (tx: Tx, id: string): Promise<VisitNews | null> =>
  newsOf(tx, Prisma.sql`SELECT * FROM appointment WHERE id = ${id}::uuid`)

/** The same, with the sequence of its calendar entry counted up. */
export const latestNews = (tx: Tx, id: string): Promise<VisitNews | null> =>
  newsOf(tx, Prisma.sql`UPDATE appointment SET sequence = sequence + 1 WHERE id = ${id}::uuid RETURNING *`)

/** The same of a visit that `insert` makes; `others` are further parts of that statement (`WITH … AS`). */
export async function newsOfNew(tx: Tx, insert: Prisma.Sql, others: Prisma.Sql): Promise<VisitNews> {
  const news = await newsOf(tx, insert, others)
  if (!news) throw new Error('A new visit is of a patient and a doctor who are there.')
  return news
}

/** In one statement: a booking would else spend most of its time on asking for what it has to tell. */
async function newsOf(tx: Tx, visit: Prisma.Sql, others = Prisma.empty): Promise<VisitNews | null> {
  const [row] = await tx.$queryRaw<NewsRow[]>`
    WITH v AS (${visit}) ${others}
    SELECT v.id, v.number, v.status, v.status_reason AS "statusReason", v.walk_in AS "walkIn",
      v.starts_at AS "startsAt", v.ends_at AS "endsAt", v.stranded_at AS "strandedAt", v.sequence,
      v.visit_kind AS "visitKind", v.room,
      json_build_object('id', d.id, 'chamber', d.chamber,
        'account', json_build_object('id', da.id, 'name', da.name),
        'specialisation', json_build_object('directions', s.directions, 'preparation', s.preparation)) AS doctor,
      json_build_object('name', p.name, 'email', p.email, 'phone', p.phone, 'deactivatedAt', p.deactivated_at,
        'wantsReminders', p.wants_reminders, 'account', (
          SELECT ${accountObject} FROM account a WHERE a.id = p.account_id),
        'guardians', ARRAY(
          SELECT json_build_object('account', ${accountObject})
          FROM guardianship g JOIN account a ON a.id = g.account_id
          WHERE g.patient_id = p.id ORDER BY g.id)) AS patient,
      json_build_object('name', h.name, 'address', h.address, 'phone', h.phone, 'email', h.email,
        'patientsNeedApproval', h.patients_need_approval, 'version', h.version) AS hospital,
      json_build_object('firstReminderHours', r.first_reminder_hours,
        'secondReminderHours', r.second_reminder_hours) AS "reminderHours"
    FROM v
    JOIN patient p ON p.id = v.patient_id
    JOIN doctor d ON d.id = v.doctor_id
    JOIN account da ON da.id = d.account_id
    JOIN specialisation s ON s.id = d.specialisation_id
    JOIN hospital_settings h ON h.id = 1
    JOIN scheduling_settings r ON r.id = 1`
  if (!row) return null
  const { deactivatedAt } = row.patient
  return {
    ...row,
    patient: { ...row.patient, deactivatedAt: deactivatedAt ? new Date(deactivatedAt) : null },
  }
}

const accountObject = Prisma.sql`json_build_object('id', a.id, 'name', a.name, 'email', a.email, 'status', a.status)`

interface NewsRow extends Omit<VisitNews, 'patient'> {
  /** With the instant as JSON writes it. */
  patient: Omit<VisitNews['patient'], 'deactivatedAt'> & { deactivatedAt: string | null }
}

export interface VisitReader {
  name: string
  /** Null where they have no address: they read it in the portal. */
  address: string | null
  /** Null where there is no account: they read it by the link in the mail. */
  accountId: string | null
  /** Whether the visit is their own, and not that of one of their family. */
  own: boolean
}

/**
 * Who hears about a visit: the patient, by the account or, where there is none, by the address in the record; for
 * somebody of a family without an account, whoever books for them.
 */
export function readersOf({ patient }: { patient: Reading }): VisitReader[] {
  if (patient.deactivatedAt) return []
  if (patient.account && reaches(patient.account.status))
    return [byAccount(patient.account, true, patient.email)]
  const readers = patient.guardians
    .filter((guardian) => reaches(guardian.account.status))
    .map((guardian) => byAccount(guardian.account, false, null))
  const address = patient.email
  const known = readers.some((reader) => reader.address?.toLowerCase() === address?.toLowerCase())
  if (!address || known) return readers
  return [...readers, { name: patient.name, address, accountId: null, own: true }]
}

/** What there is to tell of a visit that is known to be there. */
export async function knownNews(id: string): Promise<VisitNews> {
  const news = await visitNews(db, id)
  if (!news) throw new NotFound()
  return news
}

const reaches = (status: AccountStatus) => status === 'ACTIVE' || status === 'PENDING'

const byAccount = (
  { id, name, email }: { id: string; name: string; email: string | null },
  own: boolean,
  address: string | null,
): VisitReader => ({ name, address: email ?? address, accountId: id, own })
