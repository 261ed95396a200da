// npm run db:diff -- NAME: writes the migration from the schema of the last commit to the present one.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { writeMigration } from './new-migration.js'

const project = path.resolve(import.meta.dirname, '../..')
const title = process.argv.slice(2).join(' ')

if (!/[a-z0-9]/i.test(title)) {
  end('Give the migration a name: npm run db:diff -- add allergies')
} else if (git('status', '--porcelain', '--', 'prisma/migrations') !== '' && committedSchema() !== null) {
  end(
    'prisma/migrations has changes that are not committed. Commit or delete them first: the difference is from the last commit.',
  )
} else {
  const present = readFileSync(path.join(project, 'prisma/schema.prisma'), 'utf8')
  const name = await writeMigration(committedSchema(), present, title, new Date())
  console.log(name ? `Wrote prisma/migrations/${name}/migration.sql` : 'no change')
}

function committedSchema(): string | null {
  try {
    return git('show', 'HEAD:prisma/schema.prisma')
  } catch {
    return null
  }
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

function end(sentence: string) {
  console.error(sentence)
  process.exitCode = 1
}
