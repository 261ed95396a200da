import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { NotFound } from '../shared/errors.js'

const MOST = 50

/** What an applicant told, for whoever decides. */
const told = {
  id: true,
  role: true,
  status: true,
  name: true,
  username: true,
  email: true,
  phone: true,
  createdAt: true,
  patient: {
    select: { id: true, number: true, localName: true, dateOfBirth: true, sex: true, address: true },
  },
  doctor: {
    select: {
      id: true,
      registrationNumber: true,
      qualification: true,
      specialisation: { select: { name: true } },
    },
  },
} satisfies Prisma.AccountSelect

export type Applicant = Prisma.AccountGetPayload<{ select: typeof told }>

/** Who waits for approval: the 50 who have waited longest, and how many there are. */
export async function waitingApplicants(actor: Actor): Promise<{ applicants: Applicant[]; waiting: number }> {
  authorize(actor, 'account.decide')
  const [applicants, waiting] = await Promise.all([
    db.account.findMany({
      where: { status: 'PENDING' },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: MOST,
      select: told,
    }),
    db.account.count({ where: { status: 'PENDING' } }),
  ])
  return { applicants, waiting }
}

/** One applicant, for the page that asks for the reason of a rejection. */
export async function findApplicant(actor: Actor, id: string): Promise<Applicant> {
  authorize(actor, 'account.decide')
  const applicant = await db.account.findUnique({
    where: { id, role: { in: ['DOCTOR', 'PATIENT'] } },
    select: told,
  })
  if (!applicant) throw new NotFound()
  return applicant
}

/** The last 50 decisions about doctors and patients: who decided, when and why. */
export async function latestDecisions(actor: Actor) {
  authorize(actor, 'account.decide')
  return db.account.findMany({
    where: { decidedAt: { not: null }, role: { in: ['DOCTOR', 'PATIENT'] } },
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take: MOST,
    select: {
      id: true,
      name: true,
      role: true,
      status: true,
      decidedAt: true,
      decisionReason: true,
      decidedBy: { select: { name: true } },
    },
  })
}

export type Decision = Awaited<ReturnType<typeof latestDecisions>>[number]
