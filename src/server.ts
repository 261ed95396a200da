import { createServer, type Server } from 'node:http'
import { offerFirstAdmin } from './accounts/first-admin.js'
import { createApp } from './app.js'

import { loadProjectLists } from './catalogues/project-lists.js'

import { config, listensAt, loadConfig } from './config.js'

import { closeDatabase, databaseAnswers, openDatabase, pool, waitForDatabase } from './db/client.js'
import { startEmbedded } from './db/embedded.js'
import { migrate } from './db/migrate.js'
import { openSpecialisations } from './doctors/specialisations.js'
import { openStore } from './files/store.js'
import { migrateJobs, startWorker } from './jobs/worker.js'
import { closeAll, stopOnSignals } from './shutdown.js'
import { schedule, tasks } from './tasks.js'
import { endStreams, startLive } from './web/live.js'
import { loggable } from './web/loggable.js'
import { openLog } from './web/request-log.js'
import { sessionSecret } from './web/session-secret.js'
import { recompileTemplates } from './web/template.js'

/** What was opened, latest first: closed in this order at the end, and when the start fails halfway. */
const opened: (() => unknown)[] = []

await start().catch(async (error: Error) => {
  console.error(error.message)
  await closeAll(opened)
  process.exit(1)
})

async function start() {
  loadConfig()
  const log = openLog(config.logLevel)
  if (config.production && !config.https)
    log.warn('BASE_URL is not https: passwords and log-in cookies travel in the open')
  openStore()
  const state = { ready: false, stopping: false }
  const { url, ownerUrl } = await database()
  openDatabase({
    url,
    onConnectionError: (error) => log.warn({ error: loggable(error) }, 'a database connection broke'),
  })
  opened.unshift(closeDatabase)

  const readiness = {
    started: () => state.ready,
    accepting: () => state.ready && !state.stopping,
    database: databaseAnswers,
    folders: config.databaseUrl ? [config.uploads] : [config.uploads, config.dataDir],
  }
  if (process.argv.includes('--watch-templates')) recompileTemplates()
  const server = createServer({ maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 5_000 })
  listensAt(await listen(server))
  server.on('request', createApp({ log, secret: sessionSecret(), readiness }))
  log.info({ port: config.port }, 'listening')
  stopOnSignals({ server, log, state, leave: endStreams, opened })

  await waitForDatabase(ownerUrl, {
    onWait: (_error, pause) => log.warn({ pause }, 'waiting for the database'),
  })
  await migrate(ownerUrl)
  await loadProjectLists({
    onSkipped: (kind) =>
      log.warn({ kind }, 'a list of this version does not fit the lists in force: it was not loaded'),
  })
  await migrateJobs(pool, log)
  const live = startLive(log)
  opened.unshift(() => live.stop())
  const worker = await startWorker({ pool, handlers: tasks, schedule, log })
  opened.unshift(() => worker.stop())
  if (config.demo) {
    const { seedDemo } = await import('../prisma/demo.js')
    await seedDemo(new Date())
  } else {
    await openSpecialisations()
    await offerFirstAdmin(log)
  }
  state.ready = true
  log.info(`Wardwell is open at http://localhost:${config.port}`)
}

/** The database of the settings, or the embedded one. */
async function database(): Promise<{ url: string; ownerUrl: string }> {
  const { databaseUrl: url, ownerUrl } = config
  if (url) return { url, ownerUrl: ownerUrl ?? url }
  const embedded = await startEmbedded(config.dataDir)
  opened.unshift(() => embedded.stop())
  return { url: embedded.appUrl, ownerUrl: embedded.ownerUrl }
}

/** Gives the port, which the system chooses where the settings say 0. */
function listen(server: Server): Promise<number> {
  server.headersTimeout = 15_000
  // For the slowest of all, a file; a form has less time.
  server.requestTimeout = 120_000
  server.keepAliveTimeout = 5_000
  server.maxConnections = 1_000
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${config.port} is taken by another program. Set PORT to another one.`
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error)
    })
    // Outside production only this machine can connect: a demonstration has known passwords.
    server.listen(config.port, config.production ? undefined : '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : config.port)
    })
  })
}
