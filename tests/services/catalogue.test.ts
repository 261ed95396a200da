import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import type { ServiceStatus } from '../../src/generated/prisma/enums.js'
import { serviceTransitions } from '../../src/services/rules.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { itemId, patientAtHome, planned, postWish, somebodyAtHome, wished } from './at-home.js'

useDatabase()
let app: Express
let desk: Browser & { accountId: string }
let admin: Browser & { accountId: string }
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
})

const address = '/admin/services/catalogue'

describe('what services there are, and what they cost', () => {
  test('one is added, offered to patients, and not offered any more; what was asked for goes on', async () => {
    const page = await admin.get(address).expect(200)
    const physio = { code: 'physio', name: 'Physiotherapy', description: 'Breathing exercises, 30 minutes.' }
    await admin.post(address, { ...physio, price: '1,250.50', ...hidden(page.text) }).expect(303)
    expect((await admin.get(address)).text).toContain('₹1,250.50')
    const patient = await patientAtHome(app)
    expect((await patient.get('/patient/services/new')).text).toContain('Physiotherapy, ₹1,250.50')
    const running = await planned(desk, patient.id, { itemId: await itemId('PHYSIO') })
    const id = await itemId('PHYSIO')
    const form = await admin.get(`${address}/${id}/edit`).expect(200)
    const { name, description } = physio
    const closed = { name, description, price: '1250.50', ...hidden(form.text) }
    await admin.post(`${address}/${id}`, closed).expect(303)
    expect((await patient.get('/patient/services/new')).text).not.toContain('Physiotherapy')
    const late = await postWish(desk, patient.id, { itemId: id, details: 'Once more.' })
    expect(late.status).toBe(422)
    for (const part of ['This service is not offered any more. Choose another.', 'Once more.'])
      expect(late.text).toContain(part)
    expect((await desk.get(`/reception/services/${running}`)).text).toContain('Done: charge ₹1,250.50')
  })

  test('a code that there is, a price that is none: refused beside the field, and all that was typed is kept', async () => {
    const page = await admin.get(address)
    const form = { name: 'Second nurse', description: 'Another one.', ...hidden(page.text) }
    const twice = await admin.post(address, { ...form, code: 'NURSE', price: '10' })
    expect(twice.status).toBe(422)
    for (const part of ['Another service has this code.', 'Second nurse', 'Another one.'])
      expect(twice.text).toContain(part)
    const wrong = await admin.post(address, { ...form, code: 'NURSE2', price: 'ten' })
    expect(wrong.status).toBe(422)
    for (const part of ['Enter an amount like 1250 or 1,250.50.', 'NURSE2', 'value="ten"'])
      expect(wrong.text).toContain(part)
    expect(await db.serviceItem.count({ where: { name: 'Second nurse' } })).toBe(0)
  })

  test('G-C5 E-66 two admins at one price: the second sees both, and keeps what was typed', async () => {
    const id = await itemId('MED')
    const page = await admin.get(`${address}/${id}/edit`)
    const form = {
      name: 'Medicine delivery',
      description: 'To the door.',
      isActive: 'on',
      ...hidden(page.text),
    }
    await admin.post(`${address}/${id}`, { ...form, price: '120' }).expect(303)
    const second = await admin.post(`${address}/${id}`, { ...form, price: '150' })
    expect(second.status).toBe(409)
    for (const part of ['120', '150']) expect(second.text).toContain(part)
    expect((await db.serviceItem.findUniqueOrThrow({ where: { id } })).priceMinor).toBe(12_000n)
    const trail = await db.auditEvent.findFirst({
      where: { subjectId: id, action: 'service.edit-catalogue' },
    })
    expect(trail?.details).toMatchObject({ former: '10000', price: '12000' })
  })

  test('nobody but an admin sees or changes the prices here', async () => {
    const id = await itemId('NURSE')
    await desk.get('/reception/services/catalogue').expect(404)
    await desk.get(`${address}/${id}/edit`).expect(403)
    await desk.post(`${address}/${id}`, { name: 'Mine' }).expect(403)
  })
})

describe('the database keeps the order of a service', () => {
  const statuses = ['REQUESTED', 'ALLOCATED', 'DONE', 'DECLINED', 'CANCELLED'] satisfies ServiceStatus[]
  const allowed = new Set(
    Object.values(serviceTransitions).flatMap(({ from, to }) => from.map((status) => `${status} ${to}`)),
  )

  test('G-C6 exactly the changes of the table pass, whoever writes them', async () => {
    const patient = await somebodyAtHome(desk)
    const asIn = (status: ServiceStatus) => ({
      status,
      allocatedTo: status === 'REQUESTED' ? null : 'Nurse Kavita',
      doneAt: status === 'DONE' ? new Date() : null,
      priceMinor: status === 'DONE' ? 60_000n : null,
      closeReason: status === 'DECLINED' || status === 'CANCELLED' ? 'No.' : null,
    })
    for (const from of statuses)
      for (const to of statuses.filter((status) => status !== from)) {
        const passes = await db
          .$transaction(async (tx) => {
            const asked = { patientId: patient.id, requestedById: desk.accountId, requestedAt: new Date() }
            const { id } = await tx.serviceRequest.create({
              data: { ...asked, itemId: await itemId('NURSE'), ...asIn(from) },
            })
            await tx.charge.create({
              data: {
                ...{ patientId: patient.id, kind: 'SERVICE', sourceType: 'service_request', sourceId: id },
                ...{
                  description: 'Nurse',
                  unitPriceMinor: 1n,
                  occurredAt: new Date(),
                  createdById: desk.accountId,
                },
              },
            })
            // What was done keeps when it was and what it cost, also where it is struck out.
            const { doneAt, priceMinor, ...state } = asIn(to)
            const data = { ...state, ...(from !== 'DONE' && { doneAt, priceMinor }) }
            await tx.serviceRequest.update({ where: { id }, data })
          })
          .then(
            () => true,
            (error) => {
              expect(String(error)).toContain('service_request_changes_state')
              return false
            },
          )
        expect([from, to, passes]).toEqual([from, to, allowed.has(`${from} ${to}`)])
      }
  })

  test('the history of a service is only added to', async () => {
    const patient = await somebodyAtHome(desk)
    const requestId = await wished(desk, patient.id)
    await expect(
      db.serviceEvent.updateMany({ where: { requestId }, data: { note: 'Never.' } }),
    ).rejects.toThrow()
    await expect(db.serviceEvent.deleteMany({ where: { requestId } })).rejects.toThrow()
  })
})

test('however many there are, a list asks the database as often', async () => {
  const patient = await somebodyAtHome(desk)
  await wished(desk, patient.id)
  const few = await statementsOf(() => desk.get('/reception/services').expect(200))
  for (let more = 0; more < 3; more++) await wished(desk, patient.id, { priority: 'URGENT' })
  const many = await statementsOf(() => desk.get('/reception/services').expect(200))
  expect(many).toBe(few)
  const one = await statementsOf(() => desk.get(`/reception/patients/${patient.id}/services`).expect(200))
  expect(Math.max(many, one)).toBeLessThanOrEqual(8)
})
