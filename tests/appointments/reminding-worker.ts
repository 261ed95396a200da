import { once } from 'node:events'
import pino from 'pino'
import { loadConfig } from '../../src/config.js'
import { closeDatabase, openDatabase, pool } from '../../src/db/client.js'
import { runDueJobs } from '../../src/jobs/worker.js'
import { tasks } from '../../src/tasks.js'

/** A process of its own that does what is due, once it is told to. */
const [url = '', smtp = ''] = process.argv.slice(2)
loadConfig({ NODE_ENV: 'test', BASE_URL: 'http://localhost:3000', SMTP_URL: smtp })
openDatabase({ url })
await pool.query('SELECT 1')
console.log('ready')
await once(process.stdin, 'data')
await runDueJobs({ pool, handlers: tasks, log: pino({ level: 'silent' }) })
await closeDatabase()
process.exit(0)
