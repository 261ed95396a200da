import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { db } from '../../src/db/client.js'
import { bedNeeds } from '../../src/triage/bed-rules.js'
import type { Symptom } from '../../src/triage/history-rules.js'
import type { TriageResult } from '../../src/triage/outcome-rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { bedPriority } from '../../src/triage/site-decision-rules.js'
import { storedResult } from '../../src/triage/stored-result.js'
import { type Browser, hidden } from '../support/app.js'
import { createPatient } from '../support/people.js'

export { createWard } from '../support/beds.js'

/** What makes an adult moderate: SpO2 of 92 % on air. */
export const moderate = { spo2: 92, symptoms: ['FEVER', 'BREATHLESSNESS'] satisfies Symptom[] }
export const severe = { spo2: 86, symptoms: ['BREATHLESSNESS'] satisfies Symptom[] }

/** Writes down a triage of an adult, decided by the rules. */
export async function triagePatient(
  patientId: string,
  recordedById: string,
  {
    spo2,
    symptoms,
    createdAt = new Date(),
    changes = {},
  }: { spo2: number; symptoms: Symptom[]; createdAt?: Date; changes?: Partial<Presentation> } = moderate,
) {
  const readings = {
    spo2,
    oxygen: 'ROOM_AIR',
    respiratoryRate: 22,
    temperatureTenthsC: 381,
    pulse: 96,
    systolic: 124,
    diastolic: 80,
    consciousness: 'A',
  } as const
  const told: Presentation = {
    ageYears: 46,
    readings,
    breathlessness: symptoms.includes('BREATHLESSNESS'),
    symptoms,
    feverDays: 2,
    conditions: [],
    pregnant: false,
    homeFacility: true,
    caregiver: true,
    ...changes,
  }
  const result = triage(told)
  if (result.status === 'INVALID') throw new Error(result.advice)
  const observation = await db.observation.create({
    data: { patientId, recordedById, takenAt: createdAt, ...readings },
    select: { id: true },
  })
  const assessment = await db.triageAssessment.create({
    data: {
      patientId,
      recordedById,
      observationId: observation.id,
      testedOn: new Date('2026-11-18'),
      testKind: 'RT_PCR',
      laboratory: 'City laboratory',
      symptoms,
      conditions: [],
      status: result.status,
      severity: result.severity,
      site: result.site,
      homeIsolation: result.homeIsolation,
      highRisk: result.highRisk,
      result: storedResult(told, result),
      ruleSetVersion: result.ruleSet.version,
      createdAt,
    },
    select: { id: true },
  })
  await askForAdvisedBed(patientId, assessment.id, result, createdAt)
  return assessment
}

/** The request that a triage opens for a patient who is in no bed. */
async function askForAdvisedBed(patientId: string, assessmentId: string, result: TriageResult, at: Date) {
  const need = bedNeeds(result)
  if (!need && result.status === 'OK')
    await db.admissionRequest.updateMany({
      where: { patientId, status: 'WAITING' },
      data: { status: 'WITHDRAWN', closedAt: at, closeReason: 'A later triage advised no bed here.' },
    })
  if (!need || (await db.admission.count({ where: { patientId, dischargedAt: null } })) > 0) return
  const asked = {
    source: 'TRIAGE' as const,
    ...{ assessmentId, reason: 'A triage advised admission.', requestedAt: at },
    priority: bedPriority(result.site ?? result.atLeast?.site, result.urgency),
    ...{ levels: [...need.levels], isolation: need.isolation, oxygen: need.oxygen },
  }
  const { count } = await db.admissionRequest.updateMany({
    where: { patientId, status: 'WAITING' },
    data: asked,
  })
  if (count === 0) await db.admissionRequest.create({ data: { ...asked, patientId } })
}

/** The form of an admission as the browser sends it, with a key of its own unless one is given. */
export const admission = (bedId: string, doctorIds: string[], key: string = randomUUID()) => ({
  idempotency_key: key,
  bedId,
  doctorIds,
  reason: 'Tires when speaking, needs oxygen.',
})

/** A patient who is admitted through the form; answers with the stay and whose it is. */
export async function admitSomebody(
  desk: Browser,
  bedId: string,
  doctorIds: string[],
  patient?: { id: string },
): Promise<{ id: string; patientId: string }> {
  const { id } = patient ?? (await createPatient())
  const page = await desk.get(`/reception/patients/${id}/admissions/new`).expect(200)
  const knowingly = { knowingly: 'on', why: 'No bed that fits is free.' }
  const form = { ...admission(bedId, doctorIds), ...hidden(page.text), ...knowingly }
  const answer = await desk.post(`/reception/patients/${id}/admissions`, form)
  expect(answer.status, answer.text).toBe(303)
  return { id: String(answer.headers.location).split('/').at(-1) ?? '', patientId: id }
}

/**
 * The form of a discharge with nothing but the doctors' charges, as the page offers it, of a stay of which nobody ordered
 * the end or wrote the summary.
 */
export const bill = (
  doctorIds: string[],
  amounts: string[],
  more: Record<string, string | string[]> = {},
) => ({
  idempotency_key: randomUUID(),
  doctorId: doctorIds,
  doctorAmount: amounts,
  note: 'Well, walks without help.',
  seen: ['ORDER', 'SUMMARY'],
  why: 'The family takes the patient to Pune tonight.',
  ...more,
})

/** The text of the error summary of a page; empty where there is none. */
export function summaryOf(html: string): string {
  return /<div class="ww-error-summary"[\s\S]*?<\/div>/.exec(html)?.[0] ?? ''
}
