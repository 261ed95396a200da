import { plainText } from '../../src/prescriptions/sheet-pages.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { english } from '../../src/web/words.js'
import { medicinesFor } from './care.js'
import { chance, identify } from './chance.js'
import type { Medicine } from './data/medicines.js'
import { demoPatient } from './data/patients-discharged.js'
import { type House, leaveTrail } from './house.js'
import { later } from './moments.js'
import type { Stay } from './stay-plans.js'

/** What the doctors wrote in a stay that has ended, and under its discharge. */
interface Written {
  notes: readonly { text: string }[]
  advice: string | null
}

/** The summary of a stay that is over. One doctor in eight has not come to it yet. */
export function sumUp(house: House, stay: Stay, admissionId: string, written: Written): void {
  const { patient, dischargedAt, course, doctors } = stay
  const [doctor] = doctors
  const isDemoPatient = patient.name === demoPatient.person.name
  if (!dischargedAt || !doctor || !course.end || !written.advice) return
  if (!isDemoPatient && chance(`summary ${patient.name}`).oneIn(8)) return
  const { id: doctorId, accountId } = house.doctors[doctor]
  const [diagnosis = '', ...advice] = written.advice.split(/(?<=\.) /)
  const usual = course.picture !== null ? 'AT_HOME' : 'NONE'
  const medicines = medicinesFor(patient, course.end.medicines, { usual })
  const content = {
    ...{ admissionId, patientId: patient.id, doctorId, diagnosis },
    course: [written.notes[0]?.text, written.notes.at(-1)?.text].filter((text) => text).join('\n\n'),
    condition: 'Improved',
    medicines: medicines.map(inWords).join('\n') || null,
    advice: advice.join(' '),
    followUpOn: dayToColumn(addDays(dayIn(dischargedAt, house.zone), 7)),
  }
  const sign = (version: number, signedAt: Date, reason: string | null, more: { followUpOn?: null } = {}) => {
    const id = identify(`summary ${version}`, patient.name, signedAt)
    house.rows.summaries.push({ ...content, ...more, id, version, reason, signedAt })
    const subject = { type: 'discharge_summary', id, patientId: patient.id }
    leaveTrail(house, signedAt, accountId, 'discharge-summary.create', subject)
  }
  const signedAt = later(dischargedAt, -30)
  if (!isDemoPatient) {
    sign(1, signedAt, null)
    return
  }
  sign(1, signedAt, null, { followUpOn: null })
  sign(2, later(dischargedAt, 60 * 4), 'The day of the review was missing.')
}

const inWords = ([medicine, dose, frequency, durationDays]: Medicine): string =>
  `${medicine}: ${plainText({ dose, frequency, durationDays, maxPerDay: null }, english)}`
