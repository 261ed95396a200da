import { roleLabels } from '../accounts/rules.js'
import type { Role, Sex } from '../generated/prisma/enums.js'
import { sexLabels } from '../patients/rules.js'
import { dayFromColumn, dayIn, daysBetween } from '../shared/calendar.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'

/** Somebody who registered, as whoever decides reads it. */
export interface ApplicantOnPage {
  id: string
  role: Role
  name: string
  localName: string | null
  /** 'Patient, 34 years, Female' or 'Doctor, Cardiology' */
  about: string
  /** What they told besides, a line each. */
  told: string[]
  email: string | null
  phone: string | null
  since: Date
  /** Calendar days that they have waited by now. */
  days: number
  /** Until when the time that they chose is kept for them. */
  heldUntil: Date | null
}

interface Applicant {
  id: string
  role: Role
  name: string
  email: string | null
  phone: string | null
  createdAt: Date
  heldUntil?: Date | null
  patient: {
    localName: string | null
    dateOfBirth: Date | null
    sex: Sex | null
    address: string | null
  } | null
  doctor: { registrationNumber: string; qualification: string; specialisation: { name: string } } | null
}

interface Reader {
  t: T
  format: Format
  zone: string
  now: Date
}

export function applicantOnPage(
  { patient, doctor, createdAt, ...account }: Applicant,
  { t, format, zone, now }: Reader,
): ApplicantOnPage {
  const about = [
    t(roleLabels[account.role]),
    doctor?.specialisation.name,
    patient?.dateOfBirth && format.age(dayFromColumn(patient.dateOfBirth)),
    patient?.sex && t(sexLabels[patient.sex]),
  ]
  const told = doctor
    ? [doctor.qualification, t('Registration {{number}}', { number: doctor.registrationNumber })]
    : [patient?.address ?? '']
  return {
    ...account,
    localName: patient?.localName ?? null,
    about: about.filter(Boolean).join(', '),
    told: told.filter((line) => line !== ''),
    since: createdAt,
    heldUntil: account.heldUntil ?? null,
    days: daysBetween(dayIn(createdAt, zone), dayIn(now, zone)),
  }
}
