import path from 'node:path'
import { expect, test } from 'vitest'
import { complaints, readSources } from './checks/architecture.js'

test('the house stands as it is drawn', () => {
  expect(complaints(readSources(path.resolve(import.meta.dirname, '..')))).toEqual([])
})

test.each([
  ['src/triage/severity-rules.ts', "import { db } from '../db/client.js'", 'rules are pure'],
  ['src/triage/rules.ts', 'const at = Date.now()', 'rules take the time as a parameter'],
  [
    'src/patients/queries.ts',
    "import { admit } from '../admissions/commands.js'",
    'patients comes before admissions',
  ],
  ['src/web/page.ts', "import { findActor } from '../accounts/queries.js'", 'the toolkit knows no feature'],
  ['src/shared/money.ts', "import { config } from '../config.js'", 'shared imports nothing of ours'],
  ['src/wards/pages.ts', "import { wards } from './queries.js'", 'a page gets its whole model handed in'],
  [
    'src/notices/mail.ts',
    "import { findActor } from '../accounts/queries.js'",
    'every feature uses the leaves',
  ],
  ['src/web/session.ts', 'process.env.PORT', 'only config.ts reads the environment'],
])('the check complains about %s with %s', (file, text, why) => {
  expect(complaints([{ path: file, text }]).join('\n')).toContain(why)
})

test.each([
  ['src/wards/queries.ts', 'db.$queryRawUnsafe(sql)', 'raw SQL is a tagged template'],
  ['src/wards/commands.ts', 'tx.$executeRawUnsafe(sql)', 'raw SQL is a tagged template'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that the check looks for
  ['src/wards/queries.ts', 'db.$queryRaw`ORDER BY ${Prisma.raw(sort)}`', 'raw SQL is a tagged template'],
  ['src/wards/routes.ts', 'res.render(view, req.query)', 'a page is made by page()'],
  ['src/wards/rules.ts', 'eval(formula)', 'text is never run'],
])('S-07 G-W7 G-W12 the check complains about %s with %s', (file, text, why) => {
  expect(complaints([{ path: file, text }]).join('\n')).toContain(why)
})
