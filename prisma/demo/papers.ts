import type { Tx } from '../../src/db/client.js'
import type { PrintedKind } from '../../src/generated/prisma/enums.js'
import { supersede } from '../../src/verification/printing.js'

/** Papers that a newer version took the place of, so that their codes say so. */
export async function supersedePapers(tx: Tx): Promise<void> {
  const former = await tx.$queryRaw<{ kind: PrintedKind; id: string; at: Date }[]>`
    SELECT 'PRESCRIPTION' AS kind, x.id, n.created_at AS at FROM prescription x JOIN prescription n ON n.replaces_id = x.id
    UNION ALL
    SELECT 'PRESCRIPTION', x.id, max(i.stopped_at)
    FROM prescription x JOIN prescription_item i ON i.prescription_id = x.id WHERE x.status = 'STOPPED' GROUP BY x.id
    UNION ALL
    SELECT 'TEST_REPORT', x.id, n.recorded_at
    FROM test_result x JOIN test_result n ON n.order_id = x.order_id AND n.version = x.version + 1
    UNION ALL
    SELECT 'DISCHARGE_SUMMARY', x.id, n.signed_at
    FROM discharge_summary x JOIN discharge_summary n ON n.admission_id = x.admission_id AND n.version = x.version + 1`
  for (const { kind, id, at } of former) await supersede(tx, kind, id, at)
}
