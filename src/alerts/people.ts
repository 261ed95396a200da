import type { Tx } from '../db/client.js'
import { atWork } from '../doctors/queries.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { Role } from '../generated/prisma/enums.js'

/** Somebody who is told of an alert. */
export interface Told {
  accountId: string
  name: string
  email: string | null
}

const accountFields = { select: { id: true, name: true, email: true } } as const

const asTold = ({ id, name, email }: { id: string; name: string; email: string | null }): Told => ({
  accountId: id,
  name,
  email,
})

/** These of the doctors who are at work now: neither suspended nor on leave. */
export async function doctorsAtWork(tx: Tx, ids: string[], now: Date): Promise<Told[]> {
  const doctors = await tx.doctor.findMany({
    where: { id: { in: ids }, ...isAtWork(now) },
    select: { account: accountFields },
  })
  return doctors.map(({ account }) => asTold(account))
}

/** The deputy of a doctor, where there is one and they are at work. */
export async function deputyOf(tx: Tx, doctorId: string, now: Date): Promise<Told | null> {
  const deputy = await tx.doctor.findFirst({
    where: { deputyOf: { some: { id: doctorId } }, ...isAtWork(now) },
    select: { account: accountFields },
  })
  return deputy && asTold(deputy.account)
}

const isAtWork = (now: Date): Prisma.DoctorWhereInput => ({
  ...atWork,
  leaves: { none: { startsAt: { lte: now }, endsAt: { gt: now }, cancelledAt: null } },
})

/** These of the accounts that can still log in. */
export async function stillHere(tx: Tx, ids: string[]): Promise<Told[]> {
  const accounts = await tx.account.findMany({
    where: { id: { in: ids }, status: 'ACTIVE', passwordHash: { not: null } },
    orderBy: { id: 'asc' },
    ...accountFields,
  })
  return accounts.map(asTold)
}

/** Everybody of a role who works here now. */
export async function allOf(tx: Tx, role: Role): Promise<Told[]> {
  const accounts = await tx.account.findMany({
    where: { role, status: 'ACTIVE', passwordHash: { not: null } },
    orderBy: { id: 'asc' },
    ...accountFields,
  })
  return accounts.map(asTold)
}
