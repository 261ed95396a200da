import { chmod, chown, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Secrets } from './embedded-folder.js'
import { EmbeddedDatabaseError, type Program } from './embedded-program.js'
import { superuser } from './embedded-server.js'

/** Makes the database's files beside their place and moves them there whole: a crash leaves no half of them. */
export async function makeDatabaseFiles(
  program: Program,
  folder: string,
  secrets: Secrets,
  settings: Record<string, string>,
) {
  if (await exists(path.join(folder, 'PG_VERSION'))) return
  const draft = `${folder}.new-${process.pid}`
  const secretFolder = await mkdtemp(path.join(os.tmpdir(), 'wardwell-'))
  const passwordFile = path.join(secretFolder, 'password')
  try {
    await rm(draft, { recursive: true, force: true })
    await mkdir(draft, { mode: 0o700 })
    await writeFile(passwordFile, secrets.superuserPassword, { mode: 0o600 })
    if (program.owner) {
      const { uid, gid } = program.owner
      await Promise.all([draft, passwordFile].map((each) => chown(each, uid, gid)))
      await chmod(secretFolder, 0o711)
    }
    const made = await program.run('initdb', [
      `--pgdata=${draft}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Names are sorted and compared by Unicode's own rules, the same on every machine.
      '--locale-provider=icu',
      '--icu-locale=und',
      '--locale=C',
      `--lc-ctype=${letters[process.platform] ?? 'C'}`,
      ...(settings.fsync === 'off' ? ['--no-sync'] : []),
    ])
    if (!made.ok)
      throw new EmbeddedDatabaseError(`The database could not be made in ${folder}: ${lastLine(made.output)}`)
    await rename(draft, folder).catch((error) => {
      // Another process was quicker: theirs is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(secretFolder, { recursive: true, force: true })
    await rm(draft, { recursive: true, force: true })
  }
}

/** Which letters exist beyond A to Z, for the searches by part of a name. */
const letters: Partial<Record<NodeJS.Platform, string>> = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}
