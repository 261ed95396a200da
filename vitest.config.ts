import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { hospitalZone } from './tests/support/zone.js'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // Each file has a database of its own. The files of a process share the application's modules, since loading them
    // anew took a third of the time: what a test changes in a module, it puts back or loads for itself alone.
    pool: 'forks',
    isolate: false,
    // Much of a test is waiting for PostgreSQL.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { NODE_ENV: 'test', HOSPITAL_TIME_ZONE: hospitalZone },
  },
})
