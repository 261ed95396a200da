import type { WardLevel } from '../generated/prisma/enums.js'
import type { Option } from '../web/components/forms.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { type BedDeed, type BedState, wardLevelLabels } from './rules.js'

interface WardDetails {
  id: string
  name: string
  code: string
  floor: string
  dailyRateMinor: bigint
  /** 'High dependency · isolation · oxygen' */
  kind: string
}

export interface WardRow extends WardDetails {
  beds: number
  counts: Record<BedState, number>
}

export const wardListPage = page<{
  wards: WardRow[]
  totals: Record<BedState, number>
  level: WardLevel | ''
  levels: Option[]
  now: Date
}>('wards/list', 'Beds and wards')

export interface BedRow {
  id: string
  number: string
  state: BedState
  deeds: BedDeed[]
  patient: { id: string; name: string; localName: string | null; number: string } | null
  admissionId: string | null
  since: Date | null
}

export const wardPage = page<{
  ward: WardDetails
  beds: BedRow[]
  counts: Record<BedState, number>
  total: number
  state: BedState | ''
  now: Date
  here: string
  newBed: Form
}>('wards/ward', ({ ward }) => ward.name, {
  trail: (_page, t) => [{ label: t('Beds and wards'), href: '/wards' }],
})

export const newWardPage = page<{ form: Form; levels: Option[] }>('wards/new', 'Open a ward', {
  trail: (_page, t) => [{ label: t('Beds and wards'), href: '/wards' }],
})

export const editWardPage = page<{
  form: Form
  ward: { id: string; name: string }
  labels: Record<string, string>
}>('wards/edit', ({ ward }, t) => t('Edit {{name}}', { name: ward.name }), {
  trail: ({ ward }, t) => [
    { label: t('Beds and wards'), href: '/wards' },
    { label: ward.name, href: `/wards/${ward.id}` },
  ],
})

/** What a ward is, in a line: 'High dependency · isolation · oxygen'. */
export function wardKind(ward: { level: WardLevel; isolation: boolean; oxygen: boolean }, t: T): string {
  return [
    t(wardLevelLabels[ward.level]),
    ward.isolation ? t('isolation') : '',
    ward.oxygen ? t('oxygen') : '',
  ]
    .filter((word) => word !== '')
    .join(' · ')
}
