import pino from 'pino'
import { tellNext } from '../../src/alerts/chain.js'
import { loadConfig } from '../../src/config.js'
import { openDatabase, pool, transaction } from '../../src/db/client.js'
import { startWorker } from '../../src/jobs/worker.js'
import { tasks } from '../../src/tasks.js'

/** A process that takes a step of an alert and never ends it, until it is killed. */
const [url = '', folder = ''] = process.argv.slice(2)
loadConfig({ NODE_ENV: 'test', DATA_DIR: folder, UPLOADS: folder })
openDatabase({ url })
await startWorker({
  pool,
  handlers: {
    ...tasks,
    'alerts.step': ({ alertId }) =>
      transaction(async (tx) => {
        await tellNext(tx, alertId, new Date())
        console.log('took it')
        await new Promise(() => {})
      }, 60_000),
  },
  schedule: [],
  log: pino({ level: 'silent' }),
})
