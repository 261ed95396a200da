import { db, type Tx } from '../db/client.js'
import type { Mood } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn, dayToColumn } from '../shared/calendar.js'

export interface ReportRow {
  id: string
  day: Day
  mood: Mood
  /** 1 to 10; 10 is best. */
  rating: number
  symptoms: string[]
  description: string | null
  temperatureTenthsC: number | null
  spo2: number | null
  pulse: number | null
  createdAt: Date
  updatedAt: Date
  version: number
}

/** The reports of a patient whom the caller has reached, the newest first; those before the one with the id `before`. */
export async function reportsOf(
  patientId: string,
  limit: number,
  before: string | null = null,
): Promise<ReportRow[]> {
  const edge = before && (await reportById(patientId, before))
  const rows = await db.dailyReport.findMany({
    where: { patientId, ...(edge && { day: { lt: dayToColumn(edge.day) } }) },
    orderBy: { day: 'desc' },
    take: limit,
    select: fields,
  })
  return rows.map((row) => ({ ...row, day: dayFromColumn(row.day) }))
}

/** The report of that day, where there is one. */
export async function reportOn(patientId: string, day: Day): Promise<ReportRow | null> {
  const row = await db.dailyReport.findUnique({
    where: { patientId_day: { patientId, day: dayToColumn(day) } },
    select: fields,
  })
  return row && { ...row, day: dayFromColumn(row.day) }
}

/** One report of that very patient. */
export async function reportById(patientId: string, id: string, tx: Tx = db): Promise<ReportRow | null> {
  const row = await tx.dailyReport.findFirst({ where: { id, patientId }, select: fields })
  return row && { ...row, day: dayFromColumn(row.day) }
}

/** A report as its form has it; the temperature as it is stored, in °C. */
export function formValues(report: ReportRow): Record<string, string | string[]> {
  const { temperatureTenthsC } = report
  return {
    mood: report.mood,
    rating: String(report.rating),
    symptoms: report.symptoms,
    description: report.description ?? '',
    temperature: temperatureTenthsC === null ? '' : (temperatureTenthsC / 10).toFixed(1),
    temperatureUnit: temperatureTenthsC === null ? '' : 'C',
    spo2: report.spo2 === null ? '' : String(report.spo2),
    pulse: report.pulse === null ? '' : String(report.pulse),
  }
}

const fields = {
  id: true,
  day: true,
  mood: true,
  rating: true,
  symptoms: true,
  description: true,
  temperatureTenthsC: true,
  spo2: true,
  pulse: true,
  createdAt: true,
  updatedAt: true,
  version: true,
} as const
