import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { type Day, dayToColumn } from '../shared/calendar.js'
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
export async function waitingApplicants(
  actor: Actor,
  now: Date,
): Promise<{ applicants: (Applicant & Holding)[]; waiting: number }> {
  authorize(actor, 'account.decide')
  const found = await db.$queryRaw<(PendingRow & Holding & { waiting: number })[]>`
    SELECT a.id, a.role, a.status, a.name, a.username, a.email, a.phone, a.created_at AS "createdAt",
      CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'number', p.number, 'localName', p.local_name,
        'dateOfBirth', p.date_of_birth, 'sex', p.sex, 'address', p.address) END AS patient,
      CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'registrationNumber', d.registration_number,
        'qualification', d.qualification, 'specialisation', json_build_object('name', s.name)) END AS doctor,
      h.held_until AS "heldUntil", count(*) OVER ()::int AS waiting
    FROM account a
    LEFT JOIN patient p ON p.account_id = a.id
    LEFT JOIN doctor d ON d.account_id = a.id
    LEFT JOIN specialisation s ON s.id = d.specialisation_id
    LEFT JOIN slot_hold h ON h.id = p.id AND h.kind = 'VISITOR' AND h.status = 'OPEN' AND h.held_until > ${now}
    WHERE a.status = 'PENDING' ORDER BY a.created_at, a.id LIMIT ${MOST}`
  const applicants = found.map(({ waiting: _all, patient, ...account }) => ({
    ...account,
    patient: patient && { ...patient, dateOfBirth: patient.dateOfBirth && dayToColumn(patient.dateOfBirth) },
  }))
  return { applicants, waiting: found[0]?.waiting ?? 0 }
}

/** Until when a time is kept for them, where they chose one before they registered. */
type Holding = { heldUntil: Date | null }

/** With the birth day as JSON writes it. */
type PendingRow = Omit<Applicant, 'patient'> & {
  patient: (Omit<NonNullable<Applicant['patient']>, 'dateOfBirth'> & { dateOfBirth: Day | null }) | null
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
