import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { db } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { Role } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import type { Standing } from './rules.js'
import { accountsThatAre, withStanding } from './standing-queries.js'

export interface AccountFilter {
  role: Role | null
  standing: Standing | null
  /** Part of a name, an email address, a username or an employee number; two characters or more. */
  search: string
  /** The account after or before which the page begins. */
  after: string | null
  before: string | null
}

export interface AccountRow {
  id: string
  name: string
  role: Role
  standing: Standing
  username: string
  email: string | null
  employeeNumber: string | null
  createdAt: Date
}

export const PAGE_ROWS = 50

/** A page of all accounts by name; one row more than shown says that there are more. */
export async function listAccounts(
  actor: Actor,
  { role, standing, search, after, before }: AccountFilter,
): Promise<{ rows: AccountRow[]; newer: boolean; older: boolean }> {
  authorize(actor, 'account.list')
  const backwards = after === null && before !== null
  const direction = backwards ? 'desc' : 'asc'
  const found = await db.account.findMany({
    where: {
      AND: [
        role ? { role } : {},
        standing ? accountsThatAre[standing] : {},
        search ? matching(search) : {},
        await beyond(after ?? before, backwards),
      ],
    },
    orderBy: [{ name: direction }, { id: direction }],
    take: PAGE_ROWS + 1,
    select: { ...rowFields, createdAt: true },
  })
  const more = found.length > PAGE_ROWS
  const rows = found.slice(0, PAGE_ROWS).map(withStanding)
  if (backwards) return { rows: rows.reverse(), newer: more, older: true }
  return { rows, newer: after !== null, older: more }
}

/** One account, for the administration; what is behind it (a doctor's profile, a patient's record) by its id. */
export async function accountDetails(actor: Actor, id: string) {
  authorize(actor, 'account.list')
  const account = await db.account.findUnique({
    where: { id },
    select: {
      ...rowFields,
      phone: true,
      version: true,
      createdAt: true,
      decidedAt: true,
      decisionReason: true,
      decidedBy: { select: { name: true } },
      doctor: { select: { id: true } },
      patient: { select: { id: true } },
    },
  })
  if (!account) throw new NotFound()
  return withStanding(account)
}

export type AccountDetails = Awaited<ReturnType<typeof accountDetails>>

const rowFields = {
  id: true,
  name: true,
  role: true,
  status: true,
  username: true,
  email: true,
  employeeNumber: true,
  passwordHash: true,
} satisfies Prisma.AccountSelect

function matching(search: string): Prisma.AccountWhereInput {
  // LIKE's own characters are letters here: nobody harvests the list with '%'.
  const contains = search.replace(/[\\%_]/g, '\\$&')
  return {
    OR: [
      { name: { contains, mode: 'insensitive' } },
      { email: { contains, mode: 'insensitive' } },
      { username: { contains, mode: 'insensitive' } },
      { employeeNumber: { contains, mode: 'insensitive' } },
    ],
  }
}

/** What stands after (or before) that account in the list; an account that is gone begins it anew. */
async function beyond(edge: string | null, backwards: boolean): Promise<Prisma.AccountWhereInput> {
  const account =
    edge && (await db.account.findUnique({ where: { id: edge }, select: { name: true, id: true } }))
  if (!account) return {}
  const { name, id } = account
  return backwards
    ? { OR: [{ name: { lt: name } }, { name, id: { lt: id } }] }
    : { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] }
}
