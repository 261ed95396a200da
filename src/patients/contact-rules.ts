import type { FamilyRelation } from '../generated/prisma/enums.js'

/** What somebody is to the patient for whom they are called. */
export const relationLabels: Record<FamilyRelation, string> = {
  SPOUSE: 'Husband or wife',
  PARENT: 'Mother or father',
  CHILD: 'Daughter or son',
  OTHER: 'Somebody else',
}
export const relations = ['SPOUSE', 'PARENT', 'CHILD', 'OTHER'] as const
