import { BreathingSupport, InvoiceLineKind } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import {
  percentOf,
  supportLabels,
  type TariffRow,
  type TariffState,
  tariffState,
  taxedLabels,
} from './rules.js'

export interface ShownTariff {
  what: string
  value: string
  from: string
  state: TariffState
  by: string | null
  /** What taking it back posts; null for what holds already. */
  removal: Record<string, string> | null
}

export const billingSettingsPage = page<{
  /** The form that was refused, or else that of the rules. */
  form: Form
  rules: Form
  tax: Form
  support: Form
  year: Form
  labels: ReturnType<typeof billingLabels>
  kinds: Option[]
  supports: Option[]
  months: Option[]
  earliest: string
  rows: ShownTariff[]
}>('tariffs/settings', 'Billing', { trail: (_page, t) => [{ label: t('Settings'), href: '/settings' }] })

export const billingLabels = (t: T) => ({
  receptionDiscountMost: t('Reception may take off up to'),
  adminDiscountMost: t('The administration may take off up to'),
  paymentDays: t('An invoice is to be paid within'),
})

interface Words {
  t: T
  format: Format
  monthName: (month: number) => string
}

/** A row of the table; what has begun to hold is not taken back any more. */
export function shownTariff(
  row: TariffRow,
  all: readonly TariffRow[],
  today: Day,
  words: Words,
): ShownTariff {
  const { t, format } = words
  const days = all.filter(({ tariff, of }) => tariff === row.tariff && of === row.of).map(({ from }) => from)
  return {
    ...worded(row, words),
    from: row.from < EVER ? t('From the beginning') : format.day(row.from),
    state: tariffState(row.from, days, today),
    by: row.by,
    removal: row.from > today ? { tariff: row.tariff, of: row.of, from: row.from } : null,
  }
}

/** Nothing was set by anybody before this. */
const EVER = '1901-01-01'

function worded({ tariff, of, value }: TariffRow, { t, format, monthName }: Words) {
  if (tariff === 'year') return { what: t('The financial year begins in'), value: monthName(Number(value)) }
  if (tariff === 'support') {
    const support = Object.values(BreathingSupport).find((one) => one === of)
    const what = support ? t(supportLabels[support]) : of
    return { what: t('A day of: {{what}}', { what }), value: format.money(value) }
  }
  const kind = Object.values(InvoiceLineKind).find((one) => one === of)
  const percent = percentOf(Number(value))
  return {
    what: t('Tax: {{what}}', { what: kind ? t(taxedLabels[kind]) : of }),
    value: t('{{percent}} %', { percent }),
  }
}
