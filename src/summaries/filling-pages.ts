import type { Severity } from '../generated/prisma/enums.js'
import { celsius } from '../observations/range-rules.js'
import { type Consciousness, consciousnessLabels } from '../observations/rules.js'
import { plainText } from '../prescriptions/sheet-pages.js'
import { severityLabels } from '../triage/outcome-rules.js'
import type { FormValues } from '../web/form.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'

interface Facts {
  admissionId: string
  reason: string
  admittedAt: Date
  severity: Severity | null
  beds: { ward: string; bed: string; startedAt: Date }[]
  conditions: string[]
  tests: string[]
  treatments: string[]
  lastRound: {
    takenAt: Date
    spo2: number | null
    respiratoryRate: number | null
    temperatureTenthsC: number | null
    pulse: number | null
    systolic: number | null
    diastolic: number | null
    consciousness: Consciousness | null
  } | null
}

type Medicine = Parameters<typeof plainText>[0] & { medicine: string; instructions: string | null }

/** A summary to begin with: what the record knows, in sentences for the doctor to put right. */
export function filledIn(facts: Facts, medicines: Medicine[], t: T, format: Format): FormValues {
  return {
    latest: '0',
    admissionId: facts.admissionId,
    diagnosis: diagnosisOf(facts, t),
    course: courseOf(facts, t, format),
    medicines: medicineLines(medicines, t),
  }
}

function diagnosisOf({ reason, severity, conditions }: Facts, t: T): string {
  const graded =
    severity && t('COVID-19 severity at admission: {{severity}}', { severity: t(severityLabels[severity]) })
  const besides =
    conditions.length > 0 && t('Known before: {{conditions}}', { conditions: conditions.join(', ') })
  return [reason, graded, besides].filter((line) => line).join('\n')
}

function courseOf(facts: Facts, t: T, format: Format): string {
  const { beds, tests, treatments, lastRound } = facts
  const moves = beds.map(({ ward, bed, startedAt }, index) => {
    const values = { ward, bed, at: format.instant(startedAt) }
    return index === 0
      ? t('Admitted to {{ward}}, bed {{bed}}, on {{at}}.', values)
      : t('Moved to {{ward}}, bed {{bed}}, on {{at}}.', values)
  })
  return [
    ...moves,
    ...(tests.length > 0 ? [t('Tests: {{names}}.', { names: tests.join(', ') })] : []),
    ...(treatments.length > 0 ? [t('Treatments: {{names}}.', { names: treatments.join(', ') })] : []),
    ...(lastRound ? [lastReadings(lastRound, t, format)] : []),
  ].join('\n')
}

function lastReadings(round: NonNullable<Facts['lastRound']>, t: T, format: Format): string {
  const { spo2, respiratoryRate, pulse, systolic, diastolic, consciousness } = round
  const degrees = celsius(round)
  const values = [
    spo2 !== null && `SpO2 ${spo2} %`,
    respiratoryRate !== null && t('{{rate}} breaths a minute', { rate: respiratoryRate }),
    pulse !== null && t('pulse {{pulse}}', { pulse }),
    systolic !== null && `${systolic}/${diastolic ?? '–'} mmHg`,
    degrees !== null && `${degrees} °C`,
    consciousness && t(consciousnessLabels[consciousness]),
  ].filter((value) => value)
  return t('Last readings, {{at}}: {{values}}.', {
    at: format.instant(round.takenAt),
    values: values.join(', '),
  })
}

/** What is taken now, a line each, as the patient reads it. */
export const medicineLines = (medicines: Medicine[], t: T): string =>
  medicines
    .map((one) =>
      [`${one.medicine}: ${plainText(one, t)}`, one.instructions].filter((part) => part).join(' '),
    )
    .join('\n')
