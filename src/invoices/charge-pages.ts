import { multiply } from '../shared/money.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { Charge } from './rules.js'

interface ShownCharge extends Pick<Charge, 'description' | 'quantity' | 'unitPriceMinor'> {
  id: string
  occurredAt: Date
}

/** A charge to be ticked. */
export const chargeOption = (
  { id, description, quantity, unitPriceMinor, occurredAt }: ShownCharge,
  t: T,
  format: Format,
): Option => ({
  value: id,
  label: t('{{what}}: {{amount}}', {
    what: quantity === 1 ? description : `${quantity} × ${description}`,
    amount: format.money(multiply(unitPriceMinor, quantity)),
  }),
  hint: format.instant(occurredAt),
})

/** Where a charge is taken back: of medicine, where it was handed out. */
export const takingBack = (
  { id, sourceType, sourceId }: { id: string; sourceType: string; sourceId: string },
  { patientId, base }: { patientId: string; base: string },
  t: T,
) =>
  sourceType === 'dispense'
    ? { label: t('Note its return'), href: `${base}/dispenses/${sourceId}/return/new` }
    : { label: t('Take back'), href: `${base}/patients/${patientId}/charges/${id}/removal/new` }

/** What one patient has to pay and was not billed yet. */
export const chargesPage = page<{
  id: string
  name: string
  banner: BannerPatient
  charges: Option[]
  /** Stays whose invoice is void: what is open of them goes on their final bill. */
  stays: { href: string; dischargedAt: Date | null; total: string }[]
  total: string
  /** The stay with whose invoice it is billed; null of those who are in no bed. */
  discharge: string | null
  form: Form
}>('invoices/charges', 'To be paid', {
  trail: ({ id, name }, t) => [
    { label: t('Invoices'), href: '/invoices' },
    { label: t('Not billed yet'), href: '/invoices/open' },
    { label: name, href: `/patients/${id}` },
  ],
})

export const openChargesPage = page<{
  rows: {
    patient: { name: string; localName: string | null; about: string; href: string }
    charges: string
    total: string
    oldest: Date
    isAdmitted: boolean
    href: string
  }[]
  newer: string | null
  older: string | null
}>('invoices/open', 'Not billed yet', {
  trail: (_page, t) => [{ label: t('Invoices'), href: '/invoices' }],
})

interface OfPatient {
  id: string
  name: string
  banner: BannerPatient
  form: Form
}

const trail = {
  trail: ({ id, name }: OfPatient, t: T) => [
    { label: t('Invoices'), href: '/invoices' },
    { label: t('Not billed yet'), href: '/invoices/open' },
    { label: name, href: `/patients/${id}` },
    { label: t('To be paid'), href: `/patients/${id}/charges` },
  ],
}

/** What a cashier charges by hand. `ofStay`: it goes on the bill of the stay. */
export const newChargePage = page<OfPatient & { kinds: Option[]; ofStay: boolean }>(
  'invoices/new-charge',
  'Add a charge',
  trail,
)

export const takeBackPage = page<OfPatient & { chargeId: string; what: string; at: string }>(
  'invoices/take-back',
  'Take a charge back',
  trail,
)
