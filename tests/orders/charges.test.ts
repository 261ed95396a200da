import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { electrolytes, normal, ordered, postResult } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser & TestPerson
let desk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  clerk = await logInAs(app, 'DATA_ENTRY')
  desk = await logInAs(app, 'RECEPTIONIST')
})

const chargesOf = (sourceId: string) =>
  db.charge.findMany({ where: { sourceType: 'clinical_order', sourceId } })
const itemOf = async (id: string) =>
  (await db.clinicalOrder.findUniqueOrThrow({ where: { id }, select: { item: true } })).item

describe('A-17 tests and treatments are charged where they are done', () => {
  test('a preliminary result is none, the final one is one, an amended one is no other', async () => {
    const { id, patient } = await electrolytes(app)
    expect((await postResult(clerk, id, normal, { save: 'PRELIMINARY' })).status).toBe(303)
    expect(await chargesOf(id)).toEqual([])
    expect((await postResult(clerk, id, normal)).status).toBe(303)
    const item = await itemOf(id)
    const charge = {
      ...{ kind: 'TEST', quantity: 1, unitPriceMinor: item.priceMinor, description: item.name },
      ...{ patientId: patient.id, admissionId: null, createdById: clerk.accountId, voidedAt: null },
    }
    expect(item.priceMinor).toBeGreaterThan(0n)
    expect(await chargesOf(id)).toMatchObject([charge])
    const amended = { ...normal, potassium: '4.4' }
    expect((await postResult(clerk, id, amended, { reason: 'Read off wrongly.' })).status).toBe(303)
    expect(await chargesOf(id)).toMatchObject([charge])
    expect((await desk.get(`/reception/patients/${patient.id}/charges`)).text).toContain(`${item.name}: ₹`)
  })

  test('G-C6 recorded by 5 people at once: charged once', async () => {
    const { id } = await electrolytes(app)
    const answers = await Promise.all(Array.from({ length: 5 }, () => postResult(clerk, id, normal)))
    expect(answers.some(({ status }) => status === 303)).toBe(true)
    expect(await chargesOf(id)).toHaveLength(1)
  })

  test('a treatment of a patient in a bed, once it is given, of the stay; what is cancelled costs nothing', async () => {
    const { doctor, patient } = await electrolytes(app)
    const ward = await createWard()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''], patient)
    const { id } = await ordered(doctor, patient.id, { codes: ['NEB'] })
    const here = `/doctor/patients/${patient.id}/orders/${id}`
    const page = await doctor.get(here).expect(200)
    const value = (name: string) => page.text.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? ''
    await doctor
      .post(`${here}/administration`, {
        ...{ day: value('day'), time: value('time'), givenById: doctor.accountId, note: '' },
        ...hidden(page.text),
      })
      .expect(303)
    expect(await chargesOf(id)).toMatchObject([{ kind: 'TREATMENT', admissionId: stay.id }])
    const other = await ordered(doctor, patient.id, { codes: ['NEB'] })
    const cancellation = `/doctor/patients/${patient.id}/orders/${other.id}/cancellation`
    const asked = hidden((await doctor.get(`${cancellation}/new`).expect(200)).text)
    await doctor.post(cancellation, { reason: 'Not needed.', ...asked }).expect(303)
    expect(await chargesOf(other.id)).toEqual([])
  })
})
