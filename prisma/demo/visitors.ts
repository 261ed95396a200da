import type { Sex } from '../../src/generated/prisma/enums.js'
import { type Day, day, dayFromColumn, dayIn, yearsBetween } from '../../src/shared/calendar.js'
import { type Chance, chance } from './chance.js'
import type { DemoDoctor, DoctorKey, SpecialisationSlug } from './data/doctors.js'
import { reasons, type Whose } from './data/visits.js'
import type { House } from './house.js'
import { COVID } from './problems.js'

export interface Visitor {
  id: string
  createdAt: Date
  accountId: string | null
  sex: Sex | null
  /** On the day of the start. */
  years: number
  problems: { code: string; over: boolean }[]
  /** Codes of the wards of their stays. */
  wards: string[]
  /** Days on which they lie in a bed or stay at home; `to` is null where nobody knows the end. */
  away: { from: Day; to: Day | null }[]
  /** Who sees them in each field: one doctor, in at most `FIELDS` fields. */
  fields: Map<SpecialisationSlug, DoctorKey>
  visits: Day[]
}

export interface Visitors {
  list: Visitor[]
  /** Nobody comes twice on one day. */
  seen: Set<string>
}

const FIELDS = 3
/** So many at most before today, and so many from today on. */
const VISITS = 9
/** Of those who are ill with it now. */
const VISITS_WHEN_ILL = 2
const ADULT = 18

/** Nobody who lies in a bed, and nobody whose record is closed. */
export function visitorsOf({ rows, zone, moments }: House): Visitors {
  const wardOf = new Map(
    rows.beds.map(({ id, wardId }) => [id, rows.wards.find((w) => w.id === wardId)?.code ?? '']),
  )
  const list = rows.patients
    .filter(({ deactivatedAt, dateOfBirth }) => !deactivatedAt && dateOfBirth)
    .map(({ id, createdAt, accountId, sex, dateOfBirth }): Visitor => {
      const stays = rows.admissions.filter(({ patientId }) => patientId === id)
      const beds = rows.bedStays.filter(({ admissionId }) => stays.some((stay) => stay.id === admissionId))
      const isolations = rows.isolations.filter(({ patientId }) => patientId === id)
      return {
        ...{ id, createdAt, accountId, sex },
        years: dateOfBirth ? yearsBetween(dayFromColumn(dateOfBirth), moments.today) : ADULT,
        problems: rows.conditions
          .filter(({ patientId }) => patientId === id)
          .map(({ code, status }) => ({
            code: typeof code === 'string' ? code : '',
            over: status === 'RESOLVED',
          })),
        wards: beds.map(({ bedId }) => wardOf.get(bedId) ?? ''),
        away: [
          ...stays.map(({ admittedAt, dischargedAt }) => ({
            from: dayAt(admittedAt, zone) ?? FIRST,
            to: dayAt(dischargedAt, zone),
          })),
          ...isolations.map(({ startedOn, earliestEndOn, endedAt }) => ({
            from: dayAt(startedOn, 'UTC') ?? FIRST,
            to: dayAt(endedAt, zone) ?? dayAt(earliestEndOn, 'UTC'),
          })),
        ],
        fields: new Map(),
        visits: [],
      }
    })
  return { list, seen: new Set() }
}

/** Somebody who can come on that day to this doctor, and for whom the field has something. */
export function fits(
  { key, doctor: { specialisation } }: { key: DoctorKey; doctor: DemoDoctor },
  { on, today }: { on: Day; today: Day },
  visitor: Visitor,
): boolean {
  const { years, sex, fields, visits, away } = visitor
  if ((specialisation === 'paediatrics') !== years < ADULT) return false
  if (specialisation === 'obstetrics-and-gynaecology' && sex !== 'FEMALE') return false
  const most = lists(visitor, COVID.code, false) ? VISITS_WHEN_ILL : VISITS
  if (visits.filter((day) => day < today === on < today).length >= most) return false
  if (fields.size >= FIELDS && !fields.has(specialisation)) return false
  if ((fields.get(specialisation) ?? key) !== key) return false
  if (away.some(({ from, to }) => on >= from && (to === null || on <= to))) return false
  return reasons[specialisation].some(({ of = {} }) => isOf(of, visitor))
}

/** Why this person comes; the same person comes to one field with one or two matters, not with all of them. */
export function reasonFor(specialisation: SpecialisationSlug, visitor: Visitor, thrown: Chance): string {
  const theirs = reasons[specialisation].filter(({ of = {} }) => isOf(of, visitor))
  const own = theirs.filter(({ of }) => of?.has ?? of?.had ?? of?.lay)
  const always = chance(`matter ${visitor.id} ${specialisation}`)
  return thrown.pick([always.pick(own.length > 0 ? own : theirs), always.pick(theirs)]).text
}

function isOf({ sex, from = 0, below = 200, has, had, hasNot, lay }: Whose, visitor: Visitor): boolean {
  return (
    (sex === undefined || sex === visitor.sex) &&
    visitor.years >= from &&
    visitor.years < below &&
    (has === undefined || lists(visitor, has, false)) &&
    (had === undefined || lists(visitor, had, true)) &&
    (hasNot === undefined || !lists(visitor, hasNot, false)) &&
    (lay === undefined || visitor.wards.includes(lay))
  )
}

const lists = ({ problems }: Visitor, code: string, over: boolean): boolean =>
  problems.some((problem) => problem.code.startsWith(code) && problem.over === over)

const FIRST = day('1900-01-01')

/** Rows hold instants; what they leave out is null. */
const dayAt = (at: unknown, zone: string): Day | null => (at instanceof Date ? dayIn(at, zone) : null)
