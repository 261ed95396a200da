import type { Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { AccountStatus } from '../generated/prisma/enums.js'

/** What visitPlace() asks for, of a visit. */
export const placeFields = {
  visitKind: true,
  room: true,
  doctor: {
    select: {
      id: true,
      chamber: true,
      account: { select: { id: true, name: true } },
      specialisation: { select: { directions: true, preparation: true } },
    },
  },
} satisfies Prisma.AppointmentSelect

const account = { select: { id: true, name: true, email: true, status: true } } as const

/** What readersOf() asks for, of a patient. */
export const readerFields = {
  name: true,
  email: true,
  deactivatedAt: true,
  account,
  guardians: { select: { account } },
} satisfies Prisma.PatientSelect

const toldFields = {
  id: true,
  number: true,
  status: true,
  statusReason: true,
  walkIn: true,
  startsAt: true,
  endsAt: true,
  strandedAt: true,
  sequence: true,
  ...placeFields,
  patient: { select: { ...readerFields, wantsReminders: true } },
} satisfies Prisma.AppointmentSelect

/** A visit as its messages need it: never with the reason for which somebody comes. */
export type VisitNews = Prisma.AppointmentGetPayload<{ select: typeof toldFields }>

export function visitNews(tx: Tx, id: string): Promise<VisitNews | null> {
  return tx.appointment.findUnique({ where: { id }, select: toldFields })
}

export interface VisitReader {
  name: string
  /** Null where they have no address: they read it in the portal. */
  address: string | null
  /** Null where there is no account: they read it by the link in the mail. */
  accountId: string | null
  /** Whether the visit is their own, and not that of one of their family. */
  own: boolean
}

/**
 * Who hears about a visit: the patient, by the account or, where there is none, by the address in the record; for
 * somebody of a family without an account, whoever books for them.
 */
export function readersOf({
  patient,
}: {
  patient: Prisma.PatientGetPayload<{ select: typeof readerFields }>
}): VisitReader[] {
  if (patient.deactivatedAt) return []
  if (patient.account && reaches(patient.account.status))
    return [byAccount(patient.account, true, patient.email)]
  const readers = patient.guardians
    .filter((guardian) => reaches(guardian.account.status))
    .map((guardian) => byAccount(guardian.account, false, null))
  const address = patient.email
  const known = readers.some((reader) => reader.address?.toLowerCase() === address?.toLowerCase())
  if (!address || known) return readers
  return [...readers, { name: patient.name, address, accountId: null, own: true }]
}

const reaches = (status: AccountStatus) => status === 'ACTIVE' || status === 'PENDING'

const byAccount = (
  { id, name, email }: { id: string; name: string; email: string | null },
  own: boolean,
  address: string | null,
): VisitReader => ({ name, address: email ?? address, accountId: id, own })
