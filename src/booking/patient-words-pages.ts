import { cameByLink } from '../appointments/history-pages.js'
import { visitPlace } from '../appointments/place-rules.js'
import { priorityLabels, visitNumber } from '../appointments/rules.js'
import { needsAnotherTime } from '../appointments/transition-rules.js'
import { relationLabels } from '../family/rules.js'
import type { AppointmentStatus, FamilyRelation, Role } from '../generated/prisma/enums.js'
import { dayFromColumn } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { StatusName } from '../web/components/telling.js'
import type { T } from '../web/words.js'
import type { ListedVisit, ShownOwnVisit } from './patient-pages.js'

type PlacedVisit = Parameters<typeof visitPlace>[0]
export type OwnLine = PlacedVisit & {
  id: string
  number: number
  status: AppointmentStatus
  priority: 'ROUTINE' | 'URGENT' | 'EMERGENCY'
  walkIn: boolean
  day: Date
  startsAt: Date
  endsAt: Date
  strandedAt: Date | null
  patient: { id: string; name: string }
  doctor: PlacedVisit['doctor'] & { account: { name: string }; specialisation: { name: string } }
}

/** A visit as its own patient reads it. */
export function shownOwnVisit(visit: OwnLine & { reason: string }, t: T): ShownOwnVisit {
  const { id, number, startsAt, endsAt, walkIn, doctor, patient, reason } = visit
  return {
    ...{ id, startsAt, endsAt, walkIn, reason },
    day: dayFromColumn(visit.day),
    number: visitNumber(number),
    statuses: statusesOf(visit),
    doctor: doctor.account.name,
    specialisation: doctor.specialisation.name,
    patient: patient.name,
    priority: t(priorityLabels[visit.priority]),
    place: visitPlace(visit),
  }
}

/** A visit in the list; `self` is the patient who is reading, who needs no telling whose it is. */
export function listedVisit(visit: OwnLine, self: string | null, base: string, t: T): ListedVisit {
  const { id, number, startsAt, walkIn, doctor, patient } = visit
  const { room, byVideo } = visitPlace(visit)
  return {
    ...{ id, startsAt, walkIn },
    day: dayFromColumn(visit.day),
    number: visitNumber(number),
    doctor: doctor.account.name,
    specialisation: doctor.specialisation.name,
    patient: patient.id === self ? null : patient.name,
    statuses: statusesOf(visit),
    place: byVideo ? t('By video') : room && t('Room {{room}}', { room }),
    queue: visit.status === 'CHECKED_IN' ? `${base}/appointments/${id}/queue` : null,
    isStranded: needsAnotherTime(visit),
  }
}

const statusesOf = ({ status, priority }: OwnLine): StatusName[] => [
  `appointment.${status}`,
  ...(priority === 'ROUTINE' ? [] : [`priority.${priority}` as const]),
]

interface VisitLine {
  by: string | null
  byRole: Role | null
  details: Record<string, string> | null
}

/** A line of a visit's history as its patient reads it: staff are the hospital, and oneself is you. */
export function patientsWords<Line extends VisitLine>(line: Line, reader: string, t: T): Line {
  if (line.byRole === null) return cameByLink(line) ? line : { ...line, by: t('by itself') }
  if (line.byRole !== 'PATIENT')
    return { ...line, by: line.byRole === 'DOCTOR' ? line.by : t('the hospital') }
  return { ...line, by: line.by === reader ? t('you') : line.by }
}

export function personOptions(
  people: { id: string; name: string; relation: FamilyRelation | null }[],
  t: T,
): Option[] {
  return people.map(({ id, name, relation }) => ({
    value: id,
    label: name,
    hint: relation ? t(relationLabels[relation]) : t('You yourself'),
  }))
}

export const priorityOptions = (t: T): Option[] => [
  { value: 'ROUTINE', label: t('Routine'), hint: t('It can wait until the time you chose.') },
  {
    value: 'URGENT',
    label: t('Urgent'),
    hint: t(
      'You should be seen soon. The hospital may call you, and times kept for urgent visits are open to you.',
    ),
  },
]
