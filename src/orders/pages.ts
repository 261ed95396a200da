import type { OrderKind, OrderStatus, Priority, Sex } from '../generated/prisma/enums.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { Barcode } from '../web/barcode.js'
import type { Option } from '../web/components/forms.js'
import type { OrderOnPage } from '../web/components/orders.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import type { IconName } from '../web/icon-names.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { orderKindLabels, orderNumber, shownState } from './rules.js'
import { orderRefusal } from './transition-rules.js'

interface Listed {
  id: string
  number: number
  kind: OrderKind
  status: OrderStatus
  priority: Priority
  orderedAt: Date
  scheduledAt: Date | null
  place: string | null
  completedAt: Date | null
  item: string
  specimen: string | null
  preparation: string | null
  doctor: string
  patient: {
    id: string
    name: string
    localName: string | null
    number: number
    sex: Sex | null
    dateOfBirth: Day | null
    phone: string | null
  }
  ward: string | null
  bed: string | null
}

/** `patients`: where the patient's own page is, for those who have one. */
export function shownOrder(
  row: Listed,
  { t, format, patients }: { t: T; format: Format; patients: string | null },
): OrderOnPage {
  const { patient, ward, bed } = row
  return {
    id: row.id,
    number: orderNumber(row.number),
    item: row.item,
    kind: t(orderKindLabels[row.kind]),
    treatment: row.kind === 'TREATMENT',
    collectable: row.specimen !== null && orderRefusal('collect', row) === null,
    specimen: row.specimen,
    preparation: row.preparation,
    status: shownState(row),
    priority: row.priority === 'ROUTINE' ? null : `priority.${row.priority}`,
    orderedAt: row.orderedAt,
    scheduledAt: row.scheduledAt,
    place: row.place,
    doctor: row.doctor,
    patient: {
      name: patient.name,
      localName: patient.localName,
      about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
      href: patients && `${patients}/${patient.id}`,
      phone: patient.phone && format.phone(patient.phone),
    },
    bed: ward && bed ? t('{{ward}}, bed {{bed}}', { ward, bed }) : null,
  }
}

type Tabs = Components['components/tabs']['items']

export const deskOrdersPage = page<{
  tabs: Tabs
  q: string
  notFound: boolean
  scheduled: boolean
  rows: OrderOnPage[]
  newer: string | null
  older: string | null
}>('orders/desk-list', 'Tests and treatments')

export const deskOrderPage = page<{
  order: OrderOnPage
  form: Form | null
  conflictLabels: Record<string, string>
  places: string[]
  reason: string | null
  actions: OrderAction[]
}>('orders/desk-order', ({ order }) => `${order.number}: ${order.item}`, {
  trail: (_page, t) => [{ label: t('Tests and treatments'), href: '/orders' }],
})

/** What can be done with one press, or on a page of its own. */
export interface OrderAction {
  kind: 'press' | 'page'
  href: string
  label: string
  icon: IconName
  /** The one-time key, where the button creates something. */
  key?: string
}

export const labelPage = page<{
  order: OrderOnPage
  code: Barcode
}>('orders/label', ({ order }, t) => t('Label of {{number}}', { number: order.number }))

export const reasonPage = page<{
  form: Form
  action: string
  cancel: string
  heading: string
  text: string
  consequences: string[]
  label: string
  submit: string
}>('orders/reason', ({ heading }) => heading)

export const newOrderPage = page<{
  id: string
  name: string
  banner: BannerPatient
  form: Form
  chosen: Option[]
  found: Option[]
  /** What was searched for and not found. */
  notFound: string | null
  /** Something is ordered already. */
  asksAgain: boolean
  priorities: Option[]
}>('orders/new', 'Order tests and treatments', {
  trail: ({ id, name }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: name, href: `/patients/${id}` },
    { label: t('Orders'), href: `/patients/${id}/orders` },
  ],
})
