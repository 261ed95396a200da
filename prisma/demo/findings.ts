import { timeIn } from '../../src/shared/calendar.js'
import { chance } from './chance.js'
import { known } from './data/conditions.js'
import type { House } from './house.js'
import type { Registered } from './patients.js'
import type { Triage } from './triages.js'

export type Findings = Record<string, string | number>

/** What the notes about a patient are filled with: the readings of the triage and values of the laboratory. */
export function findingsOf(house: House, patient: Registered, triage: Triage | null, at: Date): Findings {
  const { conditions, name } = patient
  const thrown = chance(`findings ${name}`)
  const readings = triage?.presentation.readings
  const weakLungs = conditions.includes('COPD')
  const crp = thrown.whole(58, 124)
  const pressure = conditions.includes('HYPERTENSION') ? 14 : 0
  const temperature = (readings?.temperatureTenthsC ?? thrown.whole(366, 371)) / 10
  return {
    past: past(patient),
    time: timeIn(at, house.zone),
    dayOfIllness: triage?.dayOfIllness ?? 1,
    feverDays: triage?.presentation.feverDays ?? 0,
    spo2: readings?.spo2 ?? 97,
    rr: readings?.respiratoryRate ?? 18,
    pulse: readings?.pulse ?? thrown.whole(78, 104),
    bp: readings?.systolic
      ? `${readings.systolic}/${readings.diastolic}`
      : `${thrown.whole(108, 128) + pressure}/${thrown.whole(68, 82)}`,
    temperature: temperature.toFixed(1),
    temperatureNext: Math.min(temperature, 37.4 + thrown.whole(0, 5) / 10).toFixed(1),
    target: weakLungs ? '88 to 92' : '94 to 96',
    onOxygen: weakLungs ? thrown.whole(89, 92) : thrown.whole(94, 96),
    onAir: weakLungs ? thrown.whole(91, 92) : thrown.whole(95, 97),
    antiviral: antiviralFor(patient),
    crp,
    crpLater: Math.round(crp * 0.3),
    crpLow: thrown.whole(11, 26),
    ddimer: (thrown.whole(6, 17) / 10).toFixed(1),
    ferritin: thrown.whole(420, 1180),
    kidneys: conditions.includes('CHRONIC_KIDNEY_DISEASE') ? 'creatinine 3.1, as before' : 'creatinine 0.9',
    sugars: conditions.includes('DIABETES')
      ? `Sugars ${thrown.whole(148, 176)} to ${thrown.whole(212, 268)} on the steroid: insulin by scale. `
      : '',
  }
}

/** Puts findings into a text. Throws for a name that nobody found. */
export function fill(text: string, findings: Findings): string {
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const found = findings[name]
    if (found === undefined) throw new RangeError(`no finding "${name}" for: ${text}`)
    return String(found)
  })
  return filled.trim()
}

function past({ conditions, pregnant, history }: Registered): string {
  const illnesses = conditions.flatMap((condition) => known[condition]?.short ?? [])
  if (illnesses.length > 0) return `Known: ${illnesses.join(', ')}.`
  return pregnant
    ? 'No illness besides the pregnancy.'
    : history
      ? `Before this: ${history}`
      : 'No illness before this.'
}

function antiviralFor({ conditions }: Registered): string {
  if (conditions.includes('CHRONIC_KIDNEY_DISEASE')) return 'no remdesivir because of the kidneys'
  if (conditions.includes('CHRONIC_LIVER_DISEASE')) return 'no remdesivir because of the liver'
  return 'remdesivir for five days'
}
