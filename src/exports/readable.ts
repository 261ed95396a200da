import { visitNumber } from '../appointments/rules.js'
import { END_SENTENCES } from '../isolation/ending-rules.js'
import { orderNumber } from '../orders/rules.js'
import { patientNumber } from '../patients/rules.js'
import { type Frequency, frequencyLabels, prescriptionNumber } from '../prescriptions/rules.js'
import { deedLabel } from '../record/access-rules.js'
import { isDay } from '../shared/calendar.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import type { RecordCopy } from './machine-readable.js'
import { type SectionName, sectionTitles } from './rules.js'

/**
 * record.html, piece by piece: one page for reading and printing, which loads nothing from anywhere. It says the same
 * as record.json, with names for people.
 */
export async function* asPage(copy: RecordCopy, t: T, format: Format): AsyncGenerator<string> {
  const title = t('Copy of a patient record')
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(t('{{hospital}}, {{at}}', { hospital: copy.hospital, at: format.instant(copy.exportedAt) }))}</p>
<section>
<h2>${escaped(t('Person'))}</h2>
${facts(readAloud(copy.person, patientNumber), t, format)}
</section>
`
  for (const { name, rows } of copy.sections) {
    yield `<section>\n<h2>${escaped(t(sectionTitles[name]))}</h2>\n`
    let empty = true
    for await (const { at, detail } of rows()) {
      empty = false
      const told = facts(readAloud(detail, numbers[name]), t, format)
      yield `<article>\n<h3>${escaped(format.instant(at))}</h3>\n${told}</article>\n`
    }
    yield empty ? `<p>${escaped(t('Nothing.'))}</p>\n</section>\n` : '</section>\n'
  }
  yield `<section>\n<h2>${escaped(t('Who looked at the record'))}</h2>\n<ul>\n`
  for await (const { at, name, action } of copy.looks())
    yield `<li>${escaped(`${format.instant(at)}: ${name}, ${t(deedLabel(action))}`)}</li>\n`
  yield '</ul>\n</section>\n</body>\n</html>\n'
}

/** The numbers that people read aloud, as they stand on paper. Programs get them plain. */
const numbers: Partial<Record<SectionName, (number: number) => string>> = {
  visits: visitNumber,
  orders: orderNumber,
  prescriptions: prescriptionNumber,
}

const readAloud = (of: object, written?: (number: number) => string): object =>
  written && 'number' in of ? { ...of, number: written(Number(of.number)) } : of

function facts(of: object, t: T, format: Format): string {
  const rows = Object.entries(of).filter(
    ([name, value]) => !hidden.test(name) && !isNothing(value) && !(name === 'values' && 'text' in of),
  )
  return `<dl>\n${rows
    .map(([name, value]) => {
      const told = shown(inWords(name, value, of, t, format), t, format)
      return `<dt>${escaped(t(label(name)))}</dt><dd>${told}</dd>\n`
    })
    .join('')}</dl>\n`
}

/** What only machines need. */
const hidden = /^(id|.*Id|sha256|bytes|code|currency)$/

/** What is stored for programs to put together, put together. */
function inWords(name: string, value: unknown, beside: object, t: T, format: Format): unknown {
  if (name.endsWith('Minor') && typeof value === 'number') return format.money(BigInt(value))
  if (name === 'frequency') return t(frequencyLabels[value as Frequency] ?? value)
  if (name === 'endReason' && END_SENTENCES.includes(String(value))) return t(String(value))
  if (name === 'text' && 'values' in beside) return t(String(value), { ...(beside.values as object) })
  return value
}

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

function shown(value: unknown, t: T, format: Format): string {
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'object')
      ? value.map((one) => facts(one, t, format)).join('')
      : escaped(value.map((one) => words(one, t, format)).join(', '))
  if (typeof value === 'object' && value !== null) return facts(value, t, format)
  return escaped(words(value, t, format))
}

function words(value: unknown, t: T, format: Format): string {
  if (typeof value === 'boolean') return value ? t('Yes') : t('No')
  if (typeof value !== 'string') return String(value)
  if (isDay(value)) return format.day(value)
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value)) return format.instant(new Date(value))
  return /^[A-Z][A-Z_]{2,}$/.test(value) ? t(sentence(value.toLowerCase().replaceAll('_', ' '))) : value
}

/** 'breathsPerMinute' as people read it: 'Breaths per minute'. */
const label = (name: string): string =>
  labels[name] ?? sentence(name.replace(/([A-Z]+|\d+)/g, (part) => ` ${part.toLowerCase()}`))

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const labels: Partial<Record<string, string>> = {
  spo2Percent: 'SpO2, per cent',
  fio2Percent: 'Oxygen breathed in, per cent',
  temperatureCelsius: 'Temperature, °C',
  systolicMmHg: 'Blood pressure, upper, mmHg',
  diastolicMmHg: 'Blood pressure, lower, mmHg',
  glucoseMgDl: 'Glucose, mg/dL',
  weightKg: 'Weight, kg',
  painOf10: 'Pain, of 10',
  ratingOf10: 'How you felt, of 10',
  news2: 'NEWS2',
  icd10: 'ICD-10',
  totalMinor: 'Total',
  unitPriceMinor: 'Rate',
  amountMinor: 'Amount',
  priceMinor: 'Price',
  plan: 'What you were told besides',
  alert: 'How urgent it was',
  clinicalDecision: 'Decided by the doctor, beyond the rule',
  text: 'In words',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)

const entities: Partial<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1b2430}
h1,h2{color:#0b5563}h2{border-bottom:2px solid #0b5563;margin-top:2.5rem}h3{margin:1.2rem 0 .2rem;font-size:1rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.1rem 1rem;margin:.2rem 0}
dt{color:#566170}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}dd dl{border-left:2px solid #c3cad3;padding-left:.6rem}
article{break-inside:avoid}@media print{body{margin:0;max-width:none}}`
