import type { Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { type Day, dayToColumn } from '../shared/calendar.js'
import { loadItems } from './item-loading.js'
import type { ListFiles } from './list-rules.js'
import { loadMedicines } from './medicine-loading.js'
import { sha256Of } from './release-rules.js'
import type { CatalogueList } from './whole-list-rules.js'

export interface NewRelease {
  version: string
  source: string
  publishedOn: Day
  reviewBy: Day | null
  files: ListFiles
  /** Null for a list that comes with Wardwell. */
  loadedById: string | null
}

/**
 * Puts a list in force that was found to be right, in somebody's transaction: what it has is there and active, what it
 * has no more stays, inactive, for the orders and prescriptions that name it.
 */
export async function loadList(tx: Tx, list: CatalogueList, release: NewRelease): Promise<{ id: string }> {
  const { publishedOn, reviewBy, ...rest } = release
  const made = await tx.catalogueRelease.create({
    data: {
      ...rest,
      files: { ...release.files },
      kind: list.kind,
      publishedOn: dayToColumn(publishedOn),
      reviewBy: reviewBy && dayToColumn(reviewBy),
      rows: list.rows,
      sha256: sha256Of(release.files),
      ...(list.kind === 'SAFETY_RULES' && { rules: list.rules satisfies Prisma.InputJsonValue }),
    },
    select: { id: true },
  })
  if (list.kind === 'MEDICINES') await loadMedicines(tx, list.medicines, made.id)
  else if (list.kind !== 'SAFETY_RULES') await loadItems(tx, list, made.id)
  return made
}

/** Lists are loaded one after the other, by whichever process: each looks at what the one before has done. */
export async function lockCatalogues(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CATALOGUE_LOCK})`
}

const CATALOGUE_LOCK = 72_707_370
