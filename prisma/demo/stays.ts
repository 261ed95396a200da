import { dayIn } from '../../src/shared/calendar.js'
import { type Bed, makeBeds, type Stretch } from './beds.js'
import { bill } from './bills.js'
import { assign, medicinesFor, prescribe, writeNote } from './care.js'
import { chance, identify } from './chance.js'
import { notesOf } from './course-notes.js'
import { prescriptions } from './data/medicines.js'
import { admitted } from './data/patients-admitted.js'
import { demoPatient, discharged } from './data/patients-discharged.js'
import type { WardCode } from './data/wards.js'
import { fill, findingsOf } from './findings.js'
import { type House, leaveTrail, receptionistAt } from './house.js'
import { leaving } from './leaving.js'
import { later } from './moments.js'
import { addProblem } from './problems.js'
import { addRounds, addRoundsAtHome } from './rounds.js'
import { departure, planAdmitted, planDischarged, planStay, type Stay, total } from './stay-plans.js'
import { sumUp } from './summaries.js'
import { registerEarlier } from './telling.js'
import { addIsolation, addTriage } from './triages.js'

/** Everybody who is or was in a bed: the stays first, then the beds, then what happened in them, then the bills. */
export function careInBeds(house: House): void {
  const codes = Object.keys(admitted) as WardCode[]
  const stays = [
    ...codes.flatMap((ward) => planAdmitted(house, ward, admitted[ward])),
    ...planDischarged(house, discharged),
    planDemoPatient(house),
  ]
  const beds = makeBeds(
    house,
    stays.flatMap(({ stretches }) => stretches),
  )
  const written = stays.map((stay) => writeStay(house, stay, beds))
  for (const stay of written) addRounds(house, stay)
  bill(house, written)
}

export interface WrittenStay extends Stay {
  admissionId: string
  beds: { id: string; bed: Bed; from: Date; to: Date | null }[]
}

function writeStay(house: House, stay: Stay, chosen: Map<Stretch, Bed>): WrittenStay {
  const { patient, triage, course, doctors, admittedAt, dischargedAt, stretches } = stay
  const { rows } = house
  const admissionId = identify('admission', patient.name, admittedAt)
  const admittedById = receptionistAt(house, admittedAt)
  const findings = findingsOf(house, patient, triage, admittedAt)
  const dischargedById = dischargedAt && receptionistAt(house, dischargedAt)
  const notes = notesOf(house, stay)
  const row: (typeof rows.admissions)[number] = {
    id: admissionId,
    patientId: patient.id,
    assessmentId: triage?.id ?? null,
    status: dischargedAt ? 'DISCHARGED' : 'ADMITTED',
    reason: fill(course.reason, findings),
    admittedAt,
    admittedById,
    dischargedAt,
    dischargedById,
    dischargeNote: notes.advice,
  }
  rows.admissions.push(row)
  const subject = { type: 'admission', id: admissionId, patientId: patient.id }
  leaveTrail(house, admittedAt, admittedById, 'admission.create', subject)
  if (dischargedAt) leaveTrail(house, dischargedAt, dischargedById, 'admission.discharge', subject)

  const beds = stretches.flatMap((stretch) => {
    const bed = chosen.get(stretch)
    return bed
      ? [{ id: identify('bed stay', patient.name, stretch.from), bed, from: stretch.from, to: stretch.to }]
      : []
  })
  for (const { id, bed, from, to } of beds)
    rows.bedStays.push({
      id,
      admissionId,
      bedId: bed.id,
      startedAt: from,
      endedAt: to,
    })
  for (const doctor of doctors)
    assign(house, patient, doctor, {
      from: admittedAt,
      admissionId,
      ...(dischargedAt && { to: dischargedAt }),
    })
  for (const { text, at, doctor } of notes.notes) writeNote(house, patient, text, { at, doctor, admissionId })
  const { problem } = course
  if (problem)
    addProblem(house, patient, problem, {
      ...{ at: later(admittedAt, 45), since: dayIn(admittedAt, house.zone) },
      ...(problem.heals && dischargedAt && { resolvedOn: dayIn(dischargedAt, house.zone) }),
    })
  writePrescriptions(house, stay, admissionId)
  sumUp(house, stay, admissionId, notes)
  Object.assign(row, leaving(house, stay, admissionId))
  return { ...stay, admissionId, beds }
}

function writePrescriptions(house: House, stay: Stay, admissionId: string) {
  const { patient, course, admittedAt, dischargedAt, doctors } = stay
  const [doctor] = doctors
  if (!doctor) return
  const covid = course.picture !== null
  const inBed = medicinesFor(patient, course.medicines, { usual: covid ? 'IN_BED' : 'NONE' })
  const goesHome = dischargedAt && course.end ? later(dischargedAt, -36) : null
  prescribe(house, patient, inBed, {
    ...{ at: later(admittedAt, 52), doctor, admissionId },
    ...(goesHome && { until: goesHome }),
  })
  if (!dischargedAt || !course.end) return
  const toTakeHome = medicinesFor(patient, course.end.medicines, { usual: covid ? 'AT_HOME' : 'NONE' })
  prescribe(house, patient, toTakeHome, { at: later(dischargedAt, -35), doctor, admissionId })
}

/** patient@demo.test: her triage at home, the one at the door, and the visit to the clinic afterwards. */
function planDemoPatient(house: House): Stay {
  const { person, toldAtHome, admitted: inBed, reviewed } = demoPatient
  const thrown = chance('demo patient')
  const first = house.moments.at(toldAtHome.daysAgo, '19:20')
  const patient = registerEarlier(house, person, first)
  const by = patient.account?.id ?? house.adminId
  const mild = addTriage(house, patient, toldAtHome.picture, { at: first, by })
  const atTheDoor = house.moments.at(inBed.daysAgo, '10:25')
  const triage = addTriage(house, patient, 'fallingSaturation', {
    at: atTheDoor,
    by: receptionistAt(house, atTheDoor),
    after: mild,
  })
  addIsolation(house, patient, mild, {
    ended: {
      at: atTheDoor,
      reason: 'A later triage advised care elsewhere.',
      byId: receptionistAt(house, atTheDoor),
    },
  })

  const dischargedAgo = inBed.daysAgo - total(inBed.nights)
  const dischargedAt = departure(house, dischargedAgo, thrown)
  const { course, doctors, nights } = inBed
  assign(house, patient, reviewed.doctor, { from: later(dischargedAt, 20) })
  const at = house.moments.at(reviewed.daysAgo, '11:10')
  writeNote(house, patient, reviewed.note, { at, doctor: reviewed.doctor })
  const medicines = medicinesFor(patient, reviewed.medicines, { usual: 'NONE' })
  const { doctor } = reviewed
  const tooShort = prescribe(house, patient, prescriptions.atFirstInTheClinic, { at: later(at, 8), doctor })
  prescribe(house, patient, medicines, { at: later(at, 17), doctor, replaces: tooShort })
  prescribe(house, patient, prescriptions.forTheCough, {
    at: house.moments.at(2, '11:45'),
    doctor,
    reason: 'Knows to take the iron at 2 pm, six hours from both; seen again in five days.',
  })
  for (const problem of reviewed.problems)
    addProblem(house, patient, problem, { at, doctor, since: dayIn(at, house.zone) })
  addRoundsAtHome(house, patient, at, house.doctors[reviewed.doctor].accountId)
  return planStay(house, { patient, triage, course, doctors, nights, dischargedAgo, dischargedAt })
}
