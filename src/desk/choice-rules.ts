/** What the list of doctors posts where any doctor of a specialisation will do. */
export const anyDoctorOf = (specialisationId: string) => `any:${specialisationId}`

/** The specialisation of which any doctor will do; null where one doctor is chosen, or none yet. */
export const specialisationAsked = (doctorId: string): string | null =>
  /^any:(.+)$/.exec(doctorId)?.[1] ?? null

/** A time that says whose it is: '2026-11-23T04:30:00.000Z/' and the doctor's id. */
export const timeWith = (doctorId: string, startsAt: Date) => `${startsAt.toISOString()}/${doctorId}`

/** The instant of a chosen time and, where any doctor would do, whose it is; both as they were posted. */
export function readTime(posted: string): { startsAt: string; doctorId: string | null } {
  const [startsAt = '', doctorId = null] = posted.split('/')
  return { startsAt, doctorId }
}
