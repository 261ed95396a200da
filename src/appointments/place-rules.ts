import type { VisitKind } from '../generated/prisma/enums.js'

/** Where a visit is, and what to bring: on its confirmation, in its mails and in the calendar. */
export interface VisitPlace {
  byVideo: boolean
  room: string | null
  /** Building, floor, way. */
  directions: string | null
  preparation: string | null
}

/** The room of the session, or else the doctor's own. A visit by video has neither room nor way. */
export function visitPlace(visit: {
  visitKind: VisitKind
  room: string | null
  doctor: {
    chamber: string | null
    specialisation: { directions: string | null; preparation: string | null }
  }
}): VisitPlace {
  const { chamber, specialisation } = visit.doctor
  const byVideo = visit.visitKind === 'VIDEO'
  return {
    byVideo,
    room: byVideo ? null : (visit.room ?? chamber),
    directions: byVideo ? null : specialisation.directions,
    preparation: specialisation.preparation,
  }
}

/** The part of a name that is written where others may look on. */
export const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? ''

/** 'Ravi Deshmukh' → 'R. D.' */
export const initials = (name: string) =>
  name
    .trim()
    .split(/\s+/)
    .map((part) => `${[...part][0]?.toUpperCase() ?? ''}.`)
    .join(' ')
