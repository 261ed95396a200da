import { orderNumber } from '../../src/orders/rules.js'
import { addAlert } from './alert-rows.js'
import { chance, identify } from './chance.js'
import { answersToScores, deputies, emergencies } from './data/alerts.js'
import type { DoctorKey } from './data/doctors.js'
import type { House } from './house.js'
import { later } from './moments.js'
import { FIRST_NUMBER } from './order-rows.js'

const DAYS_BACK = 4
const MOST_SCORES = 6

/** What must be answered for: nearly all of it was, within minutes; two wait now. After all orders are there. */
export function raiseAlerts(house: House): void {
  nameDeputies(house)
  ofScores(house)
  ofResults(house)
  ofEmergencies(house)
}

function nameDeputies({ rows, doctors }: House) {
  for (const [doctor, deputy] of Object.entries(deputies)) {
    const row = rows.doctors.find(({ id }) => id === doctors[doctor as DoctorKey].id)
    if (row) row.deputyId = doctors[deputy].id
  }
}

/** A patient who got worse: the first round of 7 or more after a lower one. */
function ofScores(house: House) {
  const { rows, moments } = house
  const since = moments.at(DAYS_BACK, '00:00')
  const worse = rows.observations.filter((round, index) => {
    const before = rows.observations
      .slice(0, index)
      .findLast(({ patientId }) => patientId === round.patientId)
    const isNew = round.news2Band === 'HIGH' && before !== undefined && before.news2Band !== 'HIGH'
    return isNew && !round.struckAt && round.takenAt > since && later(round.takenAt, 12) < moments.now
  })
  for (const round of worse.slice(-MOST_SCORES)) {
    const doctor = inCharge(house, round.patientId, round.takenAt)
    if (!doctor) continue
    const thrown = chance(`alert ${round.id}`)
    const at = later(round.takenAt, thrown.whole(3, 9))
    addAlert(house, {
      ...{ patientId: round.patientId, kind: 'NEWS2', subjectId: round.id, doctor, at: round.takenAt },
      text: 'NEWS2 is {{total}}: call the emergency team, and say what is done.',
      facts: { total: round.news2Total ?? 7 },
      gravity: { grade: round.news2Total ?? 7, finds: [] },
      answered: { at, byId: house.doctors[doctor].accountId, action: thrown.pick(answersToScores) },
    })
  }
}

/** Of those results that the doctor is asked about; their orders have their numbers by the time of ordering. */
function ofResults(house: House) {
  const orders = [...house.rows.orders].sort(
    (one, other) => one.orderedAt.getTime() - other.orderedAt.getTime(),
  )
  for (const [index, { id, patient, doctorId, results }] of orders.entries())
    for (const [nth, { at, critical, acknowledged }] of results.entries()) {
      const doctor = keyOf(house, doctorId)
      if (!critical || !doctor) continue
      addAlert(house, {
        ...{ patientId: patient.id, kind: 'CRITICAL_RESULT', doctor, at },
        subjectId: identify(`result ${nth}`, id, at),
        text: 'Critical: {{item}}. Say what is done about it.',
        facts: { item: critical, number: orderNumber(FIRST_NUMBER + index), orderId: id },
        ...(acknowledged && { answered: acknowledged }),
      })
    }
}

function ofEmergencies(house: House) {
  const { rows, moments, recordsIds, doctors } = house
  const own = rows.assignments.filter(
    ({ doctorId, endedAt, admissionId }) => doctorId === doctors.kulkarni.id && !endedAt && admissionId,
  )
  const [before, now] = [own.at(-1), own.at(-2)]
  const { answered, open } = emergencies
  const report = { kind: 'EMERGENCY', doctor: 'kulkarni', text: '{{what}}' } as const
  const yesterday = moments.at(1, '07:40')
  if (before && new Date(before.startedAt) < yesterday)
    addAlert(house, {
      ...{ ...report, patientId: before.patientId, at: yesterday, facts: { what: answered.what } },
      subjectId: identify('emergency', before.patientId, yesterday),
      raisedById: recordsIds[0] ?? '',
      answered: { at: later(yesterday, 13), byId: doctors.shaikh.accountId, action: answered.action },
    })
  if (now)
    addAlert(house, {
      ...{ ...report, patientId: now.patientId, at: moments.minutesAgo(4), facts: { what: open.what } },
      subjectId: identify('emergency', now.patientId, moments.minutesAgo(4)),
      raisedById: recordsIds[0] ?? '',
    })
}

/** Whoever was assigned last of those in charge then. */
function inCharge(house: House, patientId: string, at: Date): DoctorKey | null {
  const then = house.rows.assignments.findLast(
    (one) =>
      one.patientId === patientId &&
      new Date(one.startedAt) <= at &&
      !(one.endedAt instanceof Date && one.endedAt <= at),
  )
  return then ? keyOf(house, then.doctorId) : null
}

const keyOf = ({ doctors }: House, id: string): DoctorKey | null => {
  const [key] = Object.entries(doctors).find(([, doctor]) => doctor.id === id) ?? []
  return (key as DoctorKey | undefined) ?? null
}
