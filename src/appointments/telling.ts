import { announce, type Topic } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { removeJobs } from '../jobs/queue.js'
import { writeMessages } from '../notices/writing.js'
import { reminderJobs } from './reminders.js'
import { noticesToDoctors } from './telling-doctors.js'
import { messagesToPatient, type Told } from './telling-patients.js'
import { latestNews, type VisitNews } from './told-queries.js'

export interface ToldVisit {
  id: string
  patientId: string
  doctorId: string
  /** Of a visit that this transaction made: nobody knows its calendar entry yet. */
  news?: VisitNews
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
  const news = visit.news ?? (await latestNews(tx, visit.id))
  if (!news) return
  const toDoctors = await noticesToDoctors(tx, news, what, { by, former })
  const topics = [...topicsOf(visit), ...(former ? [`doctor:${former.doctorId}` as const] : [])]
  if (news.walkIn) return void (await writeMessages(tx, toDoctors, { topics }))
  const { messages, links } = messagesToPatient(news, what, { now, formerly: former?.startsAt ?? null })
  const { jobs, outdated } = reminderJobs(news, news.reminderHours, now)
  if (!visit.news) await removeJobs(tx, outdated)
  await writeMessages(tx, [...toDoctors, ...messages], { jobs, topics, links })
}

/** Pages that show this visit fetch it again. */
export async function showAnew(tx: Tx, visit: Omit<ToldVisit, 'id' | 'news'>): Promise<void> {
  await announce(tx, topicsOf(visit))
}

const topicsOf = ({ patientId, doctorId }: Omit<ToldVisit, 'id' | 'news'>): Topic[] => [
  'appointments',
  `doctor:${doctorId}`,
  `patient:${patientId}`,
]
