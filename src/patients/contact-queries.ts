import { db, type Tx } from '../db/client.js'
import type { FamilyRelation } from '../generated/prisma/enums.js'

export interface ContactRow {
  id: string
  name: string
  relation: FamilyRelation
  phone: string
}

/** Whom to call about a patient, first the first. The caller has found the patient in scope. */
export function contactsOf(patientId: string, tx: Tx = db): Promise<ContactRow[]> {
  return tx.patientContact.findMany({
    where: { patientId },
    orderBy: { position: 'asc' },
    select: { id: true, name: true, relation: true, phone: true },
  })
}
