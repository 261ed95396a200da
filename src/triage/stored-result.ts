import type { Prisma } from '../generated/prisma/client.js'
import type { StoredResult } from './assessment-rules.js'
import { changesOf } from './change-rules.js'
import { crossChecksOf } from './cross-check-rules.js'
import type { TriageResult } from './outcome-rules.js'
import type { Presentation } from './presentation-rules.js'

/** For the column `result`. */
export function storedResult(told: Presentation, result: TriageResult): Prisma.InputJsonObject {
  const stored: StoredResult = {
    ...result,
    told,
    crossChecks: crossChecksOf(told),
    changes: changesOf(told, result),
  }
  // Both are plain JSON by their own contract; only Prisma's type cannot see it through readonly arrays.
  return stored as unknown as Prisma.InputJsonObject
}

/** Only `storedResult` writes that column, and nothing ever changes it. */
export function readResult(column: Prisma.JsonValue): StoredResult {
  return column as unknown as StoredResult
}
