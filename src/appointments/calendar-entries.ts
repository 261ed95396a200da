import { config } from '../config.js'
import type { AppointmentStatus, VisitKind } from '../generated/prisma/enums.js'
import { isSetUp, type Settings } from '../settings/queries.js'
import type { Hospital } from '../web/ambient.js'
import type { T } from '../web/words.js'
import type { CalendarEntry, CalendarPerson } from './calendar.js'
import { firstName, initials, visitPlace } from './place-rules.js'
import { visitNumber } from './rules.js'

/** What an entry is made of. */
export interface VisitOfCalendar {
  id: string
  number: number
  sequence: number
  status: AppointmentStatus
  startsAt: Date
  endsAt: Date
  visitKind: VisitKind
  room: string | null
  doctor: {
    chamber: string | null
    account: { name: string }
    specialisation: { directions: string | null; preparation: string | null }
  }
  patient: { name: string }
}

/** A visit in the calendar of the patient, or of somebody of the family, who then reads whose it is. */
export function patientEntry(
  visit: VisitOfCalendar,
  { own, page, hospital, t }: { own: boolean; page: boolean; hospital: Hospital; t: T },
): CalendarEntry {
  const { byVideo, room, directions, preparation } = visitPlace(visit)
  const doctor = visit.doctor.account.name
  return {
    ...timesOf(visit),
    title: own
      ? t('Visit: {{doctor}}', { doctor })
      : t('Visit of {{patient}}: {{doctor}}', { patient: firstName(visit.patient.name), doctor }),
    place: byVideo
      ? t('By video')
      : [hospital.name, hospital.address, room && t('Room {{room}}', { room })].filter(Boolean).join(', '),
    text: [
      t('Reference: {{number}}', { number: visitNumber(visit.number) }),
      directions && t('How to find it: {{directions}}', { directions }),
      preparation && t('What to bring: {{preparation}}', { preparation }),
      hospital.phone && t('Telephone: {{phone}}', { phone: hospital.phone }),
    ]
      .filter(Boolean)
      .join('\n'),
    url: page ? `${config.baseUrl}/patient/appointments/${visit.id}` : null,
  }
}

/** In a doctor's or the desk's calendar, which others may see: whose visit it is, in letters and a number. */
export function staffEntry(visit: VisitOfCalendar, { page, t }: { page: string; t: T }): CalendarEntry {
  const { byVideo, room } = visitPlace(visit)
  const number = visitNumber(visit.number)
  return {
    ...timesOf(visit),
    title: t('{{initials}} · {{number}}', { initials: initials(visit.patient.name), number }),
    place: byVideo ? t('By video') : room ? t('Room {{room}}', { room }) : '',
    text: visit.doctor.account.name,
    url: `${config.baseUrl}${page}/${visit.id}`,
  }
}

/** Who asks for the time of a patient, as a mail's calendar file names them. */
export const organizerOf = (settings: Settings): CalendarPerson => ({
  name: settings.name,
  address: isSetUp(settings) ? settings.email : config.mailFrom,
})

const timesOf = ({ id, sequence, status, startsAt, endsAt }: VisitOfCalendar) => ({
  ...{ id, sequence, status, startsAt, endsAt },
})
