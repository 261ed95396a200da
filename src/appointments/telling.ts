import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'

/** What there is to tell about a visit to those whom it concerns. */
export type Told = 'requested' | 'confirmed' | 'rejected' | 'changed' | 'cancelled'

export interface ToldVisit {
  id: string
  patientId: string
  doctorId: string
}

/** Tells the patient, and the doctor, what became of a visit, in the transaction that changed it. */
export async function tell(tx: Tx, visit: ToldVisit, _what: Told): Promise<void> {
  await showAnew(tx, visit)
}

/** Pages that show this visit fetch it again. */
export async function showAnew(tx: Tx, { patientId, doctorId }: Omit<ToldVisit, 'id'>): Promise<void> {
  await announce(tx, ['appointments', `doctor:${doctorId}`, `patient:${patientId}`])
}
