import { findMedicines, type MedicineChoice } from '../catalogues/queries.js'
import type { Tx } from '../db/client.js'
import { type Day, yearsBetween } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import type { Chart } from './current-queries.js'
import type { PrescribedRow } from './forms.js'
import { checkedMedicine, productName } from './medicine-rules.js'
import { safetyWarnings } from './safety-rules.js'
import type { RuleRelease, Warning } from './safety-terms-rules.js'

/** A row with what the catalogue says of it; null for what was written freely. */
export interface ChosenMedicine {
  row: PrescribedRow
  product: MedicineChoice | null
  name: string
  /** What is counted. */
  unit: string
}

/** The rows with their products, all in one statement. Throws a Refusal beside the field that does not fit. */
export async function chosenMedicines(rows: PrescribedRow[], tx: Tx): Promise<ChosenMedicine[]> {
  const ids = rows.flatMap(({ medicineId }) => (medicineId === null ? [] : [medicineId]))
  return withProducts(rows, ids.length > 0 ? await findMedicines(ids, tx) : [])
}

export const withProducts = (rows: PrescribedRow[], products: MedicineChoice[]): ChosenMedicine[] =>
  rows.map((row) => chosen(row, products))

function chosen(row: PrescribedRow, products: MedicineChoice[]): ChosenMedicine {
  if (row.medicineId === null) return { row, product: null, name: row.medicine, unit: row.unit ?? '' }
  const product = products.find(({ id }) => id === row.medicineId)
  if (!product?.isActive)
    throw new Refusal('This medicine is not in the catalogue any more. Choose another one.', {
      field: `medicine${row.row}`,
    })
  // A unit is never guessed: what the catalogue counts is what is taken, and anything else is said to be wrong.
  if (row.unit !== null && row.unit.toLowerCase() !== product.unit.toLowerCase())
    throw new Refusal('{{medicine}} is counted in: {{unit}}. Enter the amount in that.', {
      field: `unit${row.row}`,
      values: { medicine: productName(product), unit: product.unit },
    })
  return { row, product, name: productName(product), unit: product.unit }
}

/** The warnings about a prescription, beside what runs but for the prescription that it takes the place of. */
export function warningsFor(
  medicines: ChosenMedicine[],
  chart: Chart,
  release: RuleRelease | null,
  { today, replaces }: { today: Day; replaces: string | null },
): Warning[] {
  return safetyWarnings({
    prescribed: medicines.map(({ row, product, name }) =>
      checkedMedicine({
        ...row,
        ...{
          medicine: name,
          productRoute: product?.route ?? null,
          ingredients: product?.ingredients ?? null,
        },
      }),
    ),
    running: chart.running
      .filter(({ prescriptionId }) => prescriptionId !== replaces)
      .map((medicine) => checkedMedicine({ ...medicine, amount: medicine.doseAmount })),
    allergies: chart.allergies,
    allergiesAsked: chart.allergiesAsked,
    age: chart.dateOfBirth && yearsBetween(chart.dateOfBirth, today),
    release,
    today,
  })
}
