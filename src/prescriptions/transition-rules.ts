import type { PrescriptionStatus } from '../generated/prisma/enums.js'

/** What becomes of a prescription; the database keeps to the same table. */
export const prescriptionTransitions = {
  ACTIVE: { replace: 'REPLACED', stop: 'STOPPED' },
  REPLACED: {},
  STOPPED: {},
} as const satisfies Record<PrescriptionStatus, Partial<Record<'replace' | 'stop', PrescriptionStatus>>>
