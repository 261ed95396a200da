import type { OrderEventKind, Priority, Sex } from '../../src/generated/prisma/enums.js'
import { chance, identify } from './chance.js'
import type { DoctorKey } from './data/doctors.js'
import type { House } from './house.js'
import { later } from './moments.js'
import type { DemoOrder, DemoResult } from './order-rows.js'

const HOUR = 60
const DAY = 24 * HOUR
const LABORATORY = 'Laboratory, ground floor'

interface Patient {
  id: string
  sex: Sex | null
  dateOfBirth: Date | null
  createdAt: Date
}

interface Asked {
  code: string
  patient: Patient
  doctor: DoctorKey
  /** Minutes before the start of the demonstration. */
  ago: number
  priority?: Priority
  reason?: string
  admissionId?: string | null
}

/** What doctors have ordered: for those in beds day by day, for the clinics, and what waits at every desk now. */
export function orderTests(house: House): void {
  followTheWards(house)
  followTheDemoPatient(house)
  fillTheDesks(house)
}

/** Blood of those who lie in a bed: on the first day, and every second day after, getting better. */
function followTheWards(house: House) {
  const inBeds = house.rows.admissions
    .flatMap(({ id, status, patientId, admittedAt }) =>
      typeof id === 'string' && status !== 'DISCHARGED' ? [{ id, patientId, admittedAt }] : [],
    )
    .slice(0, 12)
  for (const [nth, stay] of inBeds.entries()) {
    const patient = patientOf(house, stay.patientId)
    const doctor = inChargeOf(house, stay.id)
    if (!patient || !doctor) continue
    const thrown = chance(`blood ${patient.id}`)
    const minutes = (house.moments.now.getTime() - new Date(stay.admittedAt).getTime()) / 60_000
    for (let since = 90, day = 0; since < minutes - 8 * HOUR && day < 6; since += 2 * DAY, day++) {
      const ago = Math.round(minutes - since)
      const around = { patient, doctor, ago, admissionId: stay.id }
      const crp = Math.max(6, Math.round((128 - nth * 6) * 0.62 ** day * 10 + thrown.whole(-20, 20)) / 10)
      result(house, { ...around, code: 'CRP', reason: 'Course of the inflammation' }, { crp }, 4 * HOUR)
      result(
        house,
        { ...around, code: 'ELEC' },
        {
          sodium: thrown.whole(133, 142),
          potassium: thrown.whole(34, 50) / 10,
          chloride: thrown.whole(97, 106),
          bicarbonate: thrown.whole(21, 27),
        },
        3 * HOUR,
      )
    }
  }
  critical(house, inBeds)
}

/** One critical result that nobody has seen, for doctor@demo.test; and one that was acknowledged yesterday. */
function critical(house: House, inBeds: { id: string; patientId: string }[]) {
  const own = inBeds.filter(({ id }) => inChargeOf(house, id) === 'kulkarni')
  const [first, second = first] = own.length > 0 ? own : inBeds
  const high = { sodium: 134, potassium: 6.6, chloride: 101, bicarbonate: 18 }
  const now = first && patientOf(house, first.patientId)
  const waits =
    now &&
    result(
      house,
      {
        code: 'ELEC',
        patient: now,
        doctor: 'kulkarni',
        ago: 150,
        priority: 'URGENT',
        admissionId: first.id,
      },
      high,
      2 * HOUR,
      { seen: 'no' },
    )
  for (const made of waits?.results ?? [])
    made.critical = 'Electrolytes (sodium, potassium, chloride, bicarbonate)'
  const before = second && patientOf(house, second.patientId)
  if (!before) return
  const done = result(
    house,
    {
      code: 'GLU-R',
      patient: before,
      doctor: 'kulkarni',
      ago: DAY + 5 * HOUR,
      priority: 'EMERGENCY',
      admissionId: second.id,
    },
    { glucose: 468 },
    HOUR,
  )
  const [told] = done.results
  const at = later(done.orderedAt, 80)
  const action = 'Insulin by infusion started, glucose every hour, ketones ordered.'
  if (told)
    Object.assign(told, { acknowledged: { byId: done.orderedById, at, action }, critical: 'Glucose, random' })
  happened(done, 'ACKNOWLEDGED', at, done.orderedById, action)
}

