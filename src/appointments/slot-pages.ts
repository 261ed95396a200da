import type { Slot } from '../availability/slot-rules.js'
import type { Day } from '../shared/calendar.js'
import type { SlotDay, SlotOnPage } from '../web/components/times.js'

/** The slots as the picker shows them, day by day, in the order given; a day without any is left out. */
export const slotDays = (slots: Iterable<Slot>): SlotDay[] => daysOf([...slots].map(slotOnPage))

export function daysOf(slots: SlotOnPage[]): SlotDay[] {
  const days = new Map<Day, SlotOnPage[]>()
  for (const slot of slots) days.set(slot.day, [...(days.get(slot.day) ?? []), slot])
  return [...days].map(([day, shown]) => ({ day, slots: shown }))
}

export function slotOnPage({ day, startsAt, keptBack, visitKind }: Slot): SlotOnPage {
  return {
    value: startsAt.toISOString(),
    day,
    startsAt,
    urgentOnly: keptBack,
    byVideo: visitKind === 'VIDEO',
  }
}
