import { accountsThatAre, withStanding } from '../accounts/standing-queries.js'
import { db, type Tx } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import { NotFound } from '../shared/errors.js'

/** Who works here: the account is active, and they have chosen a password. The public sees them, and they take charge. */
export const atWork = { account: accountsThatAre.ACTIVE } satisfies Prisma.DoctorWhereInput

/** `atWork` for tagged queries over `account a`. */
export const atWorkInSql = Prisma.sql`a.status = 'ACTIVE' AND a.password_hash IS NOT NULL`

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
  const cards = await listed(ids)
  return new Map(cards.map((card) => [card.id, card]))
}

export async function listedDoctor(id: string): Promise<ListedDoctor> {
  const [doctor] = await listed([id])
  if (!doctor) throw new NotFound()
  return doctor
}

type ListedDoctor = DoctorCard & { bio: string | null }

/** In one statement, where Prisma would send four: every visitor of the public pages asks for it. */
const listed = (ids: string[]) => db.$queryRaw<ListedDoctor[]>`
  SELECT d.id, d.photo_id AS "photoId", d.qualification, d.chamber, d.bio,
    d.consultation_fee_minor AS "consultationFeeMinor", json_build_object('name', a.name) AS account,
    json_build_object('name', s.name, 'slug', s.slug) AS specialisation,
    to_json(ARRAY(
      SELECT json_build_object('weekday', w.weekday, 'startsAt', w.starts_at, 'endsAt', w.ends_at)
      FROM working_hours w WHERE w.doctor_id = d.id ORDER BY w.weekday, w.starts_at)) AS "workingHours"
  FROM doctor d JOIN account a ON a.id = d.account_id JOIN specialisation s ON s.id = d.specialisation_id
  WHERE d.id = ANY (${ids}::uuid[]) AND ${atWorkInSql}`

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

/** Who can be somebody's deputy: the doctors who work here, and `current`, who is it already. */
export function possibleDeputies({ besides, current }: { besides?: string; current?: string | null } = {}) {
  return db.doctor.findMany({
    where: { OR: [atWork, ...(current ? [{ id: current }] : [])], ...(besides && { id: { not: besides } }) },
    orderBy: [{ account: { name: 'asc' } }, { id: 'asc' }],
    take: 300,
    select: { id: true, account: { select: { name: true } }, specialisation: { select: { name: true } } },
  })
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
      deputyId: true,
      deputy: { select: { account: { select: { name: true } } } },
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
