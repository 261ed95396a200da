import type { Prisma } from '../generated/prisma/client.js'
import type { AccountStatus } from '../generated/prisma/enums.js'
import type { Standing } from './rules.js'

/** The accounts that stand so, as a WHERE: an active one is invited until its person has chosen a password. */
export const accountsThatAre = {
  PENDING: { status: 'PENDING' },
  ACTIVE: { status: 'ACTIVE', passwordHash: { not: null } },
  INVITED: { status: 'ACTIVE', passwordHash: null },
  REJECTED: { status: 'REJECTED' },
  SUSPENDED: { status: 'SUSPENDED' },
} satisfies Record<Standing, Prisma.AccountWhereInput>

/** How one account stands, by the same rule. The hash itself goes no further than here. */
export function withStanding<Row extends { status: AccountStatus; passwordHash: string | null }>(row: Row) {
  const { passwordHash, ...rest } = row
  const hasPassword = passwordHash !== null
  const standing: Standing = row.status === 'ACTIVE' && !hasPassword ? 'INVITED' : row.status
  return { ...rest, hasPassword, standing }
}
