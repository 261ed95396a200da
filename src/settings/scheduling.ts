import { db, type Tx } from '../db/client.js'

/** The rules of booking as the administration has set them. */
export interface SchedulingSettings {
  /** How long before its beginning a patient can still book a time. */
  noticeMinutes: number
  /** How many days ahead a patient can book. */
  horizonDays: number
  /** Requests of one patient that nobody has answered yet. */
  maxOpenRequests: number
  /** How long before its beginning a patient can still move or cancel a visit. */
  cancelCutoffMinutes: number
  visitorHoldMinutes: number
  waitingHoldMinutes: number
  rescueHoldHours: number
  /** 0: no such reminder. */
  firstReminderHours: number
  secondReminderHours: number
  version: number
}

export async function schedulingSettings(tx: Tx = db): Promise<SchedulingSettings> {
  return tx.schedulingSettings.findUniqueOrThrow({ where: { id: 1 }, omit: { id: true } })
}
