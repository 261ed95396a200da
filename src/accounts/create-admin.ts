// npm run admin:create: makes an administrator, at the terminal or in a script:
//   npm run admin:create
//   npm run admin:create -- --name "Asha Rao" --email asha@hospital.example < password.txt
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { config, loadConfig } from '../config.js'
import { closeDatabase, openDatabase, waitForDatabase } from '../db/client.js'
import { startEmbedded } from '../db/embedded.js'
import { asRefusal } from '../db/errors.js'
import { migrate } from '../db/migrate.js'
import { Refusal } from '../shared/errors.js'
import { english } from '../web/words.js'
import { createAdminAsSystem } from './first-admin.js'
import { firstAdminForm } from './forms.js'
import { readAnswers } from './terminal.js'

await run().catch((thrown: unknown) => {
  for (const sentence of sentencesOf(thrown)) console.error(sentence)
  process.exitCode = 1
})

async function run(): Promise<void> {
  loadConfig()
  const { values: flags } = parseArgs({ options: { name: { type: 'string' }, email: { type: 'string' } } })
  const form = firstAdminForm.parse(await readAnswers(flags))
  const username = await withDatabase(() => createAdminAsSystem(form))
  console.log(
    `The administrator ${form.name} logs in with ${form.email} or ${username} at ${config.baseUrl}/login`,
  )
}

/** The database of this installation, brought up to date; one of our own is started, or used if it runs already. */
async function withDatabase<Result>(work: () => Promise<Result>): Promise<Result> {
  const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDir)
  try {
    const ownerUrl = embedded?.ownerUrl ?? config.ownerUrl ?? ''
    await waitForDatabase(ownerUrl, { onWait: () => console.error('Waiting for the database …') })
    await migrate(ownerUrl)
    openDatabase({ url: embedded?.appUrl ?? config.databaseUrl ?? '', poolSize: 2 })
    return await work()
  } finally {
    await closeDatabase()
    await embedded?.stop()
  }
}

/** What was wrong, a sentence each, as the form in the browser would say it. */
function sentencesOf(thrown: unknown): string[] {
  if (thrown instanceof z.ZodError)
    return thrown.issues.map((issue) => english(issue.message, issue.code === 'custom' ? issue.params : {}))
  const error = asRefusal(thrown)
  return [error instanceof Refusal ? english(error.message, error.values) : error.message]
}
