import { wardKind } from '../wards/pages.js'
import type { BedState } from '../wards/rules.js'
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
  /** The same address from the board's own. */
  only: string
  tone: 'info' | 'attention' | 'danger'
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
    counts: Counts
    total: number
    /** Those that fit the filters. */
    beds: readonly BedOnBoard[]
  },
  people: Map<string, Occupant>,
  reader: Reader,
  href: string,
): ShownWard {
  const { t } = reader
  const { id, name, floor, counts, total, beds } = ward
  const full = occupancy(counts.OCCUPIED, total)
  const occupant = ({ admissionId, requestId }: { admissionId: string | null; requestId: string | null }) =>
    people.get(admissionId ?? requestId ?? '') ?? null
  return {
    ...{ id, name, href, counts, total, occupancy: full },
    only: href.slice(href.indexOf('?')),
    tone: full === null || full < 80 ? 'info' : full < 95 ? 'attention' : 'danger',
    kind: `${wardKind(ward, t)} · ${floor}`,
    beds: beds.map((bed) => shownBed(bed, ward, occupant(bed), reader)),
  }
}
