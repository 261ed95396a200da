import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import type { ScanStatus } from '../generated/prisma/enums.js'
import { LOOK, type Looked } from './looking.js'

/** A file that is not given out: damaged, infected, or not scanned for longer than a scan takes. */
export interface TroubledFile {
  id: string
  originalName: string
  createdAt: Date
  damagedAt: Date | null
  scan: ScanStatus
  /** The document that it is, where it is one. */
  document: { id: string; patientId: string; title: string } | null
}

const MOST = 50
const SCAN_TAKES_MS = 15 * 60_000

/** How the store of files stands: what the last nightly look found, and which files nobody gets just now. */
export async function storeOf(actor: Actor, now: Date) {
  authorize(actor, 'settings.edit')
  const [look] = await db.$queryRaw<{ at: Date; details: Looked }[]>`
    SELECT at, details FROM audit_event WHERE action = ${LOOK} ORDER BY at DESC LIMIT 1`
  const rows = await db.$queryRaw<RawTrouble[]>`
    SELECT f.id, f.original_name AS "originalName", f.created_at AS "createdAt", f.damaged_at AS "damagedAt", f.scan,
      d.id AS "documentId", d.patient_id AS "patientId", d.title
    FROM stored_file f
    LEFT JOIN document d ON d.file_id = f.id
    WHERE (f.damaged_at IS NOT NULL OR f.scan IN ('PENDING', 'INFECTED'))
      AND (f.scan <> 'PENDING' OR f.created_at < ${new Date(now.getTime() - SCAN_TAKES_MS)})
    ORDER BY f.created_at DESC, f.id DESC LIMIT ${MOST}`
  return {
    look: look ? { at: look.at, ...look.details } : null,
    troubled: rows.map(
      ({ documentId, patientId, title, ...file }): TroubledFile => ({
        ...file,
        document: documentId && patientId && title ? { id: documentId, patientId, title } : null,
      }),
    ),
  }
}

interface RawTrouble extends Omit<TroubledFile, 'document'> {
  documentId: string | null
  patientId: string | null
  title: string | null
}
