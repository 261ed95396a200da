import type { Express } from 'express'
import { expect } from 'vitest'
import { db } from '../../src/db/client.js'
import type { Priority } from '../../src/generated/prisma/enums.js'
import { type Browser, hidden } from '../support/app.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'

/** A doctor with a patient in their charge. */
export async function doctorWithPatient(
  app: Express,
  details: { sex?: 'MALE' | 'FEMALE'; born?: string | null } = {},
) {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await patientOf(doctor, details)
  return { doctor, patient }
}

export async function patientOf(
  doctor: TestPerson,
  { sex = 'MALE', born = '1980-02-03' }: { sex?: 'MALE' | 'FEMALE'; born?: string | null } = {},
) {
  const patient = await createPatient()
  await db.patient.update({
    where: { id: patient.id },
    data: { sex, dateOfBirth: born ? new Date(born) : null },
  })
  await db.careAssignment.create({
    data: {
      patientId: patient.id,
      doctorId: doctor.doctorId ?? '',
      assignedById: doctor.accountId,
      startedAt: new Date(),
    },
  })
  return patient
}

export async function itemId(code: string): Promise<string> {
  const { id } = await db.catalogueItem.findUniqueOrThrow({ where: { code }, select: { id: true } })
  return id
}

interface Wanted {
  codes?: string[]
  priority?: Priority
  question?: string
  again?: string
}

/** The form as a browser sends it. */
export async function postOrder(
  doctor: Browser,
  patientId: string,
  { codes = ['ELEC'], priority = 'ROUTINE', question = '', ...more }: Wanted = {},
) {
  const page = await doctor.get(`/doctor/patients/${patientId}/orders/new`).expect(200)
  const items = await Promise.all(codes.map(itemId))
  return doctor.post(`/doctor/patients/${patientId}/orders`, {
    ...{ q: '', items, priority, question, ...more },
    ...hidden(page.text),
  })
}

/** An order of one item, by its id. */
export async function ordered(
  doctor: Browser,
  patientId: string,
  wanted: Wanted = {},
): Promise<{ id: string; number: number }> {
  const answer = await postOrder(doctor, patientId, wanted)
  expect(answer.status).toBe(303)
  const order = await db.clinicalOrder.findFirstOrThrow({
    where: { patientId },
    orderBy: [{ orderedAt: 'desc' }, { number: 'desc' }],
    select: { id: true, number: true },
  })
  return order
}

/** Potassium and sodium that are in everybody's range, with whatever else the test asks for. */
export async function filled(
  orderId: string,
  values: Record<string, string>,
): Promise<Record<string, string>> {
  const { item } = await db.clinicalOrder.findUniqueOrThrow({
    where: { id: orderId },
    select: { item: { select: { parameters: { select: { code: true } } } } },
  })
  const blank = Object.fromEntries(item.parameters.map(({ code }) => [`value_${code}`, '']))
  const given = Object.fromEntries(Object.entries(values).map(([code, value]) => [`value_${code}`, value]))
  return { ...blank, comment: '', ...given, partial: 'on' }
}

export async function postResult(
  clerk: Browser,
  orderId: string,
  values: Record<string, string>,
  more: Record<string, string> = {},
) {
  const page = await clerk.get(`/records/orders/${orderId}`).expect(200)
  return clerk.post(`/records/orders/${orderId}/results`, {
    ...(await filled(orderId, values)),
    save: 'FINAL',
    ...more,
    ...hidden(page.text),
  })
}

/** Values of electrolytes that nobody has to be told of. */
export const normal = { sodium: '140', potassium: '4.2', chloride: '101', bicarbonate: '25' }

export const orderOf = (id: string) =>
  db.clinicalOrder.findUniqueOrThrow({
    where: { id },
    include: {
      results: { orderBy: { version: 'asc' }, include: { values: { orderBy: { position: 'asc' } } } },
      events: true,
    },
  })

/** A doctor, a patient in their charge and one order: of electrolytes, where nothing else is wanted. */
export async function electrolytes(
  app: Express,
  wanted: Wanted = {},
  who: Parameters<typeof doctorWithPatient>[1] = {},
) {
  const { doctor, patient } = await doctorWithPatient(app, who)
  return { doctor, patient, ...(await ordered(doctor, patient.id, wanted)) }
}
