import { db } from '../db/client.js'
import type { PrintedKind } from '../generated/prisma/enums.js'

export interface Printed {
  kind: PrintedKind
  /** When it was signed or issued: the date on the paper. */
  writtenAt: Date
  supersededAt: Date | null
}

/** What anybody may know of a document by its code; whose it is and what it says are not asked for. */
export async function findPrinted(code: string): Promise<Printed | null> {
  const [found] = await db.$queryRaw<Printed[]>`
    SELECT p.kind, p.superseded_at AS "supersededAt",
      coalesce(rx.created_at, result.recorded_at, summary.signed_at, isolation.ended_at,
        invoice.issued_at, receipt.received_at, note.issued_at, statement.issued_at, p.issued_at) AS "writtenAt"
    FROM printed_document p
    LEFT JOIN prescription rx ON p.kind = 'PRESCRIPTION' AND rx.id = p.subject_id
    LEFT JOIN test_result result ON p.kind = 'TEST_REPORT' AND result.id = p.subject_id
    LEFT JOIN discharge_summary summary ON p.kind = 'DISCHARGE_SUMMARY' AND summary.id = p.subject_id
    LEFT JOIN home_isolation isolation ON p.kind = 'ISOLATION_CERTIFICATE' AND isolation.id = p.subject_id
    LEFT JOIN invoice ON p.kind = 'INVOICE' AND invoice.id = p.subject_id
    LEFT JOIN payment receipt ON p.kind = 'RECEIPT' AND receipt.id = p.subject_id
    LEFT JOIN credit_note note ON p.kind = 'CREDIT_NOTE' AND note.id = p.subject_id
    LEFT JOIN statement ON p.kind = 'STATEMENT' AND statement.id = p.subject_id
    WHERE p.code = ${code}`
  return found ?? null
}
