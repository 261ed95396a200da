import { db, type Tx } from '../db/client.js'

/** Who may have given a treatment: those of the staff who care for patients and can log in. */
export const staffWhoGive = (
  tx: Tx = db,
): Promise<{ id: string; name: string; role: 'DOCTOR' | 'DATA_ENTRY' }[]> =>
  tx.$queryRaw`
    SELECT a.id, a.name, a.role FROM account a
    WHERE a.role IN ('DOCTOR', 'DATA_ENTRY') AND a.status = 'ACTIVE'
    ORDER BY a.role DESC, a.name, a.id
    LIMIT 500`
