import { wardKind } from '../wards/pages.js'
import { type BedState, countStates } from '../wards/rules.js'
import type { Option } from '../web/components/forms.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import { type Reader, type ShownBed, shownBed } from './bed-pages.js'
import { type BedOnBoard, type Occupant, occupancy } from './occupant-rules.js'

export type Counts = Record<BedState, number>

export interface ShownWard {
  id: string
  name: string
  /** 'High dependency · isolation · oxygen · 2nd floor' */
  kind: string
  counts: Counts
  total: number
  /** Of a hundred; null where there are no beds. */
  occupancy: number | null
  beds: ShownBed[]
  href: string
}

export const boardPage = page<{
  form: Form
  options: { wards: Option[]; states: Option[]; levels: Option[] }
  filtered: boolean
  counts: Counts
  total: number
  occupancy: number | null
  wards: ShownWard[]
  /** More beds fit than can be shown one by one. */
  tooMany: boolean
  states: { state: BedState; href: string }[]
  printed: { label: string; value: string }[]
  csv: string
  here: string
}>('board/board', 'Bed board')

export function shownWard(
  ward: Parameters<typeof wardKind>[0] & {
    id: string
    name: string
    floor: string
    /** All its beds, for the counts, and those that fit the filters. */
    beds: readonly BedOnBoard[]
    fitting: readonly BedOnBoard[]
  },
  people: Map<string, Occupant> | null,
  reader: Reader,
  href: string,
): ShownWard {
  const { t } = reader
  const { id, name, floor, beds, fitting } = ward
  const occupant = ({ admissionId, requestId }: { admissionId: string | null; requestId: string | null }) =>
    people?.get(admissionId ?? requestId ?? '') ?? null
  return {
    ...{ id, name, href, ...filled(beds) },
    kind: `${wardKind(ward, t)} · ${floor}`,
    beds: people ? fitting.map((bed) => shownBed(bed, ward, occupant(bed), reader)) : [],
  }
}

/** How many beds are in each state, how many there are, and how full that is. */
export function filled(beds: readonly { state: BedState }[]) {
  const counts = countStates(beds)
  return { counts, total: beds.length, occupancy: occupancy(counts.OCCUPIED, beds.length) }
}
