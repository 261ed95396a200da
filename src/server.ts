import { createServer } from 'node:http'
import { offerFirstAdmin } from './accounts/first-admin.js'
import { createApp } from './app.js'
import { config, loadConfig } from './config.js'
import { closeDatabase, databaseAnswers, openDatabase, pool, waitForDatabase } from './db/client.js'
import { startEmbedded } from './db/embedded.js'
import { migrate } from './db/migrate.js'
import { migrateJobs, startWorker } from './jobs/worker.js'
import { stopOnSignals } from './shutdown.js'
import { tasks } from './tasks.js'
import { openLog } from './web/request-log.js'
import { sessionSecret } from './web/session-secret.js'
import { recompileTemplates } from './web/template.js'

await start().catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})

async function start() {
  loadConfig()
  const log = openLog(config.logLevel)
  const state = { ready: false, stopping: false }
  const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDir)
  const url = embedded?.appUrl ?? config.databaseUrl ?? ''
  const ownerUrl = embedded?.ownerUrl ?? config.ownerUrl ?? ''
  openDatabase({
    url,
    onConnectionError: (error) => log.warn({ code: error.name }, 'a database connection broke'),
  })
  if (process.argv.includes('--watch-templates')) recompileTemplates()

  const readiness = {
    accepting: () => state.ready && !state.stopping,
    database: databaseAnswers,
    folder: config.dataDir,
  }
  const app = createApp({ log, secret: sessionSecret(), readiness })
  const server = createServer({ maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 5_000 }, app)
  server.headersTimeout = 15_000
  server.requestTimeout = 60_000
  server.keepAliveTimeout = 5_000
  server.maxConnections = 1_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${config.port} is taken by another program. Set PORT to another one.`)
          : error,
      ),
    )
    // Outside production only this machine can connect: a demonstration has known passwords.
    server.listen(config.port, config.production ? undefined : '127.0.0.1', resolve)
  })

  stopOnSignals({ server, log, state, last: [() => worker?.stop(), closeDatabase, () => embedded?.stop()] })
  await waitForDatabase(ownerUrl, {
    onWait: (_error, pause) => log.warn({ pause }, 'waiting for the database'),
  })
  await migrate(ownerUrl)
  await migrateJobs(pool, log)
  const worker = await startWorker({ pool, handlers: tasks, log })
  if (config.demo) {
    const { seedDemo } = await import('../prisma/demo.js')
    await seedDemo(new Date())
  } else await offerFirstAdmin(log)
  state.ready = true
  log.info(`Wardwell is open at http://localhost:${config.port}`)
}
