import type { Tx } from '../db/client.js'

/**
 * One patient, held until the transaction ends: whatever decides where and by whom a patient is cared for takes
 * turns. Whoever needs a bed or a stay as well takes them after this.
 */
export async function lockPatient(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "patient" WHERE "id" = ${id}::uuid FOR UPDATE`
}
