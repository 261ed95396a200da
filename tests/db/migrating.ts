// A process of its own that migrates a database: running-migration.ts URL FOLDER.
import { migrate } from '../../src/db/migrate.js'

console.log('migrating')
await migrate(process.argv[2] ?? '', process.argv[3])
