// npm run db:generate: writes Prisma's client from the schema. With --check it only says whether that was done.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'

const project = path.resolve(import.meta.dirname, '../..')
const generated = 'src/generated/prisma'

if (process.argv.includes('--check')) check()
else generate(path.join(project, 'prisma/schema.prisma'), 'inherit')

function check() {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'wardwell-generate-'))
  try {
    cpSync(path.join(project, 'prisma/schema.prisma'), path.join(scratch, 'prisma/schema.prisma'))
    generate(path.join(scratch, 'prisma/schema.prisma'), 'pipe')
    const [fresh, committed] = [scratch, project].map((each) => contents(path.join(each, generated)))
    if (fresh === committed) return
    console.error(`${generated} is not what prisma/schema.prisma makes: run npm run db:generate.`)
    process.exitCode = 1
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function generate(schema: string, stdio: 'inherit' | 'pipe') {
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js')
  const args = [prisma, 'generate', '--config', 'prisma/prisma.config.ts', '--schema', schema, '--no-hints']
  execFileSync(process.execPath, args, {
    cwd: project,
    stdio,
    // The command wants to see a schema engine and does not use it here: any file will do, so none is downloaded.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  })
}

/** Every file under a folder with its text, as one text. */
function contents(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name)).sort()
  return files.map((file) => `${path.relative(folder, file)}\n${readFileSync(file, 'utf8')}`).join('\n')
}
