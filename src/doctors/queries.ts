import { accountsThatAre, withStanding } from '../accounts/standing-queries.js'
import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { NotFound } from '../shared/errors.js'

/** Who works here: the account is active, and they have chosen a password. The public sees them, and they take charge. */
export const atWork = { account: accountsThatAre.ACTIVE } satisfies Prisma.DoctorWhereInput

const cardFields = {
  id: true,
  photoId: true,
  qualification: true,
  chamber: true,
  consultationFeeMinor: true,
  account: { select: { name: true } },
  specialisation: { select: { name: true, slug: true } },
  workingHours: {
    select: { weekday: true, startsAt: true, endsAt: true },
    orderBy: [{ weekday: 'asc' }, { startsAt: 'asc' }],
  },
} satisfies Prisma.DoctorSelect

export type DoctorCard = Prisma.DoctorGetPayload<{ select: typeof cardFields }>

export function specialisations() {
  return db.specialisation.findMany({
    orderBy: { name: 'asc' },
    select: { id: true, name: true, slug: true },
  })
}

/** The specialisations that have a doctor in the directory, with how many. */
export async function staffedSpecialisations() {
  const known = await db.specialisation.findMany({
    where: { doctors: { some: atWork } },
    orderBy: { name: 'asc' },
    select: { name: true, slug: true, _count: { select: { doctors: { where: atWork } } } },
  })
  return known.map(({ name, slug, _count }) => ({ name, slug, doctors: _count.doctors }))
}

/** The public directory, by specialisation and then by name; a hospital has few enough doctors for one page. */
export function directory(filter: { specialisation?: string | undefined } = {}): Promise<DoctorCard[]> {
  return db.doctor.findMany({
    where: { ...atWork, ...(filter.specialisation && { specialisation: { slug: filter.specialisation } }) },
    orderBy: [{ specialisation: { name: 'asc' } }, { account: { name: 'asc' } }],
    take: 200,
    select: cardFields,
  })
}

/** The cards of these doctors, by id. */
export async function cardsOf(ids: string[]): Promise<Map<string, DoctorCard>> {
  const cards = await db.doctor.findMany({ where: { id: { in: ids }, ...atWork }, select: cardFields })
  return new Map(cards.map((card) => [card.id, card]))
}

export async function listedDoctor(id: string) {
  const doctor = await db.doctor.findFirst({ where: { id, ...atWork }, select: { ...cardFields, bio: true } })
  if (!doctor) throw new NotFound()
  return doctor
}

/** All doctors, for the administration: those who wait, and those who left, too. */
export async function allDoctors(filter: { specialisation?: string | undefined } = {}) {
  const doctors = await db.doctor.findMany({
    where: filter.specialisation ? { specialisation: { slug: filter.specialisation } } : {},
    orderBy: [{ account: { name: 'asc' } }, { id: 'asc' }],
    take: 200,
    select: {
      id: true,
      photoId: true,
      chamber: true,
      registrationNumber: true,
      account: { select: { name: true, email: true, phone: true, status: true, passwordHash: true } },
      specialisation: { select: { name: true } },
    },
  })
  return doctors.map(({ account, ...doctor }) => ({ ...doctor, account: withStanding(account) }))
}

/** One doctor's whole profile, for the administration and for themselves. */
export async function doctorProfile(id: string, tx: Tx = db) {
  const doctor = await tx.doctor.findUnique({
    where: { id },
    select: {
      ...cardFields,
      bio: true,
      address: true,
      registrationNumber: true,
      specialisationId: true,
      version: true,
      createdAt: true,
      account: {
        select: {
          id: true,
          name: true,
          email: true,
          phone: true,
          username: true,
          employeeNumber: true,
          status: true,
          decisionReason: true,
          passwordHash: true,
        },
      },
      _count: { select: { assignments: { where: { endedAt: null } } } },
    },
  })
  if (!doctor) throw new NotFound()
  return { ...doctor, account: withStanding(doctor.account) }
}

export type DoctorProfile = Awaited<ReturnType<typeof doctorProfile>>
