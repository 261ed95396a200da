import type { Currency } from '../shared/money.js'
import { cellsOf, refuseTwice } from './cell-rules.js'
import { filesOf, type ListFiles } from './list-rules.js'
import { type Problem, readTable } from './table-rules.js'

/** A product as a list has it. */
export interface MedicineEntry {
  line: number
  code: string
  name: string
  form: string
  strength: string
  route: string
  unit: string
  priceMinor: bigint
  ingredients: { code: string; amountMg: number | null }[]
}

export function readMedicines(files: ListFiles, currency: Currency, problems: Problem[]): MedicineEntry[] {
  const columns = filesOf.MEDICINES['medicines.csv']
  const rows = readTable('medicines.csv', files['medicines.csv'] ?? '', columns, problems)
  refuseTwice(rows, ({ cells }) => cells.code, problems)
  return rows.map((row) => {
    const cells = cellsOf(row, problems)
    const ingredients = cells.list('ingredients').map((part) => {
      const [code = '', amount = '', ...more] = part.split(':')
      if (more.length > 0 || !/^(?:\d{1,7}(?:\.\d{1,4})?)?$/.test(amount) || Number(amount || '1') <= 0)
        cells.wrong('An ingredient is written like amoxicillin:500, with the mg of one unit; not {{part}}.', {
          part,
        })
      return { code: cells.code('ingredients', code), amountMg: amount === '' ? null : Number(amount) }
    })
    if (ingredients.length === 0) cells.wrong('{{column}} is empty.', { column: 'ingredients' })
    if (new Set(ingredients.map(({ code }) => code)).size < ingredients.length)
      cells.wrong('{{column}} names something twice.', { column: 'ingredients' })
    return {
      line: row.line,
      code: cells.itemCode('code'),
      name: cells.text('name', 120),
      form: cells.text('form', 60),
      strength: cells.text('strength', 60),
      route: cells.text('route', 40),
      unit: cells.text('unit', 30),
      priceMinor: cells.price('price', currency),
      ingredients,
    }
  })
}
