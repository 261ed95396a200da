import { heldTime } from '../accounts/held-time.js'
import { requestForm } from '../appointments/forms.js'
import { freeTimes } from '../availability/queries.js'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { type Form, typed } from '../web/form.js'
import type { Choice } from './patient-pages.js'
import { bookableDoctor } from './patient-queries.js'

/** The doctor whom the form names, the time if it is free, and until when it is held. Null where nobody can be booked. */
export async function choiceOf(form: Form, holdIds: string[], now: Date): Promise<Choice | null> {
  const doctorId = requestForm.shape.doctorId.safeParse(typed(form, 'doctorId'))
  const found = doctorId.success ? await bookableDoctor(doctorId.data) : null
  if (!found) return null
  const wanted = wantedTime(form)
  const hold = wanted && (await heldTime(holdIds, now, { doctorId: found.id, startsAt: wanted }))
  // A time that was refused is not offered as if it were still to be had.
  const isOpen = wanted !== null && !form.errors.startsAt
  const slot = isOpen ? await slotAt(found.id, wanted, hold?.id ?? null, now) : null
  return {
    doctor: found,
    slot,
    heldUntil: hold?.heldUntil ?? null,
  }
}

async function slotAt(doctorId: string, startsAt: Date, except: string | null, now: Date) {
  const day = dayIn(startsAt, config.zone)
  const asking = { now, audience: 'patient' as const, urgent: true, ...(except && { except }) }
  const free = (await freeTimes([doctorId], { from: day, to: day }, asking)).get(doctorId) ?? []
  const slot = free.find((one) => one.startsAt.getTime() === startsAt.getTime())
  if (!slot) return null
  const { endsAt, visitKind, keptBack } = slot
  return { startsAt, endsAt, byVideo: visitKind === 'VIDEO', urgentOnly: keptBack }
}

export function wantedTime(form: Form): Date | null {
  const parsed = requestForm.shape.startsAt.safeParse(typed(form, 'startsAt'))
  return parsed.success ? parsed.data : null
}
