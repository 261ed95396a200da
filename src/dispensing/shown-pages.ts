import { inUnits } from '../prescriptions/dosage-rules.js'
import { durationText, frequencyLabel } from '../prescriptions/rules.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import type { ShownHanding, ShownLine } from './pages.js'
import { type Handing, handedOutOf, type LineToHandOut, leftOf, returnedOf } from './rules.js'

interface Reader {
  t: T
  format: Format
  base: string
}

/** The lines of a prescription as rows of the form; a new form offers what is left of each. */
export function shownLines(lines: readonly LineToHandOut[], sent: Form | null, reader: Reader): ShownLine[] {
  const { t, format } = reader
  const column = (name: string) => {
    const typed = sent?.values[name] ?? []
    return Array.isArray(typed) ? typed : [typed]
  }
  const sentItems = column('item')
  return lines.map((line, index) => {
    const handedOut = handedOutOf(
      line.handings.map((handing) => ({ quantity: handing.quantity, returned: returnedOf(handing) })),
    )
    const left = leftOf({ ...line, handedOut })
    const at = sentItems.indexOf(line.id)
    const typed = (name: string) => column(name)[at] ?? ''
    return {
      row: index + 1,
      itemId: line.id,
      medicine: line.medicine,
      dose: doseOf(line, t),
      left: leftInWords(line, handedOut, left, t),
      closed: line.stoppedAt
        ? t('This medicine was stopped: it is not handed out any more.')
        : left === 0
          ? t('All that was prescribed of this was handed out already.')
          : null,
      price: line.priceMinor === null ? null : format.money(line.priceMinor),
      typed: sent
        ? { quantity: typed('quantity'), batch: typed('batch'), price: typed('price') }
        : { quantity: left === null ? '' : String(left), batch: '', price: '' },
      handings: line.handings.map((handing) => shownHanding(handing, line, reader)),
    }
  })
}

function doseOf({ dose, frequency, durationDays, instructions }: LineToHandOut, t: T): string {
  const { text, values } = durationText(durationDays)
  return [dose, t(frequencyLabel(frequency)), t(text, values), instructions]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
}

function leftInWords(
  { quantity, unit }: Pick<LineToHandOut, 'quantity' | 'unit'>,
  handedOut: number,
  left: number | null,
  t: T,
): string {
  const amount = (units: number) => (unit ? inUnits(units, unit) : String(units))
  if (quantity === null || left === null)
    return handedOut === 0
      ? t('The prescription names no number.')
      : t('The prescription names no number; handed out: {{amount}}', { amount: amount(handedOut) })
  if (left === 0) return t('Prescribed: {{amount}}', { amount: amount(quantity) })
  return t('Prescribed: {{amount}}; left: {{left}}', { amount: amount(quantity), left: amount(left) })
}

function shownHanding(handing: Handing, { unit }: LineToHandOut, { t, format, base }: Reader): ShownHanding {
  const { id, quantity, batch, by, returns } = handing
  const units = (count: number) => (unit ? inUnits(count, unit) : String(count))
  const values = { amount: units(quantity), at: format.instant(handing.at) }
  return {
    what: batch
      ? t('{{amount}}, batch {{batch}}, {{at}}', { ...values, batch })
      : t('{{amount}}, {{at}}', values),
    by,
    returned: returns.map((back) =>
      t('Brought back on {{at}}, {{amount}}: {{reason}}', {
        ...{ at: format.instant(back.at), amount: units(back.quantity), reason: back.reason },
      }),
    ),
    bringBack: returnedOf(handing) === quantity ? null : `${base}/dispenses/${id}/return/new`,
  }
}
