import type { Prisma } from '../generated/prisma/client.js'
import type { ReportScore } from './monitoring-rules.js'
import type { HomeReport } from './report-rules.js'

/** A report as it is kept for good: as it was told, the temperature in the unit of its thermometer, and what the rules said. */
export interface StoredReport {
  told: Omit<HomeReport, 'at'>
  score: ReportScore
}

/** For the column `result`. */
export function storedReport({ at: _at, ...told }: HomeReport, score: ReportScore): Prisma.InputJsonObject {
  const stored: StoredReport = { told, score }
  // Plain JSON by its own contract; only Prisma's type cannot see it through readonly arrays.
  return stored as unknown as Prisma.InputJsonObject
}

/** Only `storedReport` writes that column, and nothing ever changes it. */
export function readReport(column: Prisma.JsonValue): StoredReport {
  return column as unknown as StoredReport
}
