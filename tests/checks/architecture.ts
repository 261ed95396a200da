import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The house's own rules, read off its files: which way imports run, and what stands nowhere in the code. Each
 * complaint says why. Run by `npm run check` and by the test beside it, which also shows that it can complain.
 */
export interface SourceFile {
  path: string
  text: string
}

/** Features in their order: each may use those before it. Leaves and toolkit come first. */
const features = [
  'accounts',
  'doctors',
  'catalogues',
  'patients',
  'history',
  'availability',
  'family',
  'verification',
  'tariffs',
  'counter',
  'invoices',
  'payments',
  'credits',
  'appointments',
  'offers',
  'timetables',
  'queue',
  'calendars',
  'booking',
  'desk',
  'registration',
  'alerts',
  'requests',
  'observations',
  'triage',
  'isolation',
  'wards',
  'services',
  'admissions',
  'documents',
  'notes',
  'letters',
  'orders',
  'scores',
  'prescriptions',
  'dispensing',
  'reports',
  'summaries',
  'emergency',
  'board',
  'record',
  'merging',
  'exports',
  'statements',
  'cashier',
  'dashboards',
  'site',
]
const leaves = ['audit', 'notices', 'settings', 'files', 'jobs']

/** What each kind of file in a feature may import, besides its own feature's and packages. */
const kinds: { kind: string; pattern: RegExp; may: string[]; own: string[]; why: string }[] = [
  {
    kind: 'rules',
    pattern: /(^|-)rules\.ts$/,
    may: ['shared', 'generated', 'rules'],
    own: ['rules'],
    why: 'rules are pure: whoever reads them learns the hospital, not Express or the database',
  },
  {
    kind: 'forms',
    pattern: /forms\.ts$/,
    may: ['shared', 'rules', 'generated'],
    own: ['rules', 'forms'],
    why: 'a form knows its fields and the sentences beside them',
  },
  {
    kind: 'pages',
    pattern: /pages\.ts$/,
    may: ['shared', 'rules', 'web', 'generated'],
    own: ['rules', 'pages'],
    why: 'a page gets its whole model handed in',
  },
  {
    kind: 'pdf',
    pattern: /pdf\.ts$/,
    may: ['shared', 'rules', 'web', 'generated'],
    own: ['rules', 'pages', 'pdf'],
    why: 'a document gets its whole model handed in',
  },
]

export function complaints(files: SourceFile[]): string[] {
  return files.flatMap((file) => [
    ...importsOf(file).flatMap((target) => complaintAbout(file.path, target)),
    ...bannedIn(file),
  ])
}

function complaintAbout(from: string, to: string): string[] {
  const [area, name] = placeOf(from)
  const [target, targetName] = placeOf(to)
  const no = (why: string) => [`${from} may not import ${to}: ${why}.`]
  if (target === 'generated' && area === 'shared') return no('shared imports nothing of ours')
  if (area === 'shared') return target === 'shared' ? [] : no('shared imports nothing of ours')
  if (area === 'web' && [...features, 'portals'].includes(target)) return no('the toolkit knows no feature')
  if (leaves.includes(area) && [...features, 'portals'].includes(target))
    return no('every feature uses the leaves, so they use none')
  if (!features.includes(area)) return []
  if (target === 'portals' || to === 'src/app.ts' || to === 'src/server.ts' || to === 'src/tasks.ts')
    return no('imports run from the portals to the features')
  if (features.includes(target) && features.indexOf(target) > features.indexOf(area))
    return no(`${area} comes before ${target}; turn the dependency round`)
  const kind = kinds.find(({ pattern }) => pattern.test(name))
  if (kind) return kindAllows(kind, area, target, targetName) ? [] : no(kind.why)
  if (
    target !== area &&
    features.includes(target) &&
    /(pages|routes)\.ts$/.test(targetName) &&
    !/(routes|answers)\.ts$/.test(name)
  )
    return no('other features are used through their rules, queries and commands')
  return []
}

function kindAllows(kind: (typeof kinds)[number], area: string, target: string, targetName: string): boolean {
  const targetIs = (wanted: string) =>
    kinds.some((each) => each.kind === wanted && each.pattern.test(targetName))
  if (target === area) return kind.own.some(targetIs)
  // A form may share fields, and a page its shaping of a record, with the features before it.
  const shares = ['forms', 'pages'].includes(kind.kind) && targetIs(kind.kind)
  if (features.includes(target)) return shares || (kind.may.includes('rules') && targetIs('rules'))
  return kind.may.includes(target)
}

/** Written nowhere, with the reason; `except` are the few places whose subject it is. */
const banned: { what: RegExp; why: string; except?: RegExp }[] = [
  {
    what: /process\.env/,
    why: 'only config.ts reads the environment',
    except:
      /^(src\/config\.ts|src\/db\/(generate|embedded-program)\.ts|prisma\/prisma\.config\.ts|tests\/.*)$/,
  },
  {
    what: /\$(query|execute)RawUnsafe/,
    why: 'raw SQL is a tagged template, so that values stay values',
    except: /^tests\/db\//,
  },
  { what: /Prisma\.raw\(/, why: 'raw SQL is a tagged template, so that values stay values' },
  { what: /\bres\.render\(/, why: 'a page is made by page(), whose view is named in the code' },
  {
    what: /\beval\(|new Function\(/,
    why: 'text is never run',
    except: /^src\/web\/template\.ts$/,
  },
  {
    what: /toISOString\(\)\.slice\(0, ?10\)/,
    why: 'a day is made by shared/calendar.ts, in the hospital’s zone',
    except: /^src\/shared\/calendar\.ts$/,
  },
  { what: /@ts-(ignore|nocheck|expect-error)/, why: 'types say what is there' },
  { what: /(?<!\w)(it|test|describe)\.(only|skip|todo)\(/, why: 'every test runs' },
  { what: /vi\.mock\(/, why: 'nothing of our own is mocked' },
  {
    what: /Date\.now\(\)|new Date\(\)/,
    why: 'rules take the time as a parameter',
    except: /^(?!.*rules\.ts$)/,
  },
]

function bannedIn({ path: file, text }: SourceFile): string[] {
  if (file.startsWith('tests/checks/') || file.startsWith('tests/architecture')) return []
  return banned
    .filter(({ what, except }) => what.test(text) && !except?.test(file))
    .map(({ what, why }) => `${file} has ${what.source}: ${why}.`)
}

function importsOf(file: SourceFile): string[] {
  if (!file.path.startsWith('src/')) return []
  return [...file.text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, target = '']) =>
    path.posix.join(path.posix.dirname(file.path), target).replace(/\.js$/, '.ts'),
  )
}

function placeOf(file: string): [area: string, name: string] {
  const parts = file.split('/')
  return [parts.length > 2 ? (parts[1] ?? '') : '', parts.at(-1) ?? '']
}

export function readSources(root: string): SourceFile[] {
  return ['src', 'tests', 'prisma'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')))
      .filter((file) => file.endsWith('.ts') && !file.startsWith('src/generated/'))
      .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') })),
  )
}

const root = path.resolve(import.meta.dirname, '../..')
if (process.argv[1] === import.meta.filename) {
  const found = complaints(readSources(root))
  for (const complaint of found) console.error(complaint)
  if (found.length > 0) process.exit(1)
  console.log('The house stands as it is drawn.')
}
