import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { violatedConstraint } from '../../src/db/errors.js'
import type { OrderKind, OrderStatus } from '../../src/generated/prisma/enums.js'
import {
  openOrderChanges,
  orderChanges,
  orderRefusal,
  orderTransitions,
} from '../../src/orders/transition-rules.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson } from '../support/people.js'
import { itemId } from './clinic.js'

useDatabase()

const states: OrderStatus[] = ['ORDERED', 'SCHEDULED', 'COLLECTED', 'PRELIMINARY', 'COMPLETED', 'CANCELLED']
const pairs = states.flatMap((from) => states.filter((to) => to !== from).map((to) => ({ from, to })))
let fixed: { patientId: string; doctorId: string; itemId: string; orderedById: string; orderedAt: Date }

beforeAll(async () => {
  const doctor = await createPerson('DOCTOR')
  fixed = {
    patientId: (await createPatient()).id,
    doctorId: doctor.doctorId ?? '',
    itemId: await itemId('ELEC'),
    orderedById: doctor.accountId,
    orderedAt: new Date(),
  }
})

/** What the checks of a row ask for, besides the order of its states. */
const rowIn = (status: OrderStatus) => ({
  status,
  scheduledAt: new Date(),
  statusReason: 'test',
  completedAt: status === 'COMPLETED' ? new Date() : null,
})

test.each(pairs)('G-C6 table and database agree on $from → $to', async ({ from, to }) => {
  const allowed = orderChanges.some(
    (change) => orderTransitions[change].from.includes(from) && orderTransitions[change].to === to,
  )
  const changed = db.$transaction(async (tx) => {
    const { id } = await tx.clinicalOrder.create({
      data: { ...fixed, kind: 'TEST', ...rowIn(from) },
      select: { id: true },
    })
    // What was done keeps when it was, also where it is struck out.
    const { completedAt, ...changed } = rowIn(to)
    const data = { ...changed, ...(from !== 'COMPLETED' && { completedAt }) }
    await tx.clinicalOrder.update({ where: { id }, data, select: { id: true } })
    // What is checked only at the end (the result that belongs to the state) is not asked here.
    throw new RolledBack()
  })
  const refused = await changed.catch((error: unknown) =>
    error instanceof RolledBack ? null : violatedConstraint(error),
  )
  expect(refused).toBe(allowed ? null : 'clinical_order_changes_state')
})

test('the database keeps when it was done: nobody strikes a completion out by forgetting it', async () => {
  const forgotten = db.$transaction(async (tx) => {
    const { id } = await tx.clinicalOrder.create({
      data: { ...fixed, kind: 'TEST', ...rowIn('COMPLETED') },
      select: { id: true },
    })
    await tx.clinicalOrder.update({ where: { id }, data: rowIn('CANCELLED'), select: { id: true } })
  })
  await expect(forgotten).rejects.toThrow(/clinical_order_changes_state|does not go/)
})

class RolledBack extends Error {}

describe('what can be done with an order', () => {
  const changes = (kind: OrderKind, status: OrderStatus) => openOrderChanges({ kind, status })

  test('a new test can be scheduled, collected, reported and cancelled; a treatment scheduled, given and cancelled', () => {
    expect(changes('TEST', 'ORDERED')).toEqual(['schedule', 'collect', 'report-early', 'report', 'cancel'])
    expect(changes('TREATMENT', 'ORDERED')).toEqual(['schedule', 'give', 'cancel'])
  })

  test('only a specimen that was taken can be spoiled', () => {
    expect(states.filter((status) => changes('TEST', status).includes('spoil'))).toEqual(['COLLECTED'])
  })

  test('once there is a result, or it is cancelled, nothing is cancelled any more', () => {
    for (const status of ['PRELIMINARY', 'COMPLETED', 'CANCELLED'] as const)
      expect(orderRefusal('cancel', { kind: 'TEST', status })).not.toBeNull()
  })

  test('a result of a treatment, and a test that was "given", are refused in words', () => {
    expect(orderRefusal('report', { kind: 'TREATMENT', status: 'ORDERED' })).toContain('no result')
    expect(orderRefusal('give', { kind: 'TEST', status: 'ORDERED' })).toContain('a result')
  })
})

test('G-C6 the database takes no result for an order that is cancelled, and none that skips a version', async () => {
  const cancelled = await db.clinicalOrder.create({
    data: { ...fixed, kind: 'TEST', ...rowIn('CANCELLED') },
    select: { id: true },
  })
  const result = { version: 1, status: 'FINAL' as const, recordedById: randomUUID(), recordedAt: new Date() }
  await expect(
    db.testResult
      .create({ data: { ...result, orderId: cancelled.id } })
      .catch((error) => Promise.reject(new Error(violatedConstraint(error) ?? ''))),
  ).rejects.toThrow('test_result_of_an_open_order')
  const open = await db.clinicalOrder.create({
    data: { ...fixed, kind: 'TEST', ...rowIn('ORDERED') },
    select: { id: true },
  })
  await expect(
    db.testResult
      .create({ data: { ...result, version: 2, orderId: open.id } })
      .catch((error) => Promise.reject(new Error(violatedConstraint(error) ?? ''))),
  ).rejects.toThrow('test_result_follows')
})
