import { visitNumber } from '../appointments/rules.js'
import type { Priority, Sex } from '../generated/prisma/enums.js'
import { sexLabels } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { ShownQueue, ShownTurn } from '../web/components/queue.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import type { Estimate } from './estimate-rules.js'
import type { ListedVisit } from './pages.js'
import { minutesSince, orderInWords, URGENT_MINUTES } from './queue-rules.js'

/** The rule of the order, in words. */
export const ruleIn = (t: T) => orderInWords.map((sentence) => t(sentence, { minutes: URGENT_MINUTES }))

interface Person {
  id: string
  name: string
  localName: string | null
  number: number
  sex: Sex | null
  dateOfBirth: Day | null
}

interface Listed {
  id: string
  number: number
  startsAt: Date
  strandedAt: Date | null
  patient: Person
  doctor: { id: string; name: string; specialisation: string }
}

interface Turn extends Listed {
  token: string
  priority: Priority
  walkIn: boolean
  room: string | null
  checkedInAt: Date
  calledAt: Date | null
  reason: string
}

interface Reader {
  t: T
  format: Format
  base: string
}

/** What an estimate is made of, said beside it. */
export const basisOf = ({ basis, count }: Estimate, t: T) =>
  basis === 'consultations'
    ? t('Worked out from this doctor’s last {{count}} consultations.', { count })
    : t('Worked out from the planned length of a visit, as this doctor has too few recent ones here.')

export const priorityHints: Record<Priority, string> = {
  ROUTINE: 'Waits by the time of coming.',
  URGENT: 'Counts as half an hour earlier.',
  EMERGENCY: 'Goes to the head of the queue.',
}

export const shownPerson = (
  { id, number, patient, startsAt, doctor, strandedAt }: Listed,
  { t, format, base }: Reader,
): ListedVisit => ({
  ...{ id, startsAt, number: visitNumber(number), doctor: doctor.name, isStranded: strandedAt !== null },
  name: patient.name,
  localName: patient.localName,
  about: [
    patient.dateOfBirth ? format.age(patient.dateOfBirth) : t('Age not recorded'),
    patient.sex ? t(sexLabels[patient.sex]) : '',
  ]
    .filter((word) => word !== '')
    .join(', '),
  href: `${base}/patients/${patient.id}`,
})

export function shownQueue(
  { doctor, inside, waiting, latest }: Shown,
  now: Date,
  reader: Reader,
): Omit<ShownQueue, 'call' | 'atDesk'> {
  const room = (inside ?? waiting[0])?.room
  return {
    doctorId: doctor.id,
    title: doctor.name,
    note: [doctor.specialisation, room ? reader.t('room {{room}}', { room }) : '']
      .filter(Boolean)
      .join(' · '),
    inside: inside && shownTurn(inside, now, reader),
    waiting: waiting.map((turn) => shownTurn(turn, now, reader)),
    undo: undoOf(latest, reader),
  }
}

interface Shown {
  doctor: Listed['doctor']
  inside: Turn | null
  waiting: Turn[]
  latest: (Turn & { status: string }) | null
}

function shownTurn(turn: Turn, now: Date, reader: Reader): ShownTurn {
  const { t, format, base } = reader
  const since = turn.calledAt ?? turn.checkedInAt
  const { id, number, name, localName, about, href, isStranded } = shownPerson(turn, reader)
  return {
    ...{ id, number, name, localName, about, href, isStranded },
    token: turn.token,
    visit: `${base}/appointments/${turn.id}`,
    priority: turn.priority === 'ROUTINE' ? null : `priority.${turn.priority}`,
    time: turn.walkIn ? t('without appointment') : t('for {{time}}', { time: format.time(turn.startsAt) }),
    since: format.time(since),
    minutes: minutesSince(since, now),
    reason: turn.reason,
    room: turn.room,
    walkIn: turn.walkIn,
  }
}

/** What can be taken back, in words. */
export function undoOf(
  latest: { id: string; token: string; status: string; patient: { name: string } } | null,
  { t, base }: Reader,
): ShownQueue['undo'] {
  const words = latest && undoable[latest.status]
  if (!latest || !words) return null
  return {
    action: `${base}/appointments/${latest.id}/${words.path}/undo`,
    label: t(words.label, { token: latest.token, name: latest.patient.name }),
  }
}

const undoable: Record<string, { path: string; label: string }> = {
  IN_CONSULTATION: { path: 'call', label: 'Undo: {{token}} called' },
  COMPLETED: { path: 'completion', label: 'Undo: {{token}} completed' },
  NO_SHOW: { path: 'no-show', label: 'Undo: {{token}} did not come' },
}
