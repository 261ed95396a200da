// A process of its own that starts the embedded database in the folder given, says so, and stays until it is ended.
import { startEmbedded } from '../../src/db/embedded.js'

const database = await startEmbedded(process.argv[2] ?? '', { fsync: 'off' })
process.on('SIGTERM', async () => {
  await database.stop()
  process.exit(0)
})
console.log(JSON.stringify(database))
setInterval(() => {}, 60_000)
