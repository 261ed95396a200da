import type { Role } from '../generated/prisma/enums.js'

/** The person asking, as read from the database for this very request. */
export interface Actor {
  id: string
  role: Role
  name: string
  /** The patient record that this account is linked to. */
  patientId: string | null
  /** The doctor's profile of this account. */
  doctorId: string | null
}
