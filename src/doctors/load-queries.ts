import { db } from '../db/client.js'
import { atWork } from './queries.js'

export interface DoctorWithLoad {
  id: string
  name: string
  specialisation: string
  chamber: string | null
  /** Patients in this doctor's charge now, admitted and at home. */
  load: number
}

/** The doctors who can take charge of a patient, those with the fewest patients first. */
export async function doctorsWithLoad(): Promise<DoctorWithLoad[]> {
  const doctors = await db.doctor.findMany({
    where: atWork,
    orderBy: [{ account: { name: 'asc' } }, { id: 'asc' }],
    take: 200,
    select: {
      id: true,
      chamber: true,
      account: { select: { name: true } },
      specialisation: { select: { name: true } },
      _count: { select: { assignments: { where: { endedAt: null } } } },
    },
  })
  return doctors
    .map(({ id, chamber, account, specialisation, _count }) => ({
      id,
      name: account.name,
      specialisation: specialisation.name,
      chamber,
      load: _count.assignments,
    }))
    .sort((one, other) => one.load - other.load)
}
