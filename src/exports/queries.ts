import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { timelineOver } from '../record/timeline-queries.js'
import type { Cursor } from '../record/timeline-rules.js'
import type { Source } from '../record/timeline-sources.js'
import type { Audience } from './rules.js'

export interface ExportedRow {
  id: string
  at: Date
  detail: Prisma.JsonObject
}

/** Rows that are held at a time, however long a record is. */
const PAGE = 200

/** Every row of a part of a record, the newest first, read page by page as they are used. */
export async function* rowsOf(patientId: string, source: Source): AsyncGenerator<ExportedRow> {
  let after: Cursor | null = null
  for (;;) {
    const part: { from: null; until: null; after: Cursor | null } = { from: null, until: null, after }
    const rows: ExportedRow[] = await db.$queryRaw<ExportedRow[]>(
      timelineOver({ rows: source }, ['rows'], patientId, part, PAGE),
    )
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last
  }
}

/** Who the record is about, as one object; ids of the government are shown whole, for it is their own. */
export async function personOf(patientId: string): Promise<Prisma.JsonObject> {
  const [row] = await db.$queryRaw<{ person: Prisma.JsonObject }[]>`
    SELECT jsonb_build_object('id', p.id, 'number', p.number, 'name', p.name, 'localName', p.local_name,
      'sex', p.sex, 'dateOfBirth', p.date_of_birth, 'phone', p.phone, 'email', p.email, 'address', p.address,
      'bloodGroup', p.blood_group, 'governmentIdKind', p.government_id_kind,
      'governmentIdNumber', p.government_id_number, 'medicalHistory', p.medical_history,
      'noKnownAllergiesAt', p.no_known_allergies_at, 'wantsReminders', p.wants_reminders, 'registeredAt', p.created_at,
      'contacts', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', c.name, 'relation', c.relation, 'phone', c.phone)
          ORDER BY c.position), '[]')
        FROM patient_contact c WHERE c.patient_id = p.id),
      'whoBooksForThem', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'relation', g.relation, 'since', g.created_at)
          ORDER BY g.created_at), '[]')
        FROM guardianship g JOIN account a ON a.id = g.account_id WHERE g.patient_id = p.id)) AS person
    FROM patient p WHERE p.id = ${patientId}::uuid`
  return row?.person ?? {}
}

export interface Look {
  at: Date
  name: string
  role: string
  action: string
}

/** Who looked at the record or worked on it, the last first; for a patient, everybody but themselves. */
export async function* looksAt(
  patientId: string,
  audience: Audience,
  accountId: string,
): AsyncGenerator<Look> {
  const everybody = audience === 'ADMINISTRATION'
  let edge: { at: Date; id: bigint } | null = null
  for (;;) {
    const rows: (Look & { id: bigint })[] = await db.$queryRaw<(Look & { id: bigint })[]>`
      SELECT e.id, e.at, a.name, a.role::text AS role, e.action
      FROM audit_event e JOIN account a ON a.id = e.actor_id
      WHERE e.patient_id = ${patientId}::uuid AND (${everybody} OR e.actor_id <> ${accountId}::uuid)
        AND (${edge === null} OR (e.at, e.id) < (${edge?.at ?? new Date(0)}, ${edge?.id ?? 0n}))
      ORDER BY e.at DESC, e.id DESC LIMIT ${PAGE}`
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    edge = last
  }
}
