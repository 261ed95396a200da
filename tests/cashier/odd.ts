import { asOwner } from '../support/database.js'

/** The fields of a form as they are sent. */
export type Filled = Record<string, string | string[]>

/** What people type, and what nobody should. */
export type Kind = 'money' | 'share' | 'off' | 'count' | 'day' | 'choice' | 'words' | 'reason'

const long = '9'.repeat(60)
const novel = 'x'.repeat(6_000)
/** Read as no number at all. */
const noNumber = [
  'abc',
  '😀',
  '५००',
  '٣',
  '1e9',
  '0x10',
  'NaN',
  'Infinity',
  '1 000',
  '1,0',
  '.5',
  '5.',
  '+5',
  '--5',
]

/** What each kind of field refuses. Text is refused only where it is too long, cannot be shown or comes twice. */
export const odd: Record<Kind, (string | string[])[]> = {
  money: [
    ...noNumber,
    '-5',
    '−5',
    '1.005',
    '1,000,00',
    '10000000000',
    long,
    novel,
    '',
    '  ',
    '₹',
    ['5', '6'],
    '5\u0000',
  ],
  share: ['abc', '😀', '५', '-1', '101', '1.005', '1e1', long, novel, '', '  ', ['5', '6'], '5\u0000'],
  off: [
    ...noNumber,
    '-5',
    '0',
    '0 %',
    '-5 %',
    '101 %',
    '1.005 %',
    '%',
    '1.005',
    long,
    novel,
    ['5', '6'],
    '5\u0000',
  ],
  count: ['abc', '😀', '५', '-1', '1.5', '1e1', '10000', long, novel, ['5', '6'], '5\u0000'],
  day: [
    '',
    'abc',
    '😀',
    '2026-02-30',
    '21-11-2026',
    '0000-00-00',
    '99999-01-01',
    novel,
    ['2026-11-21', '2026-11-22'],
  ],
  choice: ['', 'abc', 'constructor', '__proto__', '😀', novel, ['CASH', 'UPI']],
  words: [novel, ['one', 'two'], 'bell \u0007\u0000'],
  reason: ['', '   ', novel, ['one', 'two'], 'bell \u0007\u0000'],
}

/** Fields that may be left empty refuse nothing there. */
export const unlessEmpty = (values: (string | string[])[]) =>
  values.filter((value) => Array.isArray(value) || value.trim() !== '')

const tables = [
  ...['invoice', 'invoice_line', 'invoice_balance', 'invoice_voiding', 'invoice_draft', 'invoice_draft_line'],
  ...[
    'invoice_counter',
    'charge',
    'payment',
    'payment_allocation',
    'payment_claim',
    'refund',
    'cash_session',
  ],
  ...[
    'credit_note',
    'credit_note_line',
    'statement',
    'dispense',
    'tax_rate',
    'support_rate',
    'billing_settings',
  ],
  ...['financial_year_start', 'admission', 'submission', 'message'],
]

/** The whole of the books, as one short text: two that are alike were not changed in between. */
export async function books(database: Parameters<typeof asOwner>[0]): Promise<string> {
  const sums = tables.map(
    (table) =>
      `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM "${table}" t`,
  )
  const { rows } = await asOwner(database, (owner) =>
    owner.query(`${sums.join(' UNION ALL ')} ORDER BY name`),
  )
  return JSON.stringify(rows)
}

const plain = (html: string) =>
  html
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** All that stands in the fields of a page, by their names, as a browser would send it. */
export function filledIn(html: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const add = (name: string, value: string) => found.set(name, [...(found.get(name) ?? []), plain(value)])
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1]
    const type = /\btype="([^"]*)"/.exec(tag)?.[1] ?? 'text'
    if (name === undefined || ((type === 'radio' || type === 'checkbox') && !/\bchecked\b/.test(tag)))
      continue
    add(name, /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name = '', text = ''] of html.matchAll(
    /<textarea\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    add(name, text.replace(/^\n/, ''))
  for (const [, name = '', options = ''] of html.matchAll(
    /<select\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    add(name, /<option value="([^"]*)" selected/.exec(options)?.[1] ?? '')
  return found
}
