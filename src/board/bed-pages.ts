import { bandLabels } from '../observations/response-rules.js'
import { bandTones } from '../observations/score-pages.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { type Day, daysBetween } from '../shared/calendar.js'
import { sexPolicyLabels } from '../wards/kind-rules.js'
import type { BedState } from '../wards/rules.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import { roundDue } from './due-rules.js'
import type { BedOnBoard, Occupant } from './occupant-rules.js'

type Mark = Components['components/status']

/** A bed as the board shows it. */
export interface ShownBed {
  id: string
  number: string
  /** The room, and who may lie there where that is not everybody. */
  room: string | null
  state: BedState
  /** Since when, until when, why. */
  about: string | null
  person: { name: string; about: string | null; href: string | null } | null
  /** Who lies here needs isolation. */
  isolated: boolean
  /** Isolation, the score of the newest round, what is due: word, icon and tone. */
  marks: Mark[]
  lines: string[]
  links: { label: string; href: string }[]
  /** Where it is said that the bed is clean; null where it is not, or for others to say. */
  clean: string | null
}

export interface Reader {
  t: T
  format: Format
  base: string
  now: Date
  today: Day
  /** What of the readings of somebody they may see: the number, or its band alone. */
  seesScores: boolean
  opensStays: boolean
  moves: boolean
  cleans: boolean
  opensRequests: boolean
}

export function shownBed(
  bed: BedOnBoard,
  ward: { isolation: boolean },
  occupant: Occupant | null,
  reader: Reader,
): ShownBed {
  const { t, base } = reader
  const { id, number, room, state, admissionId, requestId } = bed
  const reached = occupant?.reached ?? false
  const stay = reached && admissionId ? `${base}/admissions/${admissionId}` : null
  return {
    id,
    number,
    room: room && roomText(room, t),
    state,
    about: aboutState(bed, reader),
    person: occupant && shownPerson(occupant, reader),
    isolated: occupant?.isolation ?? false,
    marks: occupant ? marksOf(occupant, state, ward, reader) : [],
    lines: occupant ? linesOf(occupant, reader) : [],
    links: [
      ...(stay && reader.opensStays ? [{ label: t('Stay'), href: stay }] : []),
      ...(stay && reader.moves ? [{ label: t('Move'), href: `${stay}/move` }] : []),
      ...(reached && requestId && reader.opensRequests
        ? [{ label: t('Request'), href: `${base}/bed-requests/${requestId}` }]
        : []),
    ],
    clean: state === 'CLEANING' && reader.cleans ? `${base}/wards/beds/${id}/cleaning-done` : null,
  }
}

/** What is said of somebody whom the reader does not reach: that the bed is taken, and no more. */
function shownPerson(
  { patient, reached, doctor }: Occupant,
  { t, format, base }: Reader,
): ShownBed['person'] {
  if (!reached)
    return {
      name: doctor ? t('Patient of {{doctor}}', { doctor }) : t('Patient of another doctor'),
      ...{ about: null, href: null },
    }
  return {
    name: patient.name,
    about: ageAndSex(patient, t, format),
    href: `${base}/patients/${patient.id}`,
  }
}

function aboutState({ state, since, until, reason }: BedOnBoard, { t, format }: Reader): string | null {
  if (state === 'HELD') return until && t('held until {{at}}', { at: format.until(until) })
  if (state === 'CLEANING') return since && t('since {{at}}', { at: format.until(since) })
  if (state === 'BLOCKED') return reason && t(reason)
  return null
}

const roomText = ({ number, sexPolicy }: NonNullable<BedOnBoard['room']>, t: T) =>
  sexPolicy === 'ANY'
    ? t('Room {{number}}', { number })
    : `${t('Room {{number}}', { number })} · ${t(sexPolicyLabels[sexPolicy])}`

function marksOf(occupant: Occupant, state: BedState, ward: { isolation: boolean }, reader: Reader): Mark[] {
  const { t } = reader
  return [
    ...(occupant.isolation && !ward.isolation
      ? [{ text: t('Needs isolation'), tone: 'danger' as const, icon: 'virus' as const }]
      : []),
    ...(occupant.priority && occupant.priority !== 'ROUTINE'
      ? [{ of: `priority.${occupant.priority}` as const }]
      : []),
    ...(state === 'OCCUPIED' && occupant.reached ? roundMarks(occupant, reader) : []),
    ...homeMarks(occupant, reader),
  ]
}

function roundMarks({ round }: Occupant, { t, format, now, seesScores }: Reader): Mark[] {
  const due = roundDue(round, now)
  const marks: Mark[] = []
  if (round && round.total !== null && round.band !== null) {
    const band = t(bandLabels[round.band]).toLowerCase()
    const text = seesScores
      ? t('NEWS2 {{total}}: {{band}}', { total: round.total, band })
      : t('NEWS2: {{band}}', { band })
    marks.push({ text, tone: bandTones[round.band], icon: 'heart-rate-monitor' })
  }
  if (due.state === 'NONE') marks.push({ text: t('No round yet'), tone: 'attention', icon: 'clock' })
  if (due.state === 'DUE')
    marks.push({
      ...{ tone: 'attention', icon: 'clock' },
      text: t('Round due by {{at}}', { at: format.time(due.by) }),
    })
  if (due.state === 'OVERDUE')
    marks.push({
      ...{ tone: 'danger', icon: 'clock' },
      text: t('Overdue since {{at}}', { at: format.until(due.by) }),
    })
  return marks
}

function homeMarks({ expectedOn, orderedAt }: Occupant, { t, format, today }: Reader): Mark[] {
  const ordered: Mark[] = orderedAt ? [{ text: t('Discharge ordered'), tone: 'good', icon: 'door-exit' }] : []
  if (expectedOn === null || expectedOn > today) return ordered
  const home: Mark =
    expectedOn === today
      ? { text: t('Goes home today'), tone: 'info', icon: 'home' }
      : {
          text: t('Was to go home {{day}}', { day: shortDay(expectedOn, format) }),
          tone: 'attention',
          icon: 'home',
        }
  return [...ordered, home]
}

function linesOf(
  { expectedOn, round, reached, doctor }: Occupant,
  { t, format, now, today }: Reader,
): string[] {
  const due = roundDue(round, now)
  return [
    ...(reached && doctor ? [doctor] : []),
    ...(reached && due.state === 'LATER' ? [t('Next round by {{at}}', { at: format.time(due.by) })] : []),
    ...(expectedOn !== null && daysBetween(today, expectedOn) > 0
      ? [t('Goes home {{day}}', { day: shortDay(expectedOn, format) })]
      : []),
  ]
}

/** 'Mon 23 Nov': which year it is, everybody knows. */
export const shortDay = (day: Day, format: Format): string => format.day(day).replace(/ \d{4}$/, '')
