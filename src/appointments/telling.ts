import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { planReminders } from './reminders.js'
import { tellDoctors } from './telling-doctors.js'
import { type Told, tellPatient } from './telling-patients.js'
import { latestNews } from './told-queries.js'

export interface ToldVisit {
  id: string
  patientId: string
  doctorId: string
}

export interface Deed {
  /** Who did it; null is the system, or who came by the link in their mail. A doctor hears nothing of their own doing. */
  by: { id: string } | null
  now: Date
  /** Where a visit was before it was moved. */
  former?: { doctorId: string; startsAt: Date }
}

/**
 * Tells the patient, and the doctor, what became of a visit, in the transaction that changed it. Each time counts the
 * calendar entry's sequence up; who changes the same visit at the same instant waits for its row. Who came without an
 * appointment stands at the desk, and has no entry in a calendar.
 */
export async function tell(tx: Tx, visit: ToldVisit, what: Told, { by, now, former }: Deed): Promise<void> {
  const news = await latestNews(tx, visit.id)
  if (!news) return
  await tellDoctors(tx, news, what, { by, former })
  if (!news.walkIn) {
    await tellPatient(tx, news, what, { now, formerly: former?.startsAt ?? null })
    await planReminders(tx, news, now)
  }
  await showAnew(tx, visit)
  if (former && former.doctorId !== visit.doctorId) await announce(tx, [`doctor:${former.doctorId}`])
}

/** Pages that show this visit fetch it again. */
export async function showAnew(tx: Tx, { patientId, doctorId }: Omit<ToldVisit, 'id'>): Promise<void> {
  await announce(tx, ['appointments', `doctor:${doctorId}`, `patient:${patientId}`])
}
