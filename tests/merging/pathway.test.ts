import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { isolateAtHome, wellReport } from '../isolation/at-home.js'
import { planned, postDone, wished } from '../services/at-home.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'
import { adminOf, mergeThrough, undoThrough } from './records.js'

useDatabase()
let app: Express
let admin: Awaited<ReturnType<typeof adminOf>>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await adminOf(app)
  desk = await logInAs(app, 'RECEPTIONIST')
})

/** Two records, the second one of somebody who is at home. */
async function oneAtHome() {
  const [kept, gone] = [await createPatient(), await createPatient()]
  const isolationId = await isolateAtHome(gone.id, { recordedById: desk.accountId })
  return { kept, gone, isolationId }
}

const whose = async (rows: Promise<{ patientId: string }[]>) => (await rows).map(({ patientId }) => patientId)

describe('E-25 what came of care at home after a merge goes back with it', () => {
  test('a report from home with its readings and its alert', async () => {
    const { kept, gone, isolationId } = await oneAtHome()
    expect((await mergeThrough(admin, kept.id, gone.id)).status).toBe(303)
    await desk
      .post(`/reception/patients/${kept.id}/isolation/reports`, wellReport({ spo2: '89' }))
      .expect(303)
    const check = await db.homeCheck.findFirstOrThrow({ where: { isolationId } })
    expect(check.patientId).toBe(kept.id)
    expect((await undoThrough(admin, gone.id)).status).toBe(303)
    expect(await whose(db.homeCheck.findMany({ where: { id: check.id } }))).toEqual([gone.id])
    expect(await whose(db.observation.findMany({ where: { id: check.observationId ?? '' } }))).toEqual([
      gone.id,
    ])
    expect(await whose(db.alert.findMany({ where: { subjectId: check.id } }))).toEqual([gone.id])
  })

  test('a service that was asked for before and one since, with what was charged for them', async () => {
    const { kept, gone } = await oneAtHome()
    const before = await planned(desk, gone.id)
    const compared = await admin.get(`/admin/patients/${kept.id}/merge?patientId=${gone.id}`).expect(200)
    expect(compared.text).toMatch(/>Services<[\s\S]{0,200}>0<[\s\S]{0,200}>1</)
    expect((await mergeThrough(admin, kept.id, gone.id)).status).toBe(303)
    const since = await wished(desk, kept.id)
    await postDone(desk, before, randomUUID()).then(({ status }) => expect(status).toBe(303))
    expect(await whose(db.charge.findMany({ where: { sourceId: before } }))).toEqual([kept.id])
    expect((await undoThrough(admin, gone.id)).status).toBe(303)
    const ids = { in: [before, since] }
    expect(await whose(db.serviceRequest.findMany({ where: { id: ids } }))).toEqual([gone.id, gone.id])
    expect(await whose(db.charge.findMany({ where: { sourceId: ids } }))).toEqual([gone.id])
  })
})

test('E-25 whoever waited for a bed by one of the two waits again, since when they did', async () => {
  const { kept, gone } = await oneAtHome()
  const asked = (patientId: string) =>
    db.admissionRequest.create({
      data: {
        ...{
          patientId,
          source: 'STAFF',
          priority: 'URGENT',
          levels: ['WARD'],
          isolation: true,
          oxygen: true,
        },
        ...{ reason: 'Low SpO2', requestedAt: new Date(Date.now() - 3_600_000) },
      },
    })
  const before = [await asked(kept.id), await asked(gone.id)]
  const waiting = () =>
    db.admissionRequest.findMany({
      where: { patientId: { in: [kept.id, gone.id] }, status: 'WAITING' },
      orderBy: { id: 'asc' },
      select: { id: true, patientId: true, requestedAt: true, closedAt: true, closeReason: true },
    })
  expect((await mergeThrough(admin, kept.id, gone.id)).status).toBe(303)
  expect(await waiting()).toMatchObject([{ patientId: kept.id }])
  expect((await undoThrough(admin, gone.id)).status).toBe(303)
  expect(await waiting()).toEqual(
    before.map(({ id, patientId, requestedAt }) => ({
      ...{ id, patientId, requestedAt, closedAt: null, closeReason: null },
    })),
  )
})

describe('E-25 a request for a bed that a merge raised', () => {
  const wish = {
    kept: { source: 'TRIAGE', priority: 'URGENT', levels: ['WARD'], isolation: false, oxygen: false },
    gone: { source: 'STAFF', priority: 'EMERGENCY', levels: ['HDU', 'ICU'], isolation: true, oxygen: true },
  } as const
  const asked = ({ levels, ...columns }: (typeof wish)['kept' | 'gone'], patientId: string, reason: string) =>
    db.admissionRequest.create({
      data: { ...columns, levels: [...levels], patientId, reason, requestedAt: new Date() },
    })
  async function raisedByMerge() {
    const { kept, gone } = await oneAtHome()
    const { id } = await asked(wish.kept, kept.id, 'Fever')
    await asked(wish.gone, gone.id, 'Low SpO2')
    expect((await mergeThrough(admin, kept.id, gone.id)).status).toBe(303)
    const found = () => db.admissionRequest.findUniqueOrThrow({ where: { id } })
    expect(await found()).toMatchObject({ ...wish.gone, reason: 'Low SpO2', patientId: kept.id })
    return { kept, gone, id, found }
  }

  test('asks for what it asked before once the merge is undone', async () => {
    const { kept, gone, found } = await raisedByMerge()
    expect((await undoThrough(admin, gone.id)).status).toBe(303)
    expect(await found()).toMatchObject({
      ...wish.kept,
      reason: 'Fever',
      patientId: kept.id,
      status: 'WAITING',
    })
  })

  test('stays as it is where somebody asked again since', async () => {
    const { gone, id, found } = await raisedByMerge()
    await db.admissionRequest.update({ where: { id }, data: { reason: 'Worse since' } })
    expect((await undoThrough(admin, gone.id)).status).toBe(303)
    expect(await found()).toMatchObject({ ...wish.gone, reason: 'Worse since' })
  })
})
