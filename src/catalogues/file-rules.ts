import type { CatalogueKind } from '../generated/prisma/enums.js'
import { type FileName, fileNames, filesOf } from './list-rules.js'
import { columnsIn } from './table-rules.js'

/** The text of a file that was sent, or null where it is not UTF-8. */
export function textOf(content: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return null
  }
}

/**
 * Which of the files of a list this one is, by the columns in its first line: the one that has most of them, and more
 * than half of its own. Null where it is none.
 */
export function fileAmong(kind: CatalogueKind, text: string): FileName | null {
  const columns = columnsIn(text) ?? []
  const known: Partial<Record<FileName, readonly string[]>> = filesOf[kind]
  const [best] = fileNames(kind)
    .map((name) => {
      const own = known[name] ?? []
      return { name, share: own.filter((column) => columns.includes(column)).length / own.length }
    })
    .sort((one, other) => other.share - one.share)
  return best && best.share > 0.5 ? best.name : null
}
