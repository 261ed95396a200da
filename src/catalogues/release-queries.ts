import { db, type Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { CatalogueKind } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import type { FileName, ListFiles } from './list-rules.js'

/** A list as it was loaded, without what is in it. */
export interface ReleaseRow {
  id: string
  kind: CatalogueKind
  version: string
  source: string
  publishedOn: Day
  /** After this day it counts as out of date. */
  reviewBy: Day | null
  rows: number
  sha256: string
  /** Null for a list that came with Wardwell. */
  loadedById: string | null
  loadedAt: Date
}

/** The list in force of each kind: the one that was loaded last. */
export async function releases(tx: Tx = db): Promise<ReleaseRow[]> {
  const found = await tx.catalogueRelease.findMany({
    distinct: ['kind'],
    orderBy: [{ kind: 'asc' }, { loadedAt: 'desc' }, { id: 'desc' }],
    select: releaseColumns,
  })
  return found.map(asRelease)
}

export async function releaseInForce(kind: CatalogueKind, tx: Tx = db): Promise<ReleaseRow | null> {
  const found = await tx.catalogueRelease.findFirst({ where: { kind }, ...latest, select: releaseColumns })
  return found && asRelease(found)
}

/** The one that was loaded last holds. */
export const latest = {
  orderBy: [{ loadedAt: 'desc' }, { id: 'desc' }],
} satisfies Prisma.CatalogueReleaseFindFirstArgs

export const releaseColumns = {
  id: true,
  kind: true,
  version: true,
  source: true,
  publishedOn: true,
  reviewBy: true,
  rows: true,
  sha256: true,
  loadedById: true,
  loadedAt: true,
} as const

interface StoredRelease extends Omit<ReleaseRow, 'publishedOn' | 'reviewBy'> {
  publishedOn: Date
  reviewBy: Date | null
}

export const asRelease = ({ publishedOn, reviewBy, ...release }: StoredRelease): ReleaseRow => ({
  ...release,
  publishedOn: dayFromColumn(publishedOn),
  reviewBy: reviewBy && dayFromColumn(reviewBy),
})

/** The very files of the list in force, or null where there is none. */
export async function filesInForce(kind: CatalogueKind, tx: Tx = db): Promise<ListFiles | null> {
  const found = await tx.catalogueRelease.findFirst({ where: { kind }, ...latest, select: { files: true } })
  // Written by loadList only.
  return found && (found.files as ListFiles)
}

/** Every list of a kind that was ever loaded, the last first, with the name of who loaded it. */
export async function releasesOf(kind: CatalogueKind): Promise<(ReleaseRow & { loadedBy: string | null })[]> {
  const found = await db.catalogueRelease.findMany({
    where: { kind },
    ...latest,
    take: 50,
    select: releaseColumns,
  })
  const ids = found.flatMap(({ loadedById }) => loadedById ?? [])
  const people = await db.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return found.map((release) => ({
    ...asRelease(release),
    loadedBy: release.loadedById && (names.get(release.loadedById) ?? null),
  }))
}

/** One file of a list that was loaded, as it came. */
export async function fileOf(kind: CatalogueKind, releaseId: string, name: FileName): Promise<string | null> {
  const found = await db.catalogueRelease.findUnique({
    where: { id: releaseId, kind },
    select: { files: true },
  })
  return (found && (found.files as ListFiles))?.[name] ?? null
}