/** patient@demo.test: sugar over weeks, an amended result, and a lipid profile to come, fasting. */
function followTheDemoPatient(house: House) {
  const { accounts, patients } = house.rows
  const account = accounts.find(({ email }) => email === 'patient@demo.test')
  const patient = patients.find(({ accountId }) => accountId !== null && accountId === account?.id)
  if (!patient) return
  const oldest = (house.moments.now.getTime() - patient.createdAt.getTime()) / 60_000 - DAY
  const around = { patient, doctor: 'kulkarni' as const }
  for (const [index, glucose] of [131, 126, 118, 109, 104].entries()) {
    const ago = (30 - index * 7) * DAY
    if (ago < oldest)
      result(
        house,
        { ...around, code: 'GLU-F', ago, reason: 'Fasting glucose on diet' },
        { 'glucose-fasting': glucose },
        5 * HOUR,
        { seen: 'released' },
      )
  }
  const amended = result(
    house,
    { ...around, code: 'HBA1C', ago: 2 * DAY },
    { hba1c: 7.6, 'estimated-average-glucose': 171 },
    6 * HOUR,
    { seen: 'released' },
  )
  amends(
    house,
    amended,
    { hba1c: 6.7, 'estimated-average-glucose': 146 },
    'Two tubes were swapped in the laboratory.',
  )
  waits(house, { ...around, code: 'LIPID', ago: 26 * HOUR, reason: 'Risk of heart disease' }, 'SCHEDULED', 2)
  waits(house, { ...around, code: 'XR-CHEST', ago: 20 * HOUR, reason: 'Control after pneumonia' }, 'ORDERED')
}

/** What waits now: at reception for a time, in the laboratory for a result, on the wards to be given. */
function fillTheDesks(house: House) {
  const people = house.rows.patients.filter(({ deactivatedAt, dateOfBirth }) => !deactivatedAt && dateOfBirth)
  const thrown = chance('desks')
  const doctors = Object.keys(house.doctors) as DoctorKey[]
  const ask = (code: string, ago: number, priority: Priority = 'ROUTINE', reason?: string): Asked => {
    const known = people.filter(({ createdAt }) => house.moments.minutesAgo(ago + DAY) > createdAt)
    return {
      code,
      ago,
      priority,
      patient: thrown.pick(known),
      doctor: thrown.pick(doctors),
      ...(reason && { reason }),
    }
  }
  for (const [code, ago, priority] of [
    ['CBC', 40, 'ROUTINE'],
    ['TROP-I', 12, 'EMERGENCY'],
    ['KFT', 95, 'URGENT'],
    ['LFT', 180, 'ROUTINE'],
    ['PHYSIO-CHEST', 220, 'ROUTINE'],
    ['PT', 300, 'URGENT'],
  ] as const)
    waits(house, ask(code, ago, priority), 'ORDERED')
  for (const [code, ago, days] of [
    ['LIPID', 3 * DAY, 1],
    ['XR-CHEST', DAY, 1],
    ['PHYSIO-LIMB', 2 * DAY, 3],
  ] as const)
    waits(house, ask(code, ago), 'SCHEDULED', days)
  for (const [code, ago, priority] of [
    ['ABG', 35, 'EMERGENCY'],
    ['CBC', 160, 'URGENT'],
    ['VITD', 400, 'ROUTINE'],
  ] as const)
    waits(house, ask(code, ago, priority), 'COLLECTED')
  result(
    house,
    ask('BC', 2 * DAY, 'URGENT', 'Fever, source not known'),
    { 'growth-blood': 'No growth' },
    DAY,
    { status: 'PRELIMINARY', seen: 'no' },
  )
  const cancelled = waits(house, ask('CPK', DAY + HOUR), 'CANCELLED')
  const at = later(cancelled.orderedAt, 45)
  cancelled.statusReason = 'Done at another hospital yesterday.'
  happened(cancelled, 'CANCELLED', at, cancelled.orderedById, cancelled.statusReason)
  const nebulised = waits(house, ask('NEB', 5 * HOUR, 'URGENT', 'Salbutamol 2.5 mg'), 'COMPLETED')
  const byId = house.recordsIds[0] ?? ''
  Object.assign(nebulised, {
    completedAt: later(nebulised.orderedAt, 35),
    given: { byId, note: 'Well borne, wheeze less.' },
  })
  happened(nebulised, 'GIVEN', later(nebulised.orderedAt, 40), byId)
}

