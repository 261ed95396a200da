import type { CatalogueKind } from '../generated/prisma/enums.js'

/** The files of a list with their columns, in the order in which a spreadsheet shows them. */
export const filesOf = {
  TESTS: {
    'tests.csv': ['code', 'name', 'category', 'specimen', 'preparation', 'price', 'turnaround_hours'],
    'parameters.csv': [
      'test',
      'position',
      'code',
      'name',
      'kind',
      'unit',
      'decimals',
      'choices',
      'abnormal',
      'critical',
      'possible_low',
      'possible_high',
    ],
    'ranges.csv': [
      'parameter',
      'sex',
      'from_age',
      'until_age',
      'low',
      'high',
      'critical_low',
      'critical_high',
    ],
  },
  TREATMENTS: { 'treatments.csv': ['code', 'name', 'category', 'preparation', 'price'] },
  MEDICINES: {
    'medicines.csv': ['code', 'name', 'form', 'strength', 'route', 'unit', 'price', 'ingredients'],
  },
  SAFETY_RULES: {
    'ingredients.csv': ['code', 'name', 'classes', 'max_daily_mg'],
    'classes.csv': ['code', 'name', 'cross_reacts', 'duplicate'],
    'interactions.csv': ['a', 'b', 'severity', 'text', 'source'],
  },
} as const satisfies Record<CatalogueKind, Record<string, readonly string[]>>

type Files = typeof filesOf
export type FileName = { [Kind in CatalogueKind]: keyof Files[Kind] & string }[CatalogueKind]

/** The text of each file of a list, by its name. */
export type ListFiles = Partial<Record<FileName, string>>

export const catalogueKinds = ['TESTS', 'TREATMENTS', 'MEDICINES', 'SAFETY_RULES'] as const

export const kindLabels: Record<CatalogueKind, string> = {
  TESTS: 'Tests',
  TREATMENTS: 'Treatments',
  MEDICINES: 'Medicines',
  SAFETY_RULES: 'Safety rules',
}

/** How a kind stands in an address. */
export const kindPaths: Record<CatalogueKind, string> = {
  TESTS: 'tests',
  TREATMENTS: 'treatments',
  MEDICINES: 'medicines',
  SAFETY_RULES: 'safety-rules',
}

export const kindAt = (path: unknown): CatalogueKind | null =>
  catalogueKinds.find((kind) => kindPaths[kind] === path) ?? null

/** The names of the files of a list. */
export function fileNames(kind: CatalogueKind): FileName[] {
  // The keys of an object literal are what its type says.
  return Object.keys(filesOf[kind]) as FileName[]
}
