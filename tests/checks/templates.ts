import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ambientNames, templateSource } from '../../src/web/template.js'

/**
 * Compiles every template against its model: a view against the page() that names it, a mail against its mail() or
 * letter(), a component against its props. A misspelt field, a missing prop or a printed null does not compile. A view that
 * nothing names, and raw output of anything but an include, are refused, too.
 */
const root = path.resolve(import.meta.dirname, '../..')
const made = path.join(root, '.cache/templates')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const filesIn = (folder: string, ending: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')))
    .sort()

const models = new Map<string, { type: string; ambient: string }>()
const problems: string[] = []

for (const file of filesIn('src', '.ts')) {
  if (file.startsWith('src/generated')) continue
  const from = `import('../../${file.replace(/\.ts$/, '.js')}')`
  for (const [, name, kind, view] of read(file).matchAll(
    /(?:^|\n)export const (\w+) = (page|mail|letter)<[\s\S]*?>\(\s*'([^']+)'/g,
  )) {
    const mail = kind !== 'page'
    const type = `Parameters<typeof ${from}.${name}>[${kind === 'mail' ? 2 : 1}]`
    models.set(mail ? `emails/${view}` : `${view}`, { type, ambient: mail ? 'EmailAmbient' : 'Ambient' })
  }
}
for (const file of filesIn('views/components', '.ejs')) {
  const name = viewOf(file)
  models.set(name, { type: `Components['${name}']`, ambient: 'Ambient' })
}
for (const file of filesIn('views/layouts', '.ejs'))
  models.set(viewOf(file), { type: 'LayoutModel', ambient: 'Ambient' })

rmSync(made, { recursive: true, force: true })
mkdirSync(made, { recursive: true })
const sources = new Map<string, { view: string; lines: string[] }>()
for (const file of filesIn('views', '.ejs')) {
  const view = viewOf(file)
  const text = read(file)
  problems.push(...rawOutput(file, text))
  const model = models.get(view)
  if (!model) {
    problems.push(`${file}: no page(), mail() or component has this view.`)
    continue
  }
  models.delete(view)
  const source = typed(text, file, model)
  const name = `${view.replaceAll('/', '__')}.ts`
  sources.set(name, { view: file, lines: source.split('\n') })
  writeFileSync(path.join(made, name), source)
}
for (const view of models.keys())
  problems.push(`views/${view}.ejs is named by a page() or mail(), and is not there.`)

writeFileSync(
  path.join(made, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      verbatimModuleSyntax: false,
      noFallthroughCasesInSwitch: false,
    },
    include: ['*.ts', '../../src'],
  }),
)
const tsc = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--pretty', 'false', '-p', made],
  { encoding: 'utf8', cwd: made },
)
for (const line of tsc.stdout.split('\n')) {
  const [, name = '', at = '', message] = /^(?:.*\/)?([^/(]+\.ts)\((\d+),\d+\): error (.*)$/.exec(line) ?? []
  const source = sources.get(name)
  if (source) problems.push(`${source.view}:${templateLine(source.lines, Number(at))}: ${message}`)
  else if (line.trim() && !line.startsWith(' ')) problems.push(line)
}

if (problems.length > 0) {
  console.error(problems.join('\n'))
  console.error(`${problems.length} problems in the templates`)
  process.exit(1)
}
console.log(`${sources.size} templates agree with their models`)

function typed(text: string, file: string, model: { type: string; ambient: string }): string {
  const { once, source } = templateSource(text, file)
  return `import type { Ambient, LayoutModel } from '../../src/web/ambient.js'
import type { EmailAmbient } from '../../src/notices/mail.js'
import type { Components } from '../../src/web/components.js'
type Printable = string | number | bigint | boolean
${once}
export default function (
  { ${names(model.ambient).join(', ')} }: ${model.ambient} & { page: ${model.type} },
  escapeFn: (value: Printable) => string,
  include: <Name extends keyof Components>(name: Name, props: Components[Name]) => string,
) {
let __line = 1
let __output = ''
function __append(s: string) { __output += s }
${source}
return __output
}
`
}

function names(ambient: string): readonly string[] {
  return ambient === 'Ambient' ? ambientNames : ['page', 't', 'format', 'site']
}

/** EJS notes the template's line before each piece of it. */
function templateLine(lines: string[], at: number): number {
  for (let line = at - 1; line >= 0; line--) {
    const noted = /; __line = (\d+)/.exec(lines[line] ?? '')
    if (noted) return Number(noted[1])
  }
  return 1
}

function rawOutput(file: string, text: string): string[] {
  const allowed = file.startsWith('views/layouts/') ? /^\s*(include\(|page\.body\s*-?%)/ : /^\s*include\(/
  return [...text.matchAll(/<%-/g)]
    .filter(({ index }) => !allowed.test(text.slice(index + 3)))
    .map(
      ({ index }) =>
        `${file}:${text.slice(0, index).split('\n').length}: <%- is for include() and a layout's body only.`,
    )
}

function viewOf(file: string): string {
  return file.replace(/^views\//, '').replace(/\.ejs$/, '')
}
