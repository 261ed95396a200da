import type { News2Band } from '../generated/prisma/enums.js'
import { shownReadings } from '../observations/pages.js'
import { bandLabels } from '../observations/response-rules.js'
import { bandTones } from '../observations/score-pages.js'
import { bedIn } from '../patients/banner-pages.js'
import { durationText, frequencyLabel, prescriptionNumber } from '../prescriptions/rules.js'
import { moodLabels } from '../reports/rules.js'
import { day } from '../shared/calendar.js'
import { symptomLabels } from '../triage/result-pages.js'
import type { Tone } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import type { EntryDetails } from './entry-rules.js'

export interface Words {
  t: T
  format: Format
  /** The page of this patient. */
  here: string
  /** The portal. */
  base: string
  reader: { accountId: string; doctorId: string | null }
}

export interface Told {
  title: string
  text?: string | undefined
  href?: string | null
  status?: Components['components/timeline']['items'][number]['status']
  triage?: Components['components/timeline']['items'][number]['triage']
  tone?: Tone
}

export const bedOf = ({ ward, bed }: { ward: string | null; bed: string | null }, t: T): string =>
  ward !== null && bed !== null ? bedIn({ ward, bed }, t) : t('bed not recorded')

export function observation(id: string, detail: EntryDetails['OBSERVATION'], { t, here }: Words): Told {
  const { news2Total: total, news2Band: band, source, ...readings } = detail
  const measured = shownReadings(readings, t).filter(({ value }) => value !== null)
  return {
    title: source === 'PATIENT' ? t('Readings by the patient') : t('Observations'),
    text: measured.map(({ label, value, unit = '' }) => `${label} ${value} ${unit}`.trim()).join(' · '),
    href: `${here}/observations/${id}`,
    ...(total !== null && band !== null && { status: news2(total, band, t), tone: bandTones[band] }),
  }
}

/** The score in a word and a tone. */
export const news2 = (total: number, band: News2Band, t: T) => ({
  text: t('NEWS2 {{total}}: {{band}}', { total, band: t(bandLabels[band]).toLowerCase() }),
  tone: bandTones[band],
})

export function result(detail: EntryDetails['RESULT'], { t, here }: Words): Told {
  const { orderId, item, version, status, isAbnormal, isCritical, acknowledged, comment, values } = detail
  const outside = values.filter(({ flag }) => flag !== null && flag !== 'NORMAL')
  const shown = (outside.length > 0 ? outside : values).slice(0, 8)
  const lines = shown.map(({ name, value, unit }) => [name, value, unit].filter(Boolean).join(' '))
  return {
    title:
      version > 1
        ? t('Result: {{item}}, version {{version}}', { item, version })
        : t('Result: {{item}}', { item }),
    text: [lines.join(' · '), comment].filter(Boolean).join('\n'),
    href: `${here}/orders/${orderId}`,
    status: isCritical
      ? acknowledged
        ? { tone: 'danger', text: t('Critical, acknowledged') }
        : { tone: 'danger', text: t('Critical, not acknowledged') }
      : { of: `result.${status}` },
    tone: isCritical ? 'danger' : isAbnormal ? 'attention' : 'neutral',
  }
}

export function prescription(id: string, detail: EntryDetails['PRESCRIPTION'], { t, here }: Words): Told {
  const { number, status, items } = detail
  const lines = items.map(({ medicine, dose, frequency, durationDays, stopped }) => {
    const { text, values } = durationText(durationDays)
    const line = [`${medicine} ${dose}`, t(frequencyLabel(frequency)), t(text, values)].join(' · ')
    return stopped ? t('{{medicine}} (stopped)', { medicine: line }) : line
  })
  const over = status === 'REPLACED' ? t('Replaced') : t('Stopped')
  return {
    title: t('Prescription {{number}}', { number: prescriptionNumber(number) }),
    text: lines.join('\n'),
    href: `${here}/prescriptions/${id}`,
    ...(status !== 'ACTIVE' && { status: { tone: 'neutral' as const, text: over } }),
  }
}

export function report(detail: EntryDetails['REPORT'], { t, format, here }: Words): Told {
  const { day: of, mood, rating, symptoms, description, spo2, temperatureTenthsC, pulse } = detail
  const readings = [
    ...(spo2 === null ? [] : [`${t('SpO2')} ${spo2} %`]),
    ...(temperatureTenthsC === null ? [] : [`${t('Temperature')} ${temperatureTenthsC / 10} °C`]),
    ...(pulse === null ? [] : [`${t('Pulse')} ${pulse}`]),
  ]
  const first = [t('{{rating}} of 10', { rating }), t(moodLabels[mood]), ...symptomLabels(symptoms, t)]
  return {
    title: t('Daily report of {{day}}', { day: format.day(day(of)) }),
    text: [[...first, ...readings].join(' · '), description].filter(Boolean).join('\n'),
    href: `${here}/reports`,
  }
}
