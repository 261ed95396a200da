import type { FamilyRelation } from '../generated/prisma/enums.js'

export const relations = ['CHILD', 'PARENT', 'SPOUSE', 'OTHER'] as const

/** What somebody is to whom they are booked by. */
export const relationLabels: Record<FamilyRelation, string> = {
  CHILD: 'Child',
  PARENT: 'Parent',
  SPOUSE: 'Husband or wife',
  OTHER: 'Somebody else',
}

/** How many people one account books for, besides its own. */
export const LARGEST_FAMILY = 10
