import type { Tx } from '../db/client.js'
import { safetyRules } from './queries.js'
import type { Problem } from './table-rules.js'
import type { CatalogueList } from './whole-list-rules.js'

/**
 * What keeps a list from standing beside the other lists in force: a code that is another kind's already, a medicine
 * with an ingredient that the safety rules do not know, rules without an ingredient that a medicine has.
 */
export async function problemsBeside(tx: Tx, list: CatalogueList): Promise<Problem[]> {
  if (list.kind === 'MEDICINES') return unknownIngredients(tx, list)
  if (list.kind === 'SAFETY_RULES') return missingIngredients(tx, list)
  const other = list.kind === 'TESTS' ? 'TREATMENT' : 'TEST'
  const taken = await tx.catalogueItem.findMany({
    where: { kind: other, code: { in: list.items.map(({ code }) => code) } },
    orderBy: { code: 'asc' },
    select: { code: true },
  })
  const file = list.kind === 'TESTS' ? 'tests.csv' : 'treatments.csv'
  const text =
    list.kind === 'TESTS' ? '{{code}} is the code of a treatment.' : '{{code}} is the code of a test.'
  return taken.map(({ code }) => ({ file, line: null, text, values: { code } }))
}

async function unknownIngredients(tx: Tx, { medicines }: Extract<CatalogueList, { kind: 'MEDICINES' }>) {
  const inForce = await safetyRules(tx)
  if (!inForce) return []
  const known = new Set(inForce.rules.ingredients.map(({ code }) => code))
  return medicines.flatMap(({ line, ingredients }) =>
    ingredients
      .filter(({ code }) => !known.has(code))
      .map(({ code }) => ({
        file: 'medicines.csv',
        line,
        text: 'The safety rules in force, {{version}}, do not know the ingredient {{code}}: load rules that do first.',
        values: { version: inForce.version, code },
      })),
  )
}

async function missingIngredients(tx: Tx, { rules }: Extract<CatalogueList, { kind: 'SAFETY_RULES' }>) {
  const used = await tx.medicineIngredient.findMany({
    where: { medicine: { isActive: true }, code: { notIn: rules.ingredients.map(({ code }) => code) } },
    distinct: ['code'],
    orderBy: { code: 'asc' },
    select: { code: true, medicine: { select: { name: true } } },
  })
  return used.map(({ code, medicine }) => ({
    file: 'ingredients.csv',
    line: null,
    text: 'The ingredient {{code}} is missing: {{medicine}} has it.',
    values: { code, medicine: medicine.name },
  }))
}
