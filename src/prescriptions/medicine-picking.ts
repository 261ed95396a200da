import { type MedicineChoice, searchMedicines } from '../catalogues/queries.js'
import { oneLine } from '../shared/text.js'
import type { MedicinePick } from '../web/components/prescriptions.js'
import { type Form, typed } from '../web/form.js'
import type { T } from '../web/words.js'
import { FREE } from './forms.js'
import { productName } from './medicine-rules.js'

const MOST = 8

/** What fits what was typed into a row, to choose from; and always, as it is typed. */
export async function pickMedicine(row: number, search: string, t: T): Promise<MedicinePick> {
  const found = oneLine(search)
  if (found === '') return nothing(row)
  const medicines = await searchMedicines(found, MOST + 1)
  return {
    ...{ row, found, chosen: '', more: medicines.length > MOST },
    state: medicines.length > 0 ? 'found' : found.length < 2 ? 'short' : 'none',
    medicines: medicines.slice(0, MOST).map((medicine) => shown(medicine, t)),
  }
}

/** What was chosen in a row; a choice that what is typed now does not belong to is none. */
export function chosenIn(form: Form, row: number, products: MedicineChoice[], t: T): MedicinePick {
  const found = oneLine(typed(form, `medicine${row}`))
  const chosen = typed(form, `medicineId${row}`)
  const holds = found !== '' && oneLine(typed(form, `found${row}`)) === found
  const product = products.find(({ id }) => id === chosen)
  if (!holds || (chosen !== FREE && !product)) return { ...nothing(row), found: holds ? found : '' }
  return { row, state: 'found', medicines: product ? [shown(product, t)] : [], chosen, found, more: false }
}

const nothing = (row: number): MedicinePick => ({
  row,
  state: 'idle',
  medicines: [],
  chosen: '',
  found: '',
  more: false,
})

const shown = (medicine: MedicineChoice, t: T): MedicinePick['medicines'][number] => ({
  id: medicine.id,
  name: productName(medicine),
  unit: medicine.unit,
  about: t('{{route}}, counted in: {{unit}}', { route: medicine.route, unit: medicine.unit }),
})
