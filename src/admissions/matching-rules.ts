import type { BedEquipment, Sex, SexPolicy } from '../generated/prisma/enums.js'
import type { BedNeeds } from '../requests/rules.js'
import { type BedState, misfits, preference, type WardOffer } from '../wards/rules.js'

/** Who looks for a bed. */
export interface Wanting {
  /** Null where nobody has said yet: every bed will do. */
  need: BedNeeds | null
  sex: Sex | null
  /** What is held for this request is free for it. */
  requestId: string | null
}

export interface WardPlace extends WardOffer {
  id: string
  name: string
  floor: string
  sexPolicy: SexPolicy
}

export interface BedPlace {
  id: string
  number: string
  equipment: readonly BedEquipment[]
  room: { sexPolicy: SexPolicy } | null
}

export interface BedThen extends BedPlace {
  state: BedState
  requestId: string | null
  until: Date | null
}

export interface WardThen<Bed extends BedThen = BedThen> extends WardPlace {
  beds: readonly Bed[]
}

export interface Placed<Ward, Bed> {
  ward: Ward
  bed: Bed
  /** Why the bed does not fit, as sentence keys; none where it fits. */
  reasons: string[]
}

/** Why a bed does not fit a patient, whatever its state. A cylinder's place at the bed itself is oxygen, too. */
export function bedMisfits(
  { need, sex }: Omit<Wanting, 'requestId'>,
  ward: Omit<WardPlace, 'id' | 'name' | 'floor'>,
  bed: Pick<BedPlace, 'equipment' | 'room'>,
): string[] {
  const oxygen = ward.oxygen || bed.equipment.includes('OXYGEN')
  return [
    ...misfits(need, { ...ward, oxygen }),
    ...sexMisfits(sex, ward.sexPolicy, bed.room?.sexPolicy ?? 'ANY'),
  ]
}

/** Only who is recorded as of that sex lies where one sex lies: of anybody else it is not known that they may. */
function sexMisfits(sex: Sex | null, ofWard: SexPolicy, ofRoom: SexPolicy): string[] {
  if (ofWard !== 'ANY' && ofWard !== sex) return [wardOnlyFor[ofWard]]
  return ofRoom !== 'ANY' && ofRoom !== sex ? [roomOnlyFor[ofRoom]] : []
}

const wardOnlyFor = { FEMALE: 'It is a ward for women.', MALE: 'It is a ward for men.' }
const roomOnlyFor = { FEMALE: 'It is in a room for women.', MALE: 'It is in a room for men.' }

export const isFreeFor = (bed: BedThen, requestId: string | null): boolean =>
  bed.state === 'FREE' || (bed.state === 'HELD' && requestId !== null && bed.requestId === requestId)

/**
 * All beds that are free for somebody, the best first: those that fit; then the level that the need prefers, what has
 * least that others may need more, and the order in which wards and beds came.
 */
export function offeredBeds<Bed extends BedThen, Ward extends WardThen<Bed>>(
  wanting: Wanting,
  wards: readonly Ward[],
): Placed<Ward, Bed>[] {
  return wards
    .flatMap((ward) =>
      ward.beds
        .filter((bed) => isFreeFor(bed, wanting.requestId))
        .map((bed) => ({ ward, bed, reasons: bedMisfits(wanting, ward, bed) })),
    )
    .sort(
      (one, other) =>
        one.reasons.length - other.reasons.length ||
        preference(wanting.need, one.ward.level) - preference(wanting.need, other.ward.level) ||
        spared(wanting.need, one.ward) - spared(wanting.need, other.ward),
    )
}

const spared = (need: BedNeeds | null, ward: WardOffer) =>
  Number(ward.isolation && need?.isolation === false) + Number(ward.oxygen && need?.oxygen === false)

export interface PlacedInWard<Ward, Bed> extends Omit<Placed<Ward, Bed>, 'bed'> {
  beds: Bed[]
}

/** Beds of one ward that fit or do not for the same reasons stand together, where the best of them stood. */
export function byWard<Ward extends { id: string }, Bed>(
  placed: readonly Placed<Ward, Bed>[],
): PlacedInWard<Ward, Bed>[] {
  const groups = new Map<string, PlacedInWard<Ward, Bed>>()
  for (const { ward, bed, reasons } of placed) {
    const kind = [ward.id, ...reasons].join(' ')
    const group = groups.get(kind)
    if (group) group.beds.push(bed)
    else groups.set(kind, { ward, beds: [bed], reasons })
  }
  return [...groups.values()]
}

/** The bed that fits and is nearest to one that cannot be had: of its ward, of its floor, else the best. */
export function nearestFitting<Bed extends BedThen, Ward extends WardThen<Bed>>(
  wanting: Wanting,
  wards: readonly Ward[],
  bedId: string | null,
): Placed<Ward, Bed> | null {
  const from = wards.find(({ beds }) => beds.some(({ id }) => id === bedId))
  const fitting = offeredBeds<Bed, Ward>(wanting, wards).filter(
    ({ bed, reasons }) => reasons.length === 0 && bed.id !== bedId,
  )
  return (
    fitting.find(({ ward }) => ward.id === from?.id) ??
    fitting.find(({ ward }) => ward.floor === from?.floor) ??
    fitting[0] ??
    null
  )
}

/** Why a bed that is not free cannot be had, by its state. */
export const notFree: Record<Exclude<BedState, 'FREE'>, string> = {
  OCCUPIED: 'Bed {{number}} was just taken by another admission; choose another.',
  HELD: 'Bed {{number}} is held for {{patient}} until {{until}}; choose another.',
  CLEANING: 'Bed {{number}} is being cleaned; choose another.',
  BLOCKED: 'Bed {{number}} is blocked; choose another. The reason: {{reason}}',
}
