import type { Express } from 'express'
import { expect } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden } from '../support/app.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import type { TestProduct } from './pharmacy.js'

/** A doctor with a patient in their care, who was asked and has no allergies. */
export async function doctorAndPatient(app: Express) {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient()
  await db.patient.update({ where: { id: patient.id }, data: { noKnownAllergiesAt: new Date() } })
  await inCare(patient.id, doctor)
  return { doctor, patient, address: `/doctor/patients/${patient.id}/prescriptions` }
}

export async function inCare(patientId: string, doctor: TestPerson): Promise<void> {
  await db.careAssignment.create({
    data: {
      patientId,
      doctorId: doctor.doctorId ?? '',
      assignedById: doctor.accountId,
      startedAt: new Date(),
    },
  })
}

interface Dose {
  amount?: string
  unit?: string
  frequency?: string
  max?: string
  days?: string
  route?: string
  instructions?: string
}

/** A row of the form with a medicine of the catalogue, as a browser sends it once it is chosen. */
export function row(number: number, product: TestProduct, dose: Dose = {}): Record<string, string> {
  return fields(number, { medicine: product.label, medicineId: product.id, found: product.label, ...dose })
}

/** A row with a medicine that stands in no catalogue. */
export const freeRow = (number: number, medicine: string, dose: Dose = {}): Record<string, string> =>
  fields(number, { medicine, medicineId: 'free', found: medicine, unit: 'tablet', ...dose })

function fields(number: number, given: Record<string, string | undefined>): Record<string, string> {
  const all = {
    amount: '1',
    unit: '',
    frequency: 'BD',
    max: '',
    days: '5',
    route: '',
    instructions: '',
    ...given,
  }
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`${name}${number}`, value ?? '']))
}

export async function prescribe(doctor: Browser, address: string, filled: Record<string, string>) {
  const page = await doctor.get(`${address}/new`).expect(200)
  return doctor.post(address, { rows: '1', seen: '', ...filled, ...hidden(page.text) })
}

/** Prescribes and gives the id; with a reason for every warning. */
export async function prescribed(
  doctor: Browser,
  address: string,
  filled: Record<string, string>,
): Promise<string> {
  let answer = await prescribe(doctor, address, filled)
  if (answer.status === 422) answer = await doctor.post(address, { ...filled, ...answered(answer.text) })
  expect(answer.status).toBe(303)
  return String(answer.headers.location).split('/').at(-1) ?? ''
}

/** Hidden fields, and a reason for every warning that stands on the page. */
export function answered(html: string, reason = 'The benefit is greater'): Record<string, string> {
  return {
    ...hidden(html),
    seen: html.match(/name="seen" value="([^"]*)"/)?.[1] ?? '',
    ...Object.fromEntries(reasonsOn(html).map((name) => [name, reason])),
    ...Object.fromEntries(
      [...html.matchAll(/name="(read-[0-9a-f]{12})"/g)].map(([, name = '']) => [name, 'on']),
    ),
  }
}

export const reasonsOn = (html: string): string[] =>
  [...html.matchAll(/<input class="form-control"[^>]* name="(reason-[0-9a-f]{12})"/g)].map(
    ([, name = '']) => name,
  )

/** The texts of the warnings that stand on a page. */
export const warningsOn = (html: string): string[] =>
  [...html.matchAll(/ww-warning-said">(.*)<\/span><\/p>/g)].map(([, text = '']) => text)
