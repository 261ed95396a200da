import pino from 'pino'
import { openDatabase, pool } from '../../src/db/client.js'
import { startWorker } from '../../src/jobs/worker.js'
import { tasks } from '../../src/tasks.js'

/** A process that takes a task and never ends it, until it is killed. */
openDatabase({ url: process.argv[2] ?? '' })
await startWorker({
  pool,
  handlers: {
    ...tasks,
    'notices.deliver': async () => {
      console.log('took it')
      await new Promise(() => {})
    },
  },
  schedule: [],
  log: pino({ level: 'silent' }),
})
