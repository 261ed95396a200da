import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { electrolytes, itemId, orderOf, postResult } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser & { accountId: string; name: string }
beforeAll(async () => {
  app = openApp()
  clerk = await logInAs(app, 'DATA_ENTRY')
})

describe('the range of this patient', () => {
  test('by sex, and where none fits the page says so', async () => {
    const man = await electrolytes(app, { codes: ['CBC'] }, { sex: 'MALE' })
    const woman = await electrolytes(app, { codes: ['CBC'] }, { sex: 'FEMALE' })
    expect((await clerk.get(`/records/orders/${man.id}`)).text).toContain('Expected from 13.0 to 17.0')
    expect((await clerk.get(`/records/orders/${woman.id}`)).text).toContain('Expected from 12.0 to 15.0')
    const parameter = await db.testParameter.findFirstOrThrow({
      where: { code: 'haemoglobin', itemId: await itemId('CBC') },
    })
    const ranges = await db.referenceRange.findMany({ where: { parameterId: parameter.id } })
    await db.referenceRange.deleteMany({ where: { parameterId: parameter.id } })
    expect((await clerk.get(`/records/orders/${man.id}`)).text).toContain(
      'There is no range for this patient.',
    )
    await db.referenceRange.createMany({ data: ranges })
  })

  test('by the age when the specimen was taken', async () => {
    const { id, patient } = await electrolytes(app, { codes: ['CBC'] })
    const taken = new Date('2026-10-05T05:00:00Z')
    await db.patient.update({ where: { id: patient.id }, data: { dateOfBirth: new Date('2026-10-01') } })
    await db.clinicalOrder.update({ where: { id }, data: { status: 'COLLECTED', collectedAt: taken } })
    expect((await clerk.get(`/records/orders/${id}`)).text).toContain('Expected from 14.0 to 22.0')
    await postResult(clerk, id, { haemoglobin: '13.5' })
    expect((await orderOf(id)).results[0]?.values[0]).toMatchObject({ flag: 'LOW' })
  })

  test('without a date of birth that of an adult, and the page says so', async () => {
    const { id } = await electrolytes(app, {}, { born: null })
    expect((await clerk.get(`/records/orders/${id}`)).text).toContain('The date of birth is not recorded')
  })
})
