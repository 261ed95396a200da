import type { GovernmentIdKind } from '../generated/prisma/enums.js'
import { shownReadings } from '../observations/pages.js'
import { stayOf } from '../patients/banner-pages.js'
import { governmentIdLabels, maskedId } from '../patients/rules.js'
import type { Whereabouts } from '../patients/whereabouts-rules.js'
import type { Day } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import type { BriefAssessment } from '../triage/assessment-rules.js'
import { sentenceOf } from '../triage/limit-pages.js'
import { careSiteLabels } from '../triage/outcome-rules.js'
import { missingLabels, nextOf, statusesOf, symptomLabels } from '../triage/result-pages.js'
import type { Ambient } from '../web/ambient.js'
import type { Components } from '../web/components.js'
import type { ShownDoctor, ShownTriage } from './pages.js'
import { decidingRules } from './rules.js'

type Words = Pick<Ambient, 't' | 'format' | 'site'>

/** The newest triage, with what decided it. */
export function shownTriage(
  triage: BriefAssessment,
  patient: { where: Whereabouts; dischargedAt: Date | null },
  here: string,
  { t, format, site }: Words,
): ShownTriage {
  const around = { voice: 'staff' as const, phone: site.hospital.phone, stay: stayOf(patient, t) }
  return {
    href: `${here}/triage/${triage.id}`,
    at: triage.createdAt,
    statuses: statusesOf(triage),
    decidedBy: decidingRules(triage.result).map(({ text, values }) => sentenceOf(text, values, t)),
    decision:
      triage.decision &&
      t('{{site}}, {{at}}, by {{name}}', {
        site: t(careSiteLabels[triage.decision.site]),
        at: format.instant(triage.decision.decidedAt),
        name: triage.decision.doctor,
      }),
    next: nextOf(triage, around, format, t),
    symptoms: symptomLabels(triage.symptoms, t),
    missing: missingLabels(triage, t),
    readings: shownReadings(triage.result.told.readings, t, triage.result.told.ageYears),
  }
}

interface InCharge {
  assignmentId: string
  name: string
  specialisation: string
  phone: string | null
  startedAt: Date
  endedAt: Date | null
}

/** `end` makes the page on which a doctor is taken out of charge; null where the reader has none. */
export const shownDoctors = (
  doctors: InCharge[],
  end: (assignmentId: string) => string | null,
): ShownDoctor[] =>
  doctors.map(({ name, specialisation, phone, startedAt, endedAt, assignmentId }) => ({
    name,
    about: phone ? `${specialisation}, ${formatPhone(phone)}` : specialisation,
    since: startedAt,
    until: endedAt,
    end: endedAt ? null : end(assignmentId),
  }))

interface Details {
  email: string | null
  address: string | null
  governmentIdKind: GovernmentIdKind | null
  governmentIdNumber: string | null
}

export function detailRows(
  patient: { dateOfBirth: Day | null; phone: string | null; accountId: string | null },
  { governmentIdKind: kind, governmentIdNumber, email, address }: Details,
  { t, format }: Words,
): Components['components/summary-list']['rows'] {
  return [
    { label: t('Date of birth'), value: patient.dateOfBirth && format.day(patient.dateOfBirth) },
    { label: t('Phone'), value: patient.phone && formatPhone(patient.phone) },
    { label: t('Email'), value: email },
    { label: t('Address'), value: address },
    {
      label: t('Government id'),
      value: kind && governmentIdNumber && `${t(governmentIdLabels[kind])} ${maskedId(governmentIdNumber)}`,
    },
    { label: t('Online account'), value: patient.accountId ? t('Yes') : t('None') },
  ]
}
