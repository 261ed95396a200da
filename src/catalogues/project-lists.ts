import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { audit } from '../audit/commands.js'
import { db, type Tx, transaction } from '../db/client.js'
import type { CatalogueKind } from '../generated/prisma/enums.js'
import { isDay } from '../shared/calendar.js'
import { english } from '../web/words.js'
import { fileNames, type ListFiles } from './list-rules.js'
import { loadList, lockCatalogues } from './loading.js'
import { problemsBeside } from './problems-beside.js'
import { releases } from './release-queries.js'
import { readList } from './whole-list-rules.js'

/** The lists that come with Wardwell. */
export const projectFolder = path.resolve(import.meta.dirname, '../../prisma/catalogues')

/** Their prices are of India, whatever the hospital's own currency is. */
export const PROJECT_CURRENCY = 'INR'

/** The safety rules come before the medicines that they are about. */
const order = ['SAFETY_RULES', 'MEDICINES', 'TESTS', 'TREATMENTS'] as const

const day = z.string().refine(isDay)
const entry = z.strictObject({
  version: z.string().min(1).max(40),
  source: z.string().min(1).max(300),
  publishedOn: day,
  reviewBy: day,
})
const manifestSchema = z.strictObject({
  SAFETY_RULES: entry,
  MEDICINES: entry,
  TESTS: entry,
  TREATMENTS: entry,
})
export type Manifest = z.output<typeof manifestSchema>

/**
 * Loads, at the start, the lists of Wardwell's own that are not loaded yet, and returns which. A kind of which the
 * hospital has loaded a list itself is left alone. Of several processes that start together one does the work.
 */
export async function loadProjectLists({
  folder = projectFolder,
  onSkipped = ignore,
}: {
  folder?: string
  onSkipped?: (kind: string) => void
} = {}): Promise<CatalogueKind[]> {
  const manifest = await readManifest(folder)
  const wanted = await notLoaded(db, manifest)
  if (wanted.length === 0) return []
  const read = await Promise.all(wanted.map(async (kind) => ({ kind, files: await readFiles(folder, kind) })))
  const lists = read.map(({ kind, files }) => ({ kind, files, ...wellFormed(kind, files) }))
  return transaction(async (tx) => {
    await lockCatalogues(tx)
    const still = await notLoaded(tx, manifest)
    const loaded: CatalogueKind[] = []
    for (const { kind, files, list } of lists.filter(({ kind }) => still.includes(kind))) {
      if ((await problemsBeside(tx, list)).length > 0) {
        onSkipped(kind)
        continue
      }
      const { id } = await loadList(tx, list, { ...manifest[kind], files, loadedById: null })
      const details = { kind, version: manifest[kind].version, rows: list.rows }
      await audit(tx, null, 'system.catalogue-load', { type: 'catalogue-release', id, details })
      loaded.push(kind)
    }
    return loaded
  })
}

export async function readManifest(folder = projectFolder): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')))
}

export async function readFiles(folder: string, kind: CatalogueKind): Promise<ListFiles> {
  const names = fileNames(kind)
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']))
}

async function notLoaded(tx: Tx, manifest: Manifest): Promise<CatalogueKind[]> {
  const inForce = new Map((await releases(tx)).map((release) => [release.kind, release]))
  const known = await tx.catalogueRelease.findMany({
    where: { OR: order.map((kind) => ({ kind, version: manifest[kind].version })) },
    select: { kind: true },
  })
  return order.filter(
    (kind) =>
      !known.some((release) => release.kind === kind) && (inForce.get(kind)?.loadedById ?? null) === null,
  )
}

function wellFormed(kind: CatalogueKind, files: ListFiles) {
  const { list, problems } = readList(kind, files, PROJECT_CURRENCY)
  const [first] = problems
  if (first) throw new Error(`${first.file}, line ${first.line}: ${english(first.text, first.values)}`)
  return { list }
}

function ignore() {}
