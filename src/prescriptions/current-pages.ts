import type { Day } from '../shared/calendar.js'
import type { T } from '../web/words.js'
import { type ShownCurrent, shownMedicine } from './pages.js'
import { prescriptionNumber } from './rules.js'

interface Current {
  itemId: string
  prescriptionId: string
  number: number
  medicine: string
  dose: string
  frequency: string
  maxPerDay: number | null
  durationDays: number
  instructions: string | null
  doctor: string
  until: Day
}

/** A medicine that is taken today, with the prescription that it stands on. */
export function shownCurrent(
  medicine: Current,
  { here, t, stop }: { here: string; t: T; stop: boolean },
): ShownCurrent {
  const prescription = `${here}/${medicine.prescriptionId}`
  return {
    ...shownMedicine(medicine, t),
    until: medicine.until,
    doctor: medicine.doctor,
    prescription: { number: prescriptionNumber(medicine.number), href: prescription },
    stop: stop ? `${prescription}/stop/new?item=${medicine.itemId}` : null,
  }
}
