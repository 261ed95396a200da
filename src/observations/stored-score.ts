import type { Prisma } from '../generated/prisma/client.js'
import type { StoredScore } from './score-rules.js'

/** For the column `news2`. */
export function storedScore(score: StoredScore): Prisma.InputJsonObject {
  // Plain JSON by its own contract; only Prisma's type cannot see it through readonly arrays.
  return score as unknown as Prisma.InputJsonObject
}

/** Only `storedScore` writes that column, and nothing ever changes it. */
export function readScore(column: Prisma.JsonValue): StoredScore | null {
  return column as unknown as StoredScore | null
}
