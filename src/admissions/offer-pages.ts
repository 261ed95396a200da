import { wardKind } from '../wards/pages.js'
import type { OfferedBeds } from '../web/components/beds.js'
import { type Form, typed } from '../web/form.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import {
  type BedThen,
  byWard,
  nearestFitting,
  offeredBeds,
  type PlacedInWard,
  type Wanting,
  type WardThen,
} from './matching-rules.js'

interface Priced extends WardThen {
  dailyRateMinor: bigint
}

/** One ward's beds are many: the first of them will do to choose from. */
const MOST_SHOWN = 12

/** The beds that are free for a patient, the best first; `chosen` is always among them. */
export function offerShown(
  wanting: Wanting,
  wards: readonly Priced[],
  chosen: string,
  { t, format }: { t: T; format: Format },
): OfferedBeds {
  const groups = byWard(offeredBeds<BedThen, Priced>(wanting, wards))
  const shown = ({ ward, beds, reasons }: PlacedInWard<Priced, BedThen>) => ({
    ...{ id: ward.id, name: ward.name, dailyRateMinor: ward.dailyRateMinor, beds: ward.beds.length },
    kind: wardKind(ward, t),
    reasons: reasons.map((reason) => t(reason)),
    free: beds
      .filter((bed, index) => index < MOST_SHOWN || bed.id === chosen || bed.until !== null)
      .map((bed) => ({
        value: bed.id,
        label: bed.until
          ? t('Bed {{number}}, held for this patient until {{until}}', {
              number: bed.number,
              until: format.time(bed.until),
            })
          : t('Bed {{number}}', { number: bed.number }),
      })),
    freeInAll: beds.length,
  })
  const withFree = new Set(groups.map(({ ward }) => ward.id))
  return {
    fitting: groups.filter(({ reasons }) => reasons.length === 0).map(shown),
    others: groups.filter(({ reasons }) => reasons.length > 0).map(shown),
    full: wards.filter(({ id }) => !withFree.has(id)).map(({ name }) => name),
  }
}

/** The bed that was refused, because of what it is or until somebody takes it knowingly, with the nearest that fits. */
export function withNearest(form: Form, wanting: Wanting, wards: readonly Priced[], t: T): Form {
  const field = form.errors.bedId === undefined ? 'knowingly' : 'bedId'
  const refused = form.errors[field]
  if (refused === undefined || typed(form, 'bedId') === '') return form
  const nearest = nearestFitting<BedThen, Priced>(wanting, wards, typed(form, 'bedId'))
  const where = nearest
    ? t('The nearest that fits: {{ward}}, bed {{bed}}.', { ward: nearest.ward.name, bed: nearest.bed.number })
    : t('No other bed that fits is free now.')
  return { ...form, errors: { ...form.errors, [field]: `${refused} ${where}` } }
}
