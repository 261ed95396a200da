import { afterAll, beforeAll } from 'vitest'
import { loadConfig } from '../../src/config.js'
import type { TestDatabase } from './database.js'
import { type Running, ready, secret, startServer, stopServers } from './process.js'
import { scratchFolder } from './scratch.js'
import { hospitalZone } from './zone.js'

/**
 * Several processes of one hospital, over this file's database and as behind a load balancer: one for each of the
 * environments given. The test itself reads the same configuration.
 */
export function hospitalProcesses<const Environments extends readonly Record<string, string>[]>(
  database: TestDatabase,
  ...environments: Environments
): { [Place in keyof Environments]: Running } {
  const processes = environments.map(() => ({}) as Running)
  beforeAll(async () => {
    loadConfig({
      NODE_ENV: 'test',
      HOSPITAL_TIME_ZONE: hospitalZone,
      DATA_DIR: scratchFolder(),
      UPLOADS: scratchFolder(),
    })
    const shared = {
      ...{ NODE_ENV: 'production', SESSION_SECRET: secret },
      ...{ DATA_DIR: scratchFolder(), UPLOADS: scratchFolder() },
      ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
    }
    const started = await Promise.all(environments.map((own) => startServer({ ...shared, ...own })))
    for (const [index, server] of started.entries()) Object.assign(processes[index] ?? {}, server)
    await Promise.all(processes.map(ready))
  }, 120_000)
  afterAll(stopServers)
  return processes as { [Place in keyof Environments]: Running }
}
