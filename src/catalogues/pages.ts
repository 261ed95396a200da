import type { CatalogueKind } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { Form } from '../web/form.js'
import { type Crumb, page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { Change } from './change-rules.js'
import { kindLabels, kindPaths } from './list-rules.js'
import type { Range } from './range-rules.js'
import type { RuleRow } from './rule-page-rules.js'
import type { ListStanding } from './standing-rules.js'

interface ShownRelease {
  version: string
  source: string
  publishedOn: Day
  reviewBy: Day | null
}

export interface ShownKind {
  kind: CatalogueKind
  path: string
  standing: ListStanding
  release: ShownRelease | null
  active: number
  inactive: number
}

export const overviewPage = page<{
  kinds: ShownKind[]
  /** Whether the prices of the project's own lists are in another currency than the hospital's. */
  foreignPrices: boolean
}>('catalogues/overview', 'Catalogues')

export interface EntryRow {
  name: string
  href: string | null
  about: string
  /** Under the heads, in their order; null where there is nothing. */
  cells: (string | null)[]
}

interface ListModel {
  kind: CatalogueKind
  path: string
  standing: ListStanding
  release: ShownRelease | null
  q: string
  tooShort: boolean
  tabs: { label: string; href: string; current: boolean; count?: number }[]
  keep: Record<string, string>
  newer: string | null
  older: string | null
}

export const entriesPage = page<ListModel & { heads: string[]; rows: EntryRow[] }>(
  'catalogues/entries',
  ({ kind }, t) => t(kindLabels[kind]),
  { trail: overviewCrumb },
)

export const rulesPage = page<ListModel & { rows: RuleRow[] }>('catalogues/rules', 'Safety rules', {
  trail: overviewCrumb,
})

export const testPage = page<{
  test: { name: string; code: string; isActive: boolean }
  details: { label: string; value: string | null }[]
  parameters: {
    name: string
    about: string
    ranges: (Range & { forWhom: string })[]
  }[]
}>('catalogues/test', ({ test }) => test.name, { trail: (_page, t) => kindCrumbs('TESTS', t) })

export const versionsPage = page<{
  kind: CatalogueKind
  path: string
  releases: (ShownRelease & {
    id: string
    rows: number
    sha256: string
    loadedAt: Date
    loadedBy: string | null
    files: string[]
    inForce: boolean
  })[]
}>('catalogues/versions', ({ kind }, t) => t('{{list}}: versions and files', { list: t(kindLabels[kind]) }), {
  trail: ({ kind }, t) => kindCrumbs(kind, t),
})

export const newDraftPage = page<{
  form: Form
  kind: CatalogueKind
  path: string
  files: { name: string; columns: string }[]
}>('catalogues/replacement', ({ kind }, t) => t('{{list}}: load a new list', { list: t(kindLabels[kind]) }), {
  trail: ({ kind }, t) => kindCrumbs(kind, t),
})

export interface ShownProblem {
  file: string
  line: number | null
  sentence: string
}

export const draftPage = page<{
  form: Form
  draft: ShownRelease & { id: string; kind: CatalogueKind }
  seen: string
  path: string
  files: { name: string; isNew: boolean }[]
  problems: ShownProblem[]
  moreProblems: number
  changes: (Change & { label: string })[]
}>(
  'catalogues/draft',
  ({ draft }, t) => t('{{list}}: look before loading', { list: t(kindLabels[draft.kind]) }),
  {
    trail: ({ draft }, t) => kindCrumbs(draft.kind, t),
  },
)

function overviewCrumb(_page: object, t: T): Crumb[] {
  return [{ label: t('Catalogues'), href: '/catalogues' }]
}

const kindCrumbs = (kind: CatalogueKind, t: T): Crumb[] => [
  ...overviewCrumb({}, t),
  { label: t(kindLabels[kind]), href: `/catalogues/${kindPaths[kind]}` },
]
