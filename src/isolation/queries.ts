import { db } from '../db/client.js'
import { Prisma } from '../generated/prisma/client.js'
import type { Severity } from '../generated/prisma/enums.js'
import {
  identityColumns,
  type PatientIdentity,
  type RawIdentity,
  withBirthDay,
} from '../patients/identity-queries.js'
import { type Day, dayFromColumn, dayToColumn } from '../shared/calendar.js'
import type { IsolationFilter } from './list-rules.js'

export interface Isolation {
  id: string
  startedOn: Day
  earliestEndOn: Day
  testedOn: Day
  highRisk: boolean
}

/** The home isolation of a patient whom the caller has already reached; null when they are not in one. */
export async function openIsolation(patientId: string): Promise<Isolation | null> {
  const open = await db.homeIsolation.findFirst({
    where: { patientId, endedAt: null },
    select: {
      id: true,
      startedOn: true,
      earliestEndOn: true,
      assessment: { select: { testedOn: true, highRisk: true } },
    },
  })
  return (
    open && {
      id: open.id,
      startedOn: dayFromColumn(open.startedOn),
      earliestEndOn: dayFromColumn(open.earliestEndOn),
      testedOn: dayFromColumn(open.assessment.testedOn),
      highRisk: open.assessment.highRisk,
    }
  )
}

export interface PatientAtHome {
  id: string
  startedOn: Day
  earliestEndOn: Day
  severity: Severity | null
  highRisk: boolean
  /** The names of those in charge now. */
  doctors: string[]
  patient: PatientIdentity
}

export const PAGE_ROWS = 50

/** Patients at home now, whose isolation may end first on top; from after the isolation with that id on. */
export async function patientsAtHome(
  filter: IsolationFilter,
  after: string | null,
  today: Day,
): Promise<{ rows: PatientAtHome[]; more: boolean }> {
  const found = await db.$queryRaw<Row[]>`
    SELECT h.id AS "isolationId", h.started_on AS "startedOn", h.earliest_end_on AS "earliestEndOn", t.severity,
      t.high_risk AS "highRisk", c.doctors, ${identityColumns}
    FROM home_isolation h
    JOIN triage_assessment t ON t.id = h.assessment_id
    JOIN patient p ON p.id = h.patient_id
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(a.name ORDER BY c.started_at, c.id), '{}') AS doctors
      FROM care_assignment c
      JOIN doctor d ON d.id = c.doctor_id
      JOIN account a ON a.id = d.account_id
      WHERE c.patient_id = p.id AND c.ended_at IS NULL) c
    WHERE h.ended_at IS NULL AND ${only(filter, today)}
      AND (${after}::uuid IS NULL OR (h.earliest_end_on, h.id) > (
        SELECT edge.earliest_end_on, edge.id FROM home_isolation edge WHERE edge.id = ${after}::uuid))
    ORDER BY h.earliest_end_on, h.id
    LIMIT ${PAGE_ROWS + 1}`
  return { rows: found.slice(0, PAGE_ROWS).map(atHome), more: found.length > PAGE_ROWS }
}

interface Row extends RawIdentity, Pick<PatientAtHome, 'severity' | 'highRisk' | 'doctors'> {
  isolationId: string
  startedOn: Date
  earliestEndOn: Date
}

function atHome(row: Row): PatientAtHome {
  const { isolationId, startedOn, earliestEndOn, severity, highRisk, doctors, ...patient } = row
  return {
    id: isolationId,
    startedOn: dayFromColumn(startedOn),
    earliestEndOn: dayFromColumn(earliestEndOn),
    severity,
    highRisk,
    doctors,
    patient: withBirthDay(patient),
  }
}

function only(filter: IsolationFilter, today: Day): Prisma.Sql {
  switch (filter) {
    case 'all':
      return Prisma.sql`TRUE`
    case 'may-end':
      return Prisma.sql`h.earliest_end_on <= ${dayToColumn(today)}::date`
  }
}
