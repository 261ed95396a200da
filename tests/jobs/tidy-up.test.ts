import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { tidyUp } from '../../src/jobs/tidy-up.js'
import { visitAt } from '../appointments/clinic.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson } from '../support/people.js'

useDatabase()
beforeEach(async () => {
  await db.submission.deleteMany()
  await db.loginThrottle.deleteMany()
  await db.$executeRaw`DELETE FROM "rate_limit"`
})

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds)

test('G-D8 the one-time key of a form is kept for 30 days, so that a late repeat changes nothing', async () => {
  const form = (key: string, createdAt: Date) => ({
    owner: 'o',
    key,
    command: 'c',
    payloadHash: 'h',
    createdAt,
  })
  await db.submission.createMany({ data: [form('kept', ago(29 * DAY)), form('over', ago(31 * DAY))] })
  await tidyUp()
  expect(await db.submission.findMany({ select: { key: true } })).toEqual([{ key: 'kept' }])
})

test('G-D8 counters of limits go once they are over, and those that still count stay', async () => {
  await db.$executeRaw`INSERT INTO "rate_limit" ("key", "points", "expire") VALUES
    ('contact:kept', 9, ${Date.now() + HOUR}::bigint), ('contact:over', 9, ${Date.now() - 25 * HOUR}::bigint)`
  await tidyUp()
  expect(await db.$queryRaw`SELECT "key" FROM "rate_limit"`).toEqual([{ key: 'contact:kept' }])
})

test('G-D8 G-A3 tries of a password go a day after their wait, when they count no longer', async () => {
  const tries = (identifierHash: string, waitUntil: Date) => ({ identifierHash, tries: 9, waitUntil })
  await db.loginThrottle.createMany({ data: [tries('kept', ago(23 * HOUR)), tries('over', ago(25 * HOUR))] })
  await tidyUp()
  expect(await db.loginThrottle.findMany({ select: { identifierHash: true } })).toEqual([
    { identifierHash: 'kept' },
  ])
})

test('G-D8 mailed links go 30 days after they were used or ran out', async () => {
  const { accountId } = await createPerson('RECEPTIONIST')
  const link = (hash: string, expiresAt: Date, usedAt: Date | null = null) => ({
    accountId,
    purpose: 'PASSWORD_RESET' as const,
    hash,
    expiresAt,
    usedAt,
  })
  await db.accountToken.createMany({
    data: [
      link('open', ago(-HOUR)),
      link('ran out', ago(29 * DAY)),
      link('used', ago(-HOUR), ago(29 * DAY)),
      link('ran out long ago', ago(31 * DAY)),
      link('used long ago', ago(29 * DAY), ago(31 * DAY)),
    ],
  })
  await tidyUp()
  const left = await db.accountToken.findMany({ select: { hash: true }, orderBy: { id: 'asc' } })
  expect(left.map(({ hash }) => hash)).toEqual(['open', 'ran out', 'used'])
})

test('G-D8 a form that waited for its writer goes after a day', async () => {
  const { accountId } = await createPerson('RECEPTIONIST')
  const form = (page: string, createdAt: Date) => ({ accountId, action: '/x', page, values: {}, createdAt })
  await db.heldForm.createMany({ data: [form('/kept', ago(11 * HOUR)), form('/over', ago(25 * HOUR))] })
  await tidyUp()
  expect(await db.heldForm.findMany({ select: { page: true } })).toEqual([{ page: '/kept' }])
})

test('G-D8 links to visits go half a year after the visit, revoked ones after 30 days', async () => {
  openApp()
  const [{ accountId }, doctor] = [await createPerson('PATIENT'), await createPerson('DOCTOR')]
  const visit = (days: number) =>
    visitAt(doctor.doctorId ?? '', { startsAt: ago(days * DAY), status: 'COMPLETED' })
  const [kept, over] = [await visit(179), await visit(181)]
  await db.linkToken.createMany({
    data: [
      { purpose: 'APPOINTMENT', hash: 'kept', appointmentId: kept.id },
      { purpose: 'APPOINTMENT', hash: 'over', appointmentId: over.id },
      { purpose: 'CALENDAR', hash: 'in use', accountId, createdAt: ago(400 * DAY) },
      { purpose: 'CALENDAR', hash: 'revoked', accountId, revokedAt: ago(29 * DAY) },
      { purpose: 'CALENDAR', hash: 'revoked long ago', accountId, revokedAt: ago(31 * DAY) },
    ],
  })
  await tidyUp()
  const left = await db.linkToken.findMany({ select: { hash: true }, orderBy: { id: 'asc' } })
  expect(left.map(({ hash }) => hash)).toEqual(['kept', 'in use', 'revoked'])
})

test('G-D8 a long time without tidying is made up for in one night, piece by piece', async () => {
  const old = { owner: 'o', command: 'c', payloadHash: 'h', createdAt: ago(31 * DAY) }
  await db.submission.createMany({
    data: Array.from({ length: 2_345 }, () => ({ ...old, key: randomUUID() })),
  })
  await tidyUp()
  expect(await db.submission.count()).toBe(0)
})
