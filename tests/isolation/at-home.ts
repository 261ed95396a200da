import { randomUUID } from 'node:crypto'
import { db } from '../../src/db/client.js'
import { dayToColumn } from '../../src/shared/calendar.js'
import type { Condition } from '../../src/triage/history-rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { storedResult } from '../../src/triage/stored-result.js'
import { daysAgo } from '../triage/filled-form.js'

interface AtHome {
  recordedById: string
  doctorId?: string
  /** Hours ago. */
  begun?: number
  testedDaysAgo?: number
  severity?: 'MILD' | 'MODERATE' | 'SEVERE'
  conditions?: Condition[] | null
}

/** A patient whom a triage sent home, as the database has it. Gives the id of the isolation. */
export async function isolateAtHome(
  patientId: string,
  { recordedById, doctorId, begun = 2, testedDaysAgo = 2, severity = 'MILD', conditions = [] }: AtHome,
): Promise<string> {
  const at = new Date(Date.now() - begun * 3_600_000)
  const observation = await db.observation.create({
    data: { patientId, recordedById, takenAt: at, spo2: 97, oxygen: 'ROOM_AIR' },
    select: { id: true },
  })
  const assessment = await db.triageAssessment.create({
    data: {
      ...{ patientId, observationId: observation.id, recordedById, createdAt: at },
      ...{ testedOn: dayToColumn(daysAgo(testedDaysAgo)), testKind: 'RT_PCR', laboratory: 'City laboratory' },
      ...{ symptoms: ['COUGH'], conditions: conditions ?? [], status: 'OK', severity, site: 'HOME' },
      ...{ homeIsolation: 'ELIGIBLE', highRisk: false, ruleSetVersion: 'test' },
      result: resultOf(conditions),
    },
    select: { id: true },
  })
  const { id } = await db.homeIsolation.create({
    data: {
      ...{ patientId, assessmentId: assessment.id, doctorId: doctorId ?? null, startedAt: at, createdAt: at },
      startedOn: dayToColumn(daysAgo(Math.floor(begun / 24))),
      earliestEndOn: dayToColumn(daysAgo(testedDaysAgo - 7)),
    },
    select: { id: true },
  })
  if (doctorId)
    await db.careAssignment.create({
      data: { patientId, doctorId, assignedById: recordedById, startedAt: at },
      select: { id: true },
    })
  return id
}

/** As the rules decide of somebody who is hardly ill. */
function resultOf(conditions: Condition[] | null) {
  const told: Presentation = {
    ...{ ageYears: 46, breathlessness: false, symptoms: ['COUGH'], feverDays: 0, conditions: [] },
    ...{ pregnant: false, homeFacility: true, caregiver: true },
    readings: {
      ...{ spo2: 97, oxygen: 'ROOM_AIR', respiratoryRate: 16, temperatureTenthsC: 368, pulse: 76 },
      ...{ systolic: 120, diastolic: 78, consciousness: 'A' },
    },
  }
  return storedResult({ ...told, conditions }, triage(told))
}

/** A quick report that asks for nothing. */
export const wellReport = (more: Record<string, string | string[]> = {}) => ({
  idempotency_key: randomUUID(),
  form_page: '/patient/isolation/reports/new',
  breathing: 'SAME',
  feeling: 'BETTER',
  feverDays: '0',
  spo2: '97',
  onOxygen: 'no',
  ...more,
})
