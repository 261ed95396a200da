import type { Express } from 'express'
import { db } from '../../src/db/client.js'
import { passOn } from '../../src/offers/passing-on.js'
import { dayToColumn } from '../../src/shared/calendar.js'
import { hidden } from '../support/app.js'
import { logInAs } from '../support/people.js'
import { createDoctor, createOnlinePatient, inDays, newSpecialisation, type TestDoctor } from './clinic.js'

interface Wish {
  priority?: 'ROUTINE' | 'URGENT' | 'EMERGENCY'
  partOfDay?: 'ANY' | 'MORNING' | 'AFTERNOON'
  from?: number
  to?: number
  anyDoctor?: boolean
}

/** A patient who waits for this doctor, already on the list. */
export async function waits(doctor: TestDoctor, name: string, wish: Wish = {}) {
  const patient = await createOnlinePatient(name)
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId } })
  const entry = await db.waitingEntry.create({
    data: {
      ...{ patientId: patient.patientId, specialisationId, createdById: patient.accountId },
      doctorId: wish.anyDoctor ? null : doctor.doctorId,
      earliestOn: dayToColumn(inDays(wish.from ?? 0)),
      latestOn: dayToColumn(inDays(wish.to ?? 10)),
      partOfDay: wish.partOfDay ?? 'ANY',
      priority: wish.priority ?? 'ROUTINE',
      reason: 'A rash that will not go away',
    },
  })
  return { ...patient, entry }
}

export const ownField = () => createDoctor('Dr. Anjali Rao', { specialisation: newSpecialisation() })
export const entryNow = (id: string) => db.waitingEntry.findUniqueOrThrow({ where: { id } })
export const offerTo = (entryId: string) =>
  db.slotHold.findFirst({ where: { waitingEntryId: entryId, status: 'OPEN' } })
export const freed = (doctor: TestDoctor, startsAt: Date) =>
  passOn({ doctorId: doctor.doctorId, startsAt: startsAt.toISOString() })

/** The desk cancels a visit, through its page. */
export async function cancel(app: Express, visitId: string): Promise<void> {
  const staff = await logInAs(app, 'RECEPTIONIST')
  const form = await staff.get(`/reception/appointments/${visitId}/cancellation/new`).expect(200)
  await staff
    .post(`/reception/appointments/${visitId}/cancellation`, { ...hidden(form.text), reason: 'On holiday' })
    .expect(303)
}
