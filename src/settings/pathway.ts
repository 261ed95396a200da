import { db, type Tx } from '../db/client.js'

/** How long anybody waits on the pathway, as the administration has set it. */
export interface PathwaySettings {
  /** Minutes from an alert until the deputy is told of it. */
  deputyMinutes: number
  /** Minutes from an alert until the administration is told of it. */
  adminMinutes: number
  /** Hours without a report from home until the patient is on the work list. */
  silenceHours: number
  /** Hours without a report from home until somebody is alerted. */
  silenceAlertHours: number
  /** Minutes that a bed is held for a request. */
  bedHoldMinutes: number
  version: number
}

export async function pathwaySettings(tx: Tx = db): Promise<PathwaySettings> {
  return tx.pathwaySettings.findUniqueOrThrow({ where: { id: 1 }, omit: { id: true } })
}
