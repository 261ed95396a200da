/**
 * The comorbidities that count, as one each. ISARIC 4C, Knight et al., BMJ 2020;370:m3339, table 2. Its own list:
 * hypertension alone and asthma are not in it, and the high-risk features of the adult sheet are another one.
 */
export const fourCComorbidities = [
  { code: 'CARDIAC', label: 'Chronic cardiac disease, not hypertension alone' },
  { code: 'RESPIRATORY', label: 'Chronic respiratory disease, not asthma' },
  { code: 'RENAL', label: 'Chronic renal disease (eGFR 30 or less)' },
  { code: 'LIVER', label: 'Liver disease, mild to severe' },
  { code: 'DEMENTIA', label: 'Dementia' },
  { code: 'NEUROLOGICAL', label: 'Chronic neurological disease' },
  { code: 'CONNECTIVE_TISSUE', label: 'Connective tissue disease' },
  { code: 'DIABETES', label: 'Diabetes, treated by diet, tablets or insulin' },
  { code: 'HIV', label: 'HIV or AIDS' },
  { code: 'MALIGNANCY', label: 'Malignancy' },
  { code: 'OBESITY', label: 'Obesity, as a clinician judges it' },
] as const

export type FourCComorbidity = (typeof fourCComorbidities)[number]['code']
export const FOUR_C_COMORBIDITIES: readonly FourCComorbidity[] = fourCComorbidities.map(({ code }) => code)

/** How many: of the list and the number told, the greater. Null where neither is known; one code counts once. */
export function comorbiditiesCounted(
  listed: readonly FourCComorbidity[] | null,
  told: number | null,
): number | null {
  if (listed === null) return told
  return Math.max(new Set(listed).size, told ?? 0)
}
