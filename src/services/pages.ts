import type { Priority, ServiceStatus, Sex } from '../generated/prisma/enums.js'
import { ageAndSex, bedIn } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { ServiceOnPage } from '../web/components/services.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import type { IconName } from '../web/icon-names.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { isLate } from './rules.js'

interface Listed {
  serviceId: string
  status: ServiceStatus
  priority: Priority
  details: string | null
  requestedAt: Date
  requestedBy: string
  allocatedTo: string | null
  plannedAt: Date | null
  doneAt: Date | null
  priceMinor: bigint | null
  closeReason: string | null
  item: string
  itemPriceMinor: bigint
  admissionId: string | null
  address: string | null
  ward: string | null
  bed: string | null
}

/** `home` is the page of all of them, whose own address goes on with the id of each. */
export function shownService(
  row: Listed,
  { t, format, home, now }: { t: T; format: Format; home: string; now: Date },
): ServiceOnPage {
  const { item, details, requestedAt, requestedBy, allocatedTo, plannedAt, doneAt, closeReason } = row
  return {
    ...{ item, details, requestedAt, requestedBy, allocatedTo, plannedAt, doneAt, closeReason },
    href: `${home}/${row.serviceId}`,
    status: `service.${row.status}`,
    priority: row.priority === 'ROUTINE' ? null : `priority.${row.priority}`,
    late: isLate(row, now),
    price: format.money(row.priceMinor ?? row.itemPriceMinor),
    where: whereOf(row, t),
  }
}

function whereOf({ admissionId, address, ward, bed }: Listed, t: T): ServiceOnPage['where'] {
  if (ward && bed) return { text: bedIn({ ward, bed }, t), icon: 'bed' }
  if (admissionId) return { text: t('The stay has ended'), icon: 'door-exit' }
  return { text: address ?? t('No address recorded'), icon: 'home' }
}

/** '54 years, Female · W-004211' */
export const aboutPatient = (
  patient: { dateOfBirth: Day | null; sex: Sex | null; number: number },
  t: T,
  format: Format,
): string => `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`

/** A service in the list of those who arrange it. */
export interface ServiceToArrange extends ServiceOnPage {
  patient: { name: string; localName: string | null; about: string; href: string; phone: string | null }
}

export const servicesPage = page<{
  list: 'to-allocate' | 'allocated' | 'closed'
  tabs: Components['components/tabs']['items']
  late: number
  rows: ServiceToArrange[]
  live: string
  catalogue: string | null
  older: string | null
  newer: string | null
}>('services/list', 'Services')

export interface ServiceAction {
  href: string
  label: string
  icon: IconName
}

/** What became of the price of a service that is done. */
export interface ShownCharge {
  amount: string
  invoice: { number: string; href: string } | null
  voided: string | null
  /** The page on which it is taken back. */
  removal: string | null
  /** Where what is open is billed. */
  billing: string | null
}

export const servicePage = page<{
  service: ServiceOnPage
  patient: { id: string; name: string; banner: BannerPatient }
  /** Who goes and when; null where that cannot be said any more, or not by the reader. */
  form: Form | null
  conflictLabels: Record<string, string>
  suggestions: string[]
  /** That it is done. */
  done: Form | null
  /** What was refused on this page, where neither form is open. */
  refused: Form | null
  actions: ServiceAction[]
  charge: ShownCharge | null
  history: Components['components/timeline']['items']
}>('services/service', ({ service, patient }) => `${service.item}: ${patient.name}`, {
  trail: (_page, t) => [{ label: t('Services'), href: '/services' }],
})

interface OfPatient {
  id: string
  name: string
  banner: BannerPatient
}

const underPatient = ({ id, name }: OfPatient, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${id}` },
]

export const patientServicesPage = page<
  OfPatient & {
    rows: ServiceOnPage[]
    request: string | null
    /** Where what is open is billed. */
    billing: string | null
    newer: string | null
    older: string | null
  }
>('services/of-patient', 'Services', { trail: underPatient })

export interface ServiceWishPage {
  form: Form
  items: Option[]
  priorities: Option[]
  /** Why nothing can be asked for now. */
  refusal: string | null
}

export const newServicePage = page<OfPatient & ServiceWishPage>('services/new', 'Request a service', {
  trail: underPatient,
})
