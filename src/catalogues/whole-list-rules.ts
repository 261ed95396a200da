import type { CatalogueKind } from '../generated/prisma/enums.js'
import type { Currency } from '../shared/money.js'
import { type ItemEntry, readTests, readTreatments } from './item-list-rules.js'
import type { ListFiles } from './list-rules.js'
import { type MedicineEntry, readMedicines } from './medicine-list-rules.js'
import { readSafetyRules } from './safety-list-rules.js'
import type { SafetyRules } from './safety-rules.js'
import type { Problem } from './table-rules.js'

/** What the files of a list say. `rows`: how many tests, treatments, medicines or interactions. */
export type CatalogueList =
  | { kind: 'TESTS' | 'TREATMENTS'; items: ItemEntry[]; rows: number }
  | { kind: 'MEDICINES'; medicines: MedicineEntry[]; rows: number }
  | { kind: 'SAFETY_RULES'; rules: SafetyRules; rows: number }

/** Reads a whole list. Where `problems` is not empty the list is not to be used. */
export function readList(
  kind: CatalogueKind,
  files: ListFiles,
  currency: Currency,
): { list: CatalogueList; problems: Problem[] } {
  const problems: Problem[] = []
  const list = listOf(kind, files, currency, problems)
  return { list, problems }
}

function listOf(
  kind: CatalogueKind,
  files: ListFiles,
  currency: Currency,
  problems: Problem[],
): CatalogueList {
  if (kind === 'MEDICINES') {
    const medicines = readMedicines(files, currency, problems)
    return { kind, medicines, rows: medicines.length }
  }
  if (kind === 'SAFETY_RULES') {
    const rules = readSafetyRules(files, problems)
    return { kind, rules, rows: rules.interactions.length }
  }
  const items = (kind === 'TESTS' ? readTests : readTreatments)(files, currency, problems)
  return { kind, items, rows: items.length }
}
