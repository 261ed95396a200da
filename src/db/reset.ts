// npm run db:reset: throws away the content of the embedded database and makes it anew, without any data.
import pg from 'pg'
import { loadConfig } from '../config.js'
import { startEmbedded } from './embedded.js'
import { migrate } from './migrate.js'

const config = loadConfig()

if (config.production || config.databaseUrl) {
  console.error('db:reset is only for the embedded database outside production. Nothing was changed.')
  process.exitCode = 1
} else if (await dropped(config.dataDir)) {
  const database = await startEmbedded(config.dataDir)
  await migrate(database.ownerUrl).finally(database.stop)
  console.log('The database is empty. The next start fills it with the demonstration hospital.')
}

async function dropped(dataDir: string): Promise<boolean> {
  const database = await startEmbedded(dataDir)
  const superuser = new pg.Client({ connectionString: database.superuserUrl })
  await superuser.connect()
  try {
    const { rowCount } = await superuser.query("SELECT 1 FROM pg_stat_activity WHERE datname = 'wardwell'")
    if (rowCount === 0) await superuser.query('DROP DATABASE wardwell')
    else
      console.error('Somebody is connected to the database, probably the running application: stop it first.')
    process.exitCode = rowCount === 0 ? 0 : 1
    return rowCount === 0
  } finally {
    await superuser.end()
    await database.stop()
  }
}
