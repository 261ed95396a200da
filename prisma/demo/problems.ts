import { type Day, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { identify } from './chance.js'
import type { DoctorKey } from './data/doctors.js'
import type { House } from './house.js'

/** An entry of a problem list, by its code of ICD-10. */
export interface Problem {
  name: string
  code: string
}

export const COVID: Problem = { name: 'COVID-19', code: 'U07.1' }

interface Written {
  at: Date
  doctor?: DoctorKey
  since?: Day
  resolvedOn?: Day
}

export function addProblem(
  { rows, doctors }: House,
  patient: { id: string; name: string },
  { name, code }: Problem,
  { at, doctor = 'patil', since, resolvedOn }: Written,
): void {
  rows.conditions.push({
    ...{ patientId: patient.id, name, code, recordedAt: at, recordedById: doctors[doctor].accountId },
    id: identify(`condition ${code}`, patient.name, at),
    ...(since && { since: dayToColumn(since) }),
    ...(resolvedOn && { status: 'RESOLVED' as const, resolvedOn: dayToColumn(resolvedOn) }),
  })
}

/** COVID-19 in the problem list of everybody who was tested positive; it is over with the stay or the isolation. */
export function listInfections(house: House): void {
  const { rows, zone } = house
  for (const patient of rows.patients) {
    const ofTheirs = <Row extends { patientId: string }>(all: Row[]) =>
      all.filter(({ patientId }) => patientId === patient.id)
    const [first] = ofTheirs(rows.assessments)
    if (!(first?.testedOn instanceof Date)) continue
    const ends = [
      ...ofTheirs(rows.admissions).map(({ dischargedAt }) => dischargedAt),
      ...ofTheirs(rows.isolations).map(({ endedAt }) => endedAt),
    ]
    const over = ends.filter((end) => end instanceof Date).sort((one, other) => Number(other) - Number(one))
    const [last] = over.length === ends.length ? over : []
    addProblem(house, patient, COVID, {
      at: first.createdAt instanceof Date ? first.createdAt : patient.createdAt,
      since: dayIn(first.testedOn, 'UTC'),
      ...(last && { resolvedOn: dayIn(last, zone) }),
    })
  }
}
