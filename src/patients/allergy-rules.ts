import type { AllergyKind, AllergySeverity } from '../generated/prisma/enums.js'

export const allergyKindLabels: Record<AllergyKind, string> = {
  MEDICINE: 'Medicine',
  FOOD: 'Food',
  OTHER: 'Something else',
}
export const allergyKinds = ['MEDICINE', 'FOOD', 'OTHER'] as const

export const allergySeverityLabels: Record<AllergySeverity, string> = {
  SEVERE: 'Severe',
  MODERATE: 'Moderate',
  MILD: 'Mild',
  UNKNOWN: 'Not known how severe',
}
export const allergySeverities = ['SEVERE', 'MODERATE', 'MILD', 'UNKNOWN'] as const

export interface AllergyInBanner {
  substance: string
  /** The ingredient or class of the safety rules; null where no rule can check it. */
  code: string | null
  reaction: string | null
  severity: AllergySeverity
}

/** Neither known ones nor since when there are none: nobody has asked yet. */
export interface Allergies<Allergy = AllergyInBanner> {
  known: Allergy[]
  noneSince: Date | null
}

/** How bad it may be where nobody knows: worse than mild. */
const danger: Record<AllergySeverity, number> = { SEVERE: 3, MODERATE: 2, UNKNOWN: 1, MILD: 0 }

/** The worst first, then by name. */
export function bySeverity(one: AllergyInBanner, other: AllergyInBanner): number {
  return (
    danger[other.severity] - danger[one.severity] ||
    (one.substance < other.substance ? -1 : one.substance > other.substance ? 1 : 0)
  )
}

/** What the one quick field of a registration says: who knows of none, or one substance per comma or line. */
export interface ToldAllergies {
  none: boolean
  told: { substance: string; reaction: string | null }[]
}

const noneKnown =
  /^(none|nil|no|nka|nkda|none known|(no )?known( drug)? allergies: none|no known( drug)? allergies)\.?$/i

/** 'Penicillin (rash), dust' is two, the first with its reaction; 'none' is the statement that there are none. */
export function toldAllergies(text: string): ToldAllergies {
  if (noneKnown.test(text.trim())) return { none: true, told: [] }
  const told = partsOf(text).flatMap((part) => {
    const [, substance = part, reaction] = /^([^()]+?)\s*\(([^()]+)\)$/.exec(part) ?? []
    return substance.trim() === '' || noneKnown.test(substance)
      ? []
      : [{ substance: substance.trim(), reaction: reaction?.trim() || null }]
  })
  const once = new Map(told.map((one) => [one.substance.toLowerCase(), one]))
  return { none: false, told: [...once.values()] }
}

/** A comma inside brackets belongs to what was said there. */
function partsOf(text: string): string[] {
  return (text.match(/(?:\([^()\n]*\)|[^,;\n])+/g) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
