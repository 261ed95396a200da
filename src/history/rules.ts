import type { ConditionStatus } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'

export const conditionStatusLabels: Record<ConditionStatus, string> = {
  ACTIVE: 'Active',
  RESOLVED: 'Resolved',
  ENTERED_IN_ERROR: 'Entered in error',
}
export const conditionStatuses = ['ACTIVE', 'RESOLVED', 'ENTERED_IN_ERROR'] as const

/**
 * A code of ICD-10 as it is stored: 'e11.9' → 'E11.9'. Its shape is checked, not whether the disease exists. Throws a
 * Refusal beside the field.
 */
export function icd10(typed: string | null): string | null {
  if (typed === null) return null
  const code = typed.toUpperCase().replace(/\s/g, '')
  if (!/^[A-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?$/.test(code))
    throw new Refusal('Enter a code of ICD-10 like E11.9, or leave it empty.', { field: 'code' })
  return code
}

interface Told {
  status: ConditionStatus
  since: Day | null
  resolvedOn: Day | null
}

/** Throws a Refusal for a condition that begins in the future, ends before it began, or ends and goes on. */
export function requirePossibleCourse({ status, since, resolvedOn }: Told, today: Day): void {
  if (since !== null && since > today)
    throw new Refusal('Enter a day that is not in the future.', { field: 'since' })
  if (resolvedOn === null) return
  const field = 'resolvedOn'
  if (status !== 'RESOLVED') throw new Refusal('Choose “Resolved”, or leave the day of it empty.', { field })
  if (resolvedOn > today) throw new Refusal('Enter a day that is not in the future.', { field })
  if (since !== null && resolvedOn < since) throw new Refusal('It cannot be over before it began.', { field })
}
