import type { AllergyKind, AllergySeverity } from '../../../src/generated/prisma/enums.js'

interface KnownAllergy {
  kind: AllergyKind
  /** The ingredient or class of the safety rules. */
  code: string | null
  severity: AllergySeverity
}

/** What is known of an allergy besides what was told. */
export const knownAllergies: Record<string, KnownAllergy> = {
  Penicillin: { kind: 'MEDICINE', code: 'penicillins', severity: 'MODERATE' },
  Diclofenac: { kind: 'MEDICINE', code: 'diclofenac', severity: 'SEVERE' },
  'Sulfa drugs': { kind: 'MEDICINE', code: 'sulfonamides', severity: 'MODERATE' },
  Groundnut: { kind: 'FOOD', code: null, severity: 'SEVERE' },
  Egg: { kind: 'FOOD', code: null, severity: 'MILD' },
  Dust: { kind: 'OTHER', code: null, severity: 'UNKNOWN' },
}
