import type { BloodGroup, Sex } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import { type Allergies, allergySeverityLabels } from './allergy-rules.js'
import type { ListedTriage } from './listed-triage-rules.js'
import { bloodGroupLabels, isUnidentified, patientNumber, sexLabels } from './rules.js'
import type { Whereabouts } from './whereabouts-rules.js'

interface Named {
  id: string
  number: number
  name: string
  localName: string | null
  dateOfBirth: Day | null
  phone: string | null
}

interface InList extends Named {
  sex: Sex | null
  photoId: string | null
  deactivatedAt: Date | null
  where: Whereabouts
  triage: ListedTriage | null
}

interface InBanner extends InList {
  bloodGroup: BloodGroup | null
  allergies: Allergies
  triage: (ListedTriage & { highRisk: boolean }) | null
  emergencyUntil: Date | null
}

type StatusProps = Components['components/status']

export interface ListedPatient {
  href: string
  name: string
  localName: string | null
  /** '54 years, Female' */
  about: string
  photo: string | null
  number: string
  phone: string | null
  where: StatusProps
  triage: Components['components/triage-status']
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
    allergies: allergiesShown(patient.allergies, t),
    bed: where.at === 'BED' ? bedIn(where, t) : null,
    triage: triageOf(triage),
    emergencyUntil: patient.emergencyUntil,
    alerts: [
      ...(where.at === 'HOME' ? [{ text: t('In home isolation'), tone: 'info' as const }] : []),
      ...(triage?.highRisk ? [{ text: t('High risk'), tone: 'attention' as const }] : []),
      ...(isUnidentified(patient.name)
        ? [{ text: t('Nobody knows yet who this is'), tone: 'attention' as const }]
        : []),
      ...(patient.deactivatedAt ? [{ text: t('This record is closed.'), tone: 'neutral' as const }] : []),
    ],
  }
}

/** 'Penicillin (severe: rash)'; a severe one is set apart. */
export function allergiesShown(
  { known, noneSince }: Allergies,
  t: T,
): NonNullable<BannerPatient['allergies']> {
  return {
    list: known.map(({ substance, reaction, severity }) => {
      const about = [
        severity === 'UNKNOWN' ? [] : t(allergySeverityLabels[severity]).toLowerCase(),
        reaction ?? [],
      ]
      const words = about.flat().join(': ')
      return { text: words === '' ? substance : `${substance} (${words})`, severe: severity === 'SEVERE' }
    }),
    noneSince: known.length === 0 ? noneSince : null,
  }
}

export function listed(patient: InList, t: T, format: Format, base: string): ListedPatient {
  return {
    href: `${base}/patients/${patient.id}`,
    name: patient.name,
    localName: patient.localName,
    about: ageAndSex(patient, t, format),
    photo: photoOf(patient, base),
    number: patientNumber(patient.number),
    phone: patient.phone && formatPhone(patient.phone),
    where: patient.deactivatedAt ? { of: 'patient.DEACTIVATED' } : whereStatus(patient.where, t),
    triage: triageOf(patient.triage),
  }
}

/** '54 years, Female', or what of it is known. */
export function ageAndSex(
  patient: { dateOfBirth: Day | null; sex: Sex | null },
  t: T,
  format: Format,
): string {
  const age = patient.dateOfBirth ? format.age(patient.dateOfBirth) : t('Age not recorded')
  return patient.sex ? `${age}, ${t(sexLabels[patient.sex])}` : age
}

export function whereStatus(where: Whereabouts, t: T): StatusProps {
  if (where.at === 'BED') return { of: 'admission.ADMITTED', text: bedIn(where, t) }
  if (where.at === 'HOME') return { of: 'isolation.ACTIVE' }
  return { text: t('Not admitted'), tone: 'neutral' }
}

export const bedIn = ({ ward, bed }: { ward: string; bed: string }, t: T) =>
  t('{{ward}}, bed {{bed}}', { ward, bed })

/** What is known of the stays: the bed they are in now, and when they left the last one. */
export const stayOf = ({ where, dischargedAt }: { where: Whereabouts; dischargedAt: Date | null }, t: T) => ({
  inBed: where.at === 'BED' ? bedIn(where, t) : null,
  dischargedAt,
})

/** What the newest triage says, or why there is none, with what a doctor signed about it. */
export function triageOf(triage: ListedTriage | null): Components['components/triage-status'] {
  if (!triage) return { of: 'triage.NONE', decision: null }
  const { decision } = triage
  return { of: classOf(triage), decision: decision && { ...decision, site: `site.${decision.site}` } }
}

function classOf({ status, severity }: ListedTriage): Components['components/triage-status']['of'] {
  if (severity) return `severity.${severity}`
  return status === 'NOT_APPLICABLE' ? 'triage.NOT_APPLICABLE' : 'triage.INCOMPLETE'
}

export const photoOf = (patient: { id: string; photoId: string | null }, base: string) =>
  patient.photoId && `${base}/patients/${patient.id}/photo`
