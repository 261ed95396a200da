import type { SexPolicy, WardLevel } from '../generated/prisma/enums.js'
import type { Option } from '../web/components/forms.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { bedEquipmentLabels, wardType, wardTypeLabels } from './kind-rules.js'
import type { BedDeed, BedState } from './rules.js'

export type Counts = Record<BedState, number>

export interface WardDetails {
  id: string
  name: string
  code: string
  floor: string
  dailyRateMinor: bigint
  /** 'Isolation ward · oxygen' */
  kind: string
}

export interface WardRow extends WardDetails {
  total: number
  counts: Counts
}

/** What is not there any more. */
interface Gone {
  name: string
  href: string
  closedAt: Date
}

export const wardListPage = page<{
  wards: WardRow[]
  totals: Counts
  total: number
  level: WardLevel | ''
  levels: Option[]
  closed: Gone[]
}>('wards/list', 'Beds and wards')

export const occupancyPage = page<{
  form: Form
  /** What it was at the instant asked for; null where that cannot be told. */
  shown: { at: Date; wards: WardRow[]; totals: Counts; total: number; csv: string } | null
}>('wards/occupancy', 'Occupancy at a time', {
  trail: (_page, t) => [{ label: t('Beds and wards'), href: '/wards' }],
})

export const housekeepingPage = page<{
  beds: {
    id: string
    number: string
    room: string | null
    ward: { id: string; name: string }
    since: Date
    waits: string
  }[]
  live: string
}>('wards/housekeeping', 'Beds to clean', {
  trail: (_page, t) => [{ label: t('Beds and wards'), href: '/wards' }],
})

export interface BedRow {
  id: string
  number: string
  room: string | null
  equipment: string
  state: BedState
  deeds: BedDeed[]
  patient: { id: string; name: string; localName: string | null; number: string } | null
  admissionId: string | null
  /** Of a hold: for whose request. */
  requestId: string | null
  since: Date | null
  /** Of a hold. */
  until: Date | null
  /** Of a bed that is blocked. */
  reason: string | null
}

export const wardPage = page<{
  ward: WardDetails & { closedAt: Date | null; whoLies: string; rooms: number }
  /** The next price that is set already. */
  next: { from: string; price: string } | null
  beds: BedRow[]
  counts: Counts
  total: number
  state: BedState | ''
  here: string
  newBed: Form
  /** Beds that were taken away. */
  away: Gone[]
  rooms: Option[]
  equipment: Option[]
}>('wards/ward', ({ ward }) => ward.name, {
  trail: (_page, t) => [{ label: t('Beds and wards'), href: '/wards' }],
})

export const newWardPage = page<{ form: Form; levels: Option[]; policies: Option[] }>(
  'wards/new',
  'Open a ward',
  { trail: (_page, t) => [{ label: t('Beds and wards'), href: '/wards' }] },
)

interface InWard {
  ward: { id: string; name: string }
}

/** The pages above those that belong to a ward. */
export const wardTrail = ({ ward }: InWard, t: T) => [
  { label: t('Beds and wards'), href: '/wards' },
  { label: ward.name, href: `/wards/${ward.id}` },
]

export const editWardPage = page<
  InWard & {
    form: Form
    labels: Record<'name' | 'floor' | 'sexPolicy' | 'level' | 'isolation' | 'oxygen', string>
    levels: Option[]
    policies: Option[]
  }
>('wards/edit', ({ ward }, t) => t('Edit {{name}}', { name: ward.name }), { trail: wardTrail })

export const closeWardPage = page<InWard & { form: Form; beds: number }>(
  'wards/close',
  ({ ward }, t) => t('Close {{name}}', { name: ward.name }),
  { trail: wardTrail },
)

export const ratesPage = page<
  InWard & {
    form: Form
    rates: {
      id: string
      from: string
      price: string
      by: string | null
      state: string
      isCurrent: boolean
      removable: boolean
    }[]
    earliest: string
    closed: boolean
  }
>('wards/rates', ({ ward }, t) => t('Prices of {{name}}', { name: ward.name }), { trail: wardTrail })

/** What a ward is, in a line: 'High dependency · isolation · oxygen'. */
export function wardKind(
  ward: { level: WardLevel; isolation: boolean; oxygen: boolean; sexPolicy?: SexPolicy },
  t: T,
): string {
  const type = wardType(ward)
  return [
    t(wardTypeLabels[type]),
    ward.isolation && type !== 'ISOLATION' ? t('isolation') : '',
    ward.oxygen && type !== 'OXYGEN' ? t('oxygen') : '',
    ward.sexPolicy === 'FEMALE' ? t('women only') : '',
    ward.sexPolicy === 'MALE' ? t('men only') : '',
  ]
    .filter((word) => word !== '')
    .join(' · ')
}

/** 'Oxygen, Monitor' */
export const equipmentInWords = (equipment: readonly (keyof typeof bedEquipmentLabels)[], t: T): string =>
  equipment.map((one) => t(bedEquipmentLabels[one])).join(', ')