function waits(house: House, asked: Asked, status: DemoOrder['status'], inDays = 1): DemoOrder {
  const made = begin(house, asked, status)
  const desk = house.receptionistIds[0] ?? ''
  const soon = later(made.orderedAt, Math.min(20, asked.ago / 2))
  if (status === 'SCHEDULED') {
    const hour = later(house.moments.now, inDays * DAY)
    Object.assign(made, {
      scheduledAt: hour,
      place: asked.code.startsWith('XR') ? 'Radiology, room 2' : LABORATORY,
    })
    happened(made, 'SCHEDULED', soon, desk)
  }
  if (status === 'COLLECTED') {
    made.collectedAt = soon
    happened(made, 'COLLECTED', soon, house.recordsIds[0] ?? '')
  }
  return made
}

interface Outcome {
  status?: 'PRELIMINARY' | 'FINAL'
  /** Whether the doctor has looked at it. */
  seen?: 'no' | 'withheld' | 'released'
}

/** A test whose result came so many minutes after it was ordered. */
function result(
  house: House,
  asked: Asked,
  values: DemoResult['values'],
  minutes: number,
  { status = 'FINAL', seen = 'withheld' }: Outcome = {},
): DemoOrder {
  const made = begin(house, asked, status === 'FINAL' ? 'COMPLETED' : 'PRELIMINARY')
  const byId = house.recordsIds[0] ?? ''
  made.collectedAt = later(made.orderedAt, 15)
  happened(made, 'COLLECTED', made.collectedAt, byId)
  const at = later(made.orderedAt, minutes)
  made.results.push({ status, at, byId, values })
  happened(made, 'RESULTED', at, byId)
  if (status === 'FINAL') made.completedAt = at
  if (seen === 'no') return made
  const looked = new Date(Math.min(later(at, 50).getTime(), house.moments.now.getTime()))
  if (seen === 'released') made.releasedAt = looked
  happened(made, seen === 'released' ? 'RELEASED' : 'WITHHELD', looked, made.orderedById)
  return made
}

function amends(house: House, made: DemoOrder, values: DemoResult['values'], reason: string) {
  const last = made.results.at(-1)
  const byId = house.recordsIds[0] ?? ''
  const at = later(last?.at ?? made.orderedAt, 5 * HOUR)
  made.results.push({ status: 'AMENDED', at, byId, values, reason })
  // The patient reads it again when the doctor has seen what is new.
  delete made.releasedAt
  happened(made, 'AMENDED', at, byId, reason)
}

function begin(house: House, asked: Asked, status: DemoOrder['status']): DemoOrder {
  const { id: doctorId, accountId: orderedById } = house.doctors[asked.doctor]
  const orderedAt = house.moments.minutesAgo(asked.ago)
  const { id, sex, dateOfBirth } = asked.patient
  const made: DemoOrder = {
    id: identify('order', `${asked.code} ${id}`, orderedAt),
    ...{ code: asked.code, patient: { id, sex, dateOfBirth }, doctorId, orderedById, status, orderedAt },
    admissionId: asked.admissionId ?? null,
    priority: asked.priority ?? 'ROUTINE',
    reason: asked.reason ?? null,
    results: [],
    events: [],
  }
  happened(made, 'ORDERED', orderedAt, orderedById)
  house.rows.orders.push(made)
  return made
}

function happened(made: DemoOrder, kind: OrderEventKind, at: Date, actorId: string, reason?: string) {
  made.events.push({ kind, at, actorId, ...(reason && { reason }) })
}

const patientOf = ({ rows }: House, id: string): Patient | undefined =>
  rows.patients.find((patient) => patient.id === id)

/** Who was put in charge of that stay first, of the doctors that the demonstration knows by name. */
function inChargeOf(house: House, admissionId: string | undefined): DoctorKey | undefined {
  const ids = house.rows.assignments
    .filter((assignment) => assignment.admissionId === admissionId && !assignment.endedAt)
    .map(({ doctorId }) => doctorId)
  const keys = Object.keys(house.doctors) as DoctorKey[]
  return (
    keys.find((key) => key === 'kulkarni' && ids.includes(house.doctors[key].id)) ??
    keys.find((key) => ids.includes(house.doctors[key].id))
  )
}
