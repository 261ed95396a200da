import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { sweepAlerts } from '../../src/alerts/chain.js'
import { db } from '../../src/db/client.js'
import { doDueWork, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { scratchFolder } from '../support/scratch.js'
import { chainOf, inCharge, minutesAfter, raised, toldTo } from './clinic.js'

const database = useDatabase()
beforeAll(() => {
  openApp()
})

test('G-K1 a worker that is killed in the middle of a step loses nothing: another takes it, once', {
  timeout: 120_000,
}, async () => {
  const { deputy, patient } = await inCharge()
  const id = await raised(patient.id, minutesAfter(new Date(), -12))
  const file = path.join(import.meta.dirname, 'killed-worker.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file, database.appUrl, scratchFolder()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await chainOf(id)).toHaveLength(1)
  expect(await toldTo(deputy.accountId, id)).toEqual([])
  await Promise.all([sweepAlerts(new Date()), sweepAlerts(new Date())])
  expect((await chainOf(id))[1]).toEqual(['DEPUTY Dr Deputy'])
  // The job of the killed one is given back in the end, and finds its step taken.
  await db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_by = NULL, locked_at = NULL, run_at = now()`
  await doDueWork()
  expect(await toldTo(deputy.accountId, id)).toEqual(['IN_APP', 'MAIL'])
  expect((await chainOf(id)).slice(2).flat()).not.toContain('DEPUTY Dr Deputy')
})
