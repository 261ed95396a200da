import { createHash } from 'node:crypto'
import type { ListFiles } from './list-rules.js'

/** One figure for all files of a list: of their names and texts, in the order of the names. */
export function sha256Of(files: ListFiles): string {
  const hash = createHash('sha256')
  for (const [name, text] of Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`${name}\n${text}\n`)
  return hash.digest('hex')
}
