import { db } from '../db/client.js'
import { NotFound } from '../shared/errors.js'

const withDoctors = {
  id: true,
  name: true,
  slug: true,
  directions: true,
  preparation: true,
  _count: { select: { doctors: true } },
} as const

/** All specialisations with how many doctors each has, whether at work, invited, waiting or gone. */
export async function specialisationsWithDoctors() {
  const known = await db.specialisation.findMany({ orderBy: { name: 'asc' }, select: withDoctors })
  return known.map(({ _count, ...one }) => ({ ...one, doctors: _count.doctors }))
}

export async function findSpecialisation(id: string) {
  const found = await db.specialisation.findUnique({ where: { id }, select: withDoctors })
  if (!found) throw new NotFound()
  const { _count, ...one } = found
  return { ...one, doctors: _count.doctors }
}

export type SpecialisationWithDoctors = Awaited<ReturnType<typeof findSpecialisation>>
