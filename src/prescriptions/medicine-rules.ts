import { plainLetters } from '../patients/rules.js'
import { dosesADay, inUnits, milligrams } from './dosage-rules.js'
import type { CheckedMedicine } from './safety-terms-rules.js'
import { siteOf } from './site-rules.js'

/** A product as a prescription names it. */
export interface Product {
  id: string
  name: string
  strength: string
  form: string
  unit: string
  ingredients: { code: string; amountMg: number | null }[]
}

/** 'Paracetamol 500 mg tablet' */
export const productName = ({ name, strength, form }: Pick<Product, 'name' | 'strength' | 'form'>) =>
  `${name} ${strength} ${form.toLowerCase()}`

/** '2 tablets (1000 mg)'; the weight is said where one ingredient has one. */
export function doseInWords(amount: number, unit: string, product: Product | null): string {
  const [only, ...more] = product?.ingredients ?? []
  const weight = more.length === 0 && only?.amountMg ? milligrams(amount, only.amountMg) : null
  return weight === null ? inUnits(amount, unit) : `${inUnits(amount, unit)} (${weight} mg)`
}

interface Taken {
  medicineId: string | null
  medicine: string
  amount: number | null
  frequency: string
  maxPerDay: number | null
  /** As the doctor wrote it. */
  route: string | null
  /** As the catalogue has it; null for what was written freely. */
  productRoute: string | null
  ingredients: Product['ingredients'] | null
}

/** A medicine as the safety rules look at it. */
export function checkedMedicine(taken: Taken): CheckedMedicine {
  return {
    key: taken.medicineId ?? `words ${plainLetters(taken.medicine)}`,
    name: taken.medicine,
    ingredients: taken.medicineId === null ? null : (taken.ingredients ?? []),
    amount: taken.amount,
    timesADay: dosesADay(taken),
    site: siteOf(taken.productRoute, taken.route),
  }
}
