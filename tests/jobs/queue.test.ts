import { beforeEach, expect, test } from 'vitest'
import { db, transaction } from '../../src/db/client.js'
import { addJob, removeJob } from '../../src/jobs/queue.js'
import { useDatabase } from '../support/database.js'

useDatabase()
beforeEach(async () => {
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
})

const waiting = () =>
  db.$queryRaw<{ key: string | null; runAt: Date; payload: unknown }[]>`
    SELECT j.key, j.run_at AS "runAt", p.payload
    FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p USING (id)`
const remind = (messageId: string, runAt: Date) =>
  transaction((tx) => addJob(tx, 'notices.deliver', { messageId }, { runAt, key: 'reminder:1' }))

test('E-6 a reminder waits for its hour; one that is moved replaces the one before', async () => {
  await remind('one', new Date('2036-11-23T04:30:00Z'))
  await remind('two', new Date('2036-11-24T05:30:00Z'))
  expect(await waiting()).toEqual([
    { key: 'reminder:1', runAt: new Date('2036-11-24T05:30:00Z'), payload: { messageId: 'two' } },
  ])
})

test('E-6 a reminder of a visit that is cancelled is taken out, unless the cancelling is rolled back', async () => {
  await remind('one', new Date('2036-11-23T04:30:00Z'))
  const undone = transaction(async (tx) => {
    await removeJob(tx, 'reminder:1')
    throw new Error('something went wrong')
  })
  await expect(undone).rejects.toThrow()
  expect(await waiting()).toHaveLength(1)
  await transaction((tx) => removeJob(tx, 'reminder:1'))
  await transaction((tx) => removeJob(tx, 'never there'))
  expect(await waiting()).toEqual([])
})

test('a job without a time is due at once', async () => {
  await transaction((tx) => addJob(tx, 'notices.deliver', { messageId: 'one' }))
  expect((await waiting())[0]?.runAt.getTime()).toBeLessThanOrEqual(Date.now() + 1000)
})
