import { cellsOf, refuseTwice } from './cell-rules.js'
import { filesOf, type ListFiles } from './list-rules.js'
import type { SafetyRules } from './safety-rules.js'
import { type Problem, readTable } from './table-rules.js'

const severities = ['CAUTION', 'SERIOUS', 'CONTRAINDICATED'] as const

/** The safety rules of a list; every name in them leads to an ingredient or a class of the same list. */
export function readSafetyRules(files: ListFiles, problems: Problem[]): SafetyRules {
  const columns = filesOf.SAFETY_RULES
  const table = <Name extends keyof typeof columns>(name: Name) =>
    readTable<(typeof columns)[Name][number]>(name, files[name] ?? '', columns[name], problems)
  const ingredientRows = table('ingredients.csv')
  const classRows = table('classes.csv')
  const interactionRows = table('interactions.csv')
  refuseTwice(ingredientRows, ({ cells }) => cells.code, problems)
  refuseTwice(classRows, ({ cells }) => cells.code, problems)
  refuseTwice(interactionRows, ({ cells }) => [cells.a, cells.b].sort().join(' + '), problems)
  const classCodes = new Set(classRows.map(({ cells }) => cells.code))
  const ingredientCodes = new Set(ingredientRows.map(({ cells }) => cells.code))

  const ingredients = ingredientRows.map((row) => {
    const cells = cellsOf(row, problems)
    const maxDailyMg = cells.number('max_daily_mg')
    if (maxDailyMg !== null && maxDailyMg <= 0) cells.wrong('max_daily_mg is above zero, or empty.')
    const classes = cells.list('classes')
    for (const each of classes.filter((each) => !classCodes.has(each)))
      cells.wrong('There is no class {{code}} in the list.', { code: each })
    return { code: cells.code('code'), name: cells.text('name', 120), classes, maxDailyMg }
  })
  const classes = classRows.map((row) => {
    const cells = cellsOf(row, problems)
    const crossReacts = cells.list('cross_reacts')
    for (const each of crossReacts) {
      if (each === row.cells.code || !classCodes.has(each))
        cells.wrong('There is no other class {{code}} in the list.', { code: each })
    }
    return {
      code: cells.code('code'),
      name: cells.text('name', 120),
      crossReacts,
      duplicate: cells.oneOf('duplicate', ['no', 'yes']) === 'yes',
    }
  })
  const interactions = interactionRows.map((row) => {
    const cells = cellsOf(row, problems)
    for (const party of [row.cells.a, row.cells.b]) {
      const known = party.startsWith('class:') ? classCodes.has(party.slice(6)) : ingredientCodes.has(party)
      if (!known) cells.wrong('There is no ingredient or class {{code}} in the list.', { code: party || '…' })
    }
    return {
      a: row.cells.a,
      b: row.cells.b,
      severity: cells.oneOf('severity', severities),
      text: cells.text('text', 400),
      source: cells.text('source', 200),
    }
  })
  return {
    ingredients,
    classes: classes.map(({ duplicate: _, ...each }) => each),
    interactions,
    duplicateClasses: classes.filter(({ duplicate }) => duplicate).map(({ code }) => code),
  }
}
