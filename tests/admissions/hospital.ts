import { randomInt, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { db } from '../../src/db/client.js'
import type { WardLevel } from '../../src/generated/prisma/enums.js'
import type { Symptom } from '../../src/triage/history-rules.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { storedResult } from '../../src/triage/stored-result.js'
import { type Browser, hidden } from '../support/app.js'
import { createPatient } from '../support/people.js'

interface WardOptions {
  beds?: number
  level?: WardLevel
  isolation?: boolean
  oxygen?: boolean
  dailyRateMinor?: bigint
}

/** A ward with free beds, numbered from 12 on. */
export async function createWard({ beds = 1, ...options }: WardOptions = {}) {
  const mark = randomInt(1_000_000_000)
  return db.ward.create({
    data: {
      name: `Ward ${mark}`,
      code: `W${mark}`,
      floor: '2nd floor',
      level: 'WARD',
      isolation: true,
      oxygen: true,
      dailyRateMinor: 450_000n,
      ...options,
      beds: {
        createMany: { data: Array.from({ length: beds }, (_, index) => ({ number: String(12 + index) })) },
      },
    },
    select: {
      id: true,
      name: true,
      beds: { select: { id: true, number: true }, orderBy: { number: 'asc' } },
    },
  })
}

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
  return db.triageAssessment.create({
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
  const form = { ...admission(bedId, doctorIds), ...hidden(page.text), knowingly: 'on' }
  const answer = await desk.post(`/reception/patients/${id}/admissions`, form)
  expect(answer.status, answer.text).toBe(303)
  return { id: String(answer.headers.location).split('/').at(-1) ?? '', patientId: id }
}

/** The form of a discharge with nothing but the doctors' charges, as the page offers it. */
export const bill = (
  doctorIds: string[],
  amounts: string[],
  more: Record<string, string | string[]> = {},
) => ({
  idempotency_key: randomUUID(),
  doctorId: doctorIds,
  doctorAmount: amounts,
  note: 'Well, walks without help.',
  ...more,
})

/** The text of the error summary of a page; empty where there is none. */
export function summaryOf(html: string): string {
  return /<div class="ww-error-summary"[\s\S]*?<\/div>/.exec(html)?.[0] ?? ''
}
