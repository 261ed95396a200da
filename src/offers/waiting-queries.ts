import type { Actor } from '../access/actor.js'
import { appointmentsOf, familyOf, waitingOf } from '../access/scopes.js'
import { canComeEarlier } from '../appointments/transition-rules.js'
import { db } from '../db/client.js'
import { atWork } from '../doctors/queries.js'
import type { Priority } from '../generated/prisma/enums.js'
import { dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'

export const PAGE_ROWS = 50

export interface WaitingFilter {
  specialisationId: string | null
  doctorId: string | null
  priority: Priority | null
}

/** Who waits, in the order in which a free time is offered: the most urgent first, and of those who waited longest. */
export async function waitingList(actor: Actor, filter: WaitingFilter, after: string | null, now: Date) {
  const { specialisationId, doctorId, priority } = filter
  const found = await db.waitingEntry.findMany({
    where: {
      ...onTheList,
      AND: waitingOf(actor),
      ...(specialisationId && { specialisationId }),
      ...(doctorId && { doctorId }),
      ...(priority && { priority }),
    },
    orderBy: [{ priority: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
    take: PAGE_ROWS + 1,
    ...(after && { cursor: { id: after }, skip: 1 }),
    select: entryFields(now),
  })
  return { rows: found.slice(0, PAGE_ROWS).map(asEntry), more: found.length > PAGE_ROWS }
}

/** One wish, on the list or off it, by the scope of who is asking. Throws NotFound. */
export async function findWish(actor: Actor, id: string, now: Date) {
  const entry = await db.waitingEntry.findFirst({
    where: { id, AND: waitingOf(actor) },
    select: entryFields(now),
  })
  if (!entry) throw new NotFound()
  return asEntry(entry)
}

export type Wish = Awaited<ReturnType<typeof findWish>>

export const countWaiting = () => db.waitingEntry.count({ where: onTheList })

/** Whom one can wait for: the doctors at work, by specialisation. */
export function whomToSee() {
  return db.specialisation.findMany({
    where: { doctors: { some: atWork } },
    orderBy: { name: 'asc' },
    select: {
      id: true,
      name: true,
      slug: true,
      doctors: {
        where: atWork,
        orderBy: { account: { name: 'asc' } },
        select: { id: true, account: { select: { name: true } } },
      },
    },
  })
}

/** Whom a patient's account waits for: themselves first, then their family. */
export async function family(actor: Actor) {
  const people = await db.patient.findMany({
    where: familyOf(actor),
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 50,
    select: { id: true, name: true, accountId: true },
  })
  return people.sort((a, b) => Number(b.accountId === actor.id) - Number(a.accountId === actor.id))
}

/** A visit that should become earlier, and whether it still can. Throws NotFound. */
export async function visitToComeEarlier(actor: Actor, id: string, now: Date) {
  const visit = await db.appointment.findFirst({
    where: { id, AND: appointmentsOf(actor) },
    select: {
      ...{ id: true, number: true, startsAt: true, status: true, walkIn: true },
      patient: { select: { name: true } },
      doctor: { select: { account: { select: { name: true } }, specialisation: { select: { name: true } } } },
    },
  })
  if (!visit) throw new NotFound()
  const { doctor, patient, status, walkIn, ...rest } = visit
  return {
    ...rest,
    isOpen: canComeEarlier({ status, walkIn, startsAt: visit.startsAt }, now),
    patient: patient.name,
    doctor: doctor.account.name,
    specialisation: doctor.specialisation.name,
  }
}

const onTheList = { status: { in: ['WAITING' as const, 'OFFERED' as const] } }

const entryFields = (now: Date) =>
  ({
    ...{ id: true, status: true, priority: true, partOfDay: true, earliestOn: true, latestOn: true },
    ...{ reason: true, createdAt: true },
    patient: {
      select: {
        ...{ id: true, number: true, name: true, localName: true, sex: true, dateOfBirth: true, phone: true },
        ...{ photoId: true, accountId: true },
      },
    },
    specialisation: { select: { name: true } },
    doctor: { select: { account: { select: { name: true } } } },
    appointment: { select: { id: true, number: true, startsAt: true } },
    holds: {
      where: { status: 'OPEN', heldUntil: { gt: now } },
      select: { id: true, startsAt: true, heldUntil: true },
    },
  }) as const

interface Row {
  earliestOn: Date
  latestOn: Date
  patient: { dateOfBirth: Date | null }
  specialisation: { name: string }
  doctor: { account: { name: string } } | null
  holds: { id: string; startsAt: Date; heldUntil: Date }[]
}

function asEntry<Entry extends Row>({
  earliestOn,
  latestOn,
  holds,
  doctor,
  specialisation,
  ...entry
}: Entry) {
  const { dateOfBirth } = entry.patient
  return {
    ...entry,
    patient: { ...entry.patient, dateOfBirth: dateOfBirth && dayFromColumn(dateOfBirth) },
    earliestOn: dayFromColumn(earliestOn),
    latestOn: dayFromColumn(latestOn),
    doctor: doctor?.account.name ?? null,
    specialisation: specialisation.name,
    offer: holds[0] ?? null,
  }
}
