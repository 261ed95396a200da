import type { BloodGroup, Severity, Sex, TriageStatus } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import type { BannerPatient } from '../web/components.js'
import type { T } from '../web/words.js'
import { allergyList, bloodGroupLabels, patientNumber, sexLabels } from './rules.js'
import type { Whereabouts } from './whereabouts-rules.js'

interface InBanner {
  id: string
  number: number
  name: string
  localName: string | null
  sex: Sex | null
  dateOfBirth: Day | null
  phone: string | null
  bloodGroup: BloodGroup | null
  allergies: string | null
  photoId: string | null
  deactivatedAt: Date | null
  where: Whereabouts
  triage: { status: TriageStatus; severity: Severity | null; highRisk: boolean } | null
}

/** What the banner component shows of a patient; `base` is the portal, and makes the name a link to the record. */
export function bannerOf(patient: InBanner, t: T, base: string, { linked = true } = {}): BannerPatient {
  const { where, triage } = patient
  return {
    name: patient.name,
    localName: patient.localName,
    dateOfBirth: patient.dateOfBirth,
    sex: patient.sex && t(sexLabels[patient.sex]),
    number: patientNumber(patient.number),
    phone: patient.phone && formatPhone(patient.phone),
    bloodGroup: patient.bloodGroup && t(bloodGroupLabels[patient.bloodGroup]),
    photo: photoOf(patient, base),
    ...(linked && { href: `${base}/patients/${patient.id}` }),
    allergies: allergyList(patient.allergies),
    bed: where.at === 'BED' ? t('{{ward}}, bed {{bed}}', { ward: where.ward, bed: where.bed }) : null,
    triage: triageOf(triage),
    alerts: [
      ...(where.at === 'HOME' ? [{ text: t('In home isolation'), tone: 'info' as const }] : []),
      ...(triage?.highRisk ? [{ text: t('High risk'), tone: 'attention' as const }] : []),
      ...(patient.deactivatedAt ? [{ text: t('This record is closed.'), tone: 'neutral' as const }] : []),
    ],
  }
}

/** The severity of the newest triage, or why there is none, as the status component knows them. */
export function triageOf(triage: { status: TriageStatus; severity: Severity | null } | null): BannerPatient['triage'] {
  if (!triage) return 'triage.NONE'
  return triage.severity ? `severity.${triage.severity}` : 'triage.INCOMPLETE'
}

export const photoOf = (patient: { id: string; photoId: string | null }, base: string) =>
  patient.photoId && `${base}/patients/${patient.id}/photo`
