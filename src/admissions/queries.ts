import type { Actor } from '../access/actor.js'
import { patientsOf } from '../access/scopes.js'
import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { AdmissionStatus } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import type { BriefAssessment } from '../triage/assessment-rules.js'
import { latestAssessment } from '../triage/queries.js'
import { rateFields } from '../wards/rates.js'

const place = { select: { number: true, ward: { select: { id: true, name: true } } } } as const
const ratedPlace = {
  select: { number: true, ward: { select: { id: true, name: true, rates: { select: rateFields } } } },
} as const
/** The invoice of a stay is the one that holds: one that is void is none. */
const standingInvoice = {
  where: { voiding: null },
  take: 1,
  select: { id: true, number: true },
} satisfies Prisma.Admission$invoicesArgs

const person = { select: { id: true, name: true, localName: true, number: true, photoId: true } } as const

/** The stay that a patient is in now, and where; null for one who is not admitted. */
export async function openAdmission(patientId: string) {
  const admission = await db.admission.findFirst({
    where: { patientId, status: 'ADMITTED' },
    select: {
      id: true,
      admittedAt: true,
      patient: person,
      stays: { where: { endedAt: null }, select: { bed: place } },
    },
  })
  const bed = admission?.stays[0]?.bed
  if (!admission || !bed) return null
  const { id, admittedAt, patient } = admission
  return { id, admittedAt, patient, ward: bed.ward.name, bed: bed.number }
}

/** The triage that advises on a bed: the newest one, unless a stay that has ended since answered it. */
export async function advisingAssessment(patientId: string): Promise<BriefAssessment | null> {
  const latest = await latestAssessment(patientId)
  if (!latest) return null
  const answered = await db.admission.findFirst({
    where: { patientId, dischargedAt: { gte: latest.createdAt } },
    select: { id: true },
  })
  return answered ? null : latest
}

/** One stay with everything that happened to it, by the scope of who is asking. */
export async function findAdmission(actor: Actor, id: string, now: Date) {
  const admission = await db.admission.findFirst({
    where: { id, patient: patientsOf(actor, now) },
    select: {
      id: true,
      version: true,
      patientId: true,
      status: true,
      reason: true,
      admittedAt: true,
      admittedById: true,
      dischargedAt: true,
      dischargedById: true,
      dischargeNote: true,
      ...{ expectedDischargeOn: true, dischargeOrderedAt: true, dischargeOrderedById: true },
      ...{ overrideReason: true, overriddenItems: true },
      patient: person,
      stays: {
        orderBy: { startedAt: 'asc' },
        select: { id: true, startedAt: true, endedAt: true, reason: true, bed: ratedPlace },
      },
      assignments: {
        orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          doctorId: true,
          startedAt: true,
          endedAt: true,
          reason: true,
          doctor: {
            select: { account: { select: { name: true } }, specialisation: { select: { name: true } } },
          },
        },
      },
      invoices: standingInvoice,
    },
  })
  if (!admission) throw new NotFound()
  const { invoices, ...stay } = admission
  return { ...stay, invoice: invoices.at(0) ?? null }
}

/** The names of the people who wrote something, by their accounts. */
export async function namesOf(accountIds: (string | null)[]): Promise<Map<string, string>> {
  const accounts = await db.account.findMany({
    where: { id: { in: accountIds.filter((id) => id !== null) } },
    select: { id: true, name: true },
  })
  return new Map(accounts.map(({ id, name }) => [id, name]))
}

export const PAGE_ROWS = 50

/** A page of the stays in one status, the newest admission first; one row more says that there are more. */
export async function listAdmissions(
  actor: Actor,
  now: Date,
  { status, after, before }: { status: AdmissionStatus; after: string | null; before: string | null },
) {
  const edge = after ?? before
  const backwards = after === null && before !== null
  const found = await db.admission.findMany({
    where: { status, patient: patientsOf(actor, now) },
    orderBy: [{ admittedAt: 'desc' }, { id: 'desc' }],
    ...(edge && { cursor: { id: edge }, skip: 1 }),
    take: (PAGE_ROWS + 1) * (backwards ? -1 : 1),
    select: {
      id: true,
      admittedAt: true,
      dischargedAt: true,
      patient: person,
      stays: { orderBy: { startedAt: 'desc' }, take: 1, select: { bed: place } },
      assignments: {
        orderBy: { startedAt: 'asc' },
        select: { endedAt: true, doctor: { select: { account: { select: { name: true } } } } },
      },
      invoices: standingInvoice,
    },
  })
  const more = found.length > PAGE_ROWS
  const rows = found.map(({ invoices, ...stay }) => ({ ...stay, invoice: invoices.at(0) ?? null }))
  if (backwards) return { rows: rows.slice(-PAGE_ROWS), newer: more, older: true }
  return { rows: rows.slice(0, PAGE_ROWS), newer: after !== null, older: more }
}

/** How long a bed is held, in minutes. */
export async function holdMinutes(client: Tx = db): Promise<number> {
  const { bedHoldMinutes } = await client.pathwaySettings.findUniqueOrThrow({ where: { id: 1 } })
  return bedHoldMinutes
}
