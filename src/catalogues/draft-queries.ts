import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { config } from '../config.js'
import { db, type Tx } from '../db/client.js'
import type { CatalogueKind } from '../generated/prisma/enums.js'
import { type Day, dayFromColumn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { type Change, changesBetween } from './change-rules.js'
import { fileNames, type ListFiles } from './list-rules.js'
import { problemsBeside } from './problems-beside.js'
import { PROJECT_CURRENCY } from './project-lists.js'
import { filesInForce, releaseInForce } from './release-queries.js'
import { sha256Of } from './release-rules.js'
import type { Problem } from './table-rules.js'
import { type CatalogueList, readList } from './whole-list-rules.js'

export interface Draft {
  id: string
  kind: CatalogueKind
  version: string
  source: string
  publishedOn: Day
  reviewBy: Day | null
  files: ListFiles
  createdAt: Date
}

export async function findDraft(actor: Actor, id: string, tx: Tx = db): Promise<Draft> {
  authorize(actor, 'catalogue.load')
  const found = await tx.catalogueDraft.findUnique({ where: { id } })
  if (!found) throw new NotFound()
  const { publishedOn, reviewBy, files, ...draft } = found
  return {
    ...draft,
    publishedOn: dayFromColumn(publishedOn),
    reviewBy: reviewBy && dayFromColumn(reviewBy),
    // Written by openDraft and addFile only.
    files: files as ListFiles,
  }
}

/** What loading a draft would do, without doing any of it. */
export async function tryOut(
  actor: Actor,
  draft: Draft,
): Promise<{ list: CatalogueList; problems: Problem[]; changes: Change[] }> {
  authorize(actor, 'catalogue.load')
  const { list, problems } = readList(draft.kind, draft.files, config.currency)
  const changes = changesBetween(await listInForce(draft.kind), list)
  if (problems.length > 0) return { list, problems: inOrder(problems, draft.kind), changes }
  return { list, problems: await problemsBeside(db, list), changes }
}

/** As one goes through the files with a pencil: file by file, line by line, what concerns a whole file first. */
function inOrder(problems: Problem[], kind: CatalogueKind): Problem[] {
  const files: string[] = fileNames(kind)
  return [...problems].sort(
    (one, other) =>
      files.indexOf(one.file) - files.indexOf(other.file) || (one.line ?? 0) - (other.line ?? 0),
  )
}

/** What somebody has looked at: these files, beside this list in force. Whoever loads says it back. */
export async function seenAs({ kind, files }: Draft, tx: Tx = db): Promise<string> {
  return `${sha256Of(files)} ${(await releaseInForce(kind, tx))?.id ?? ''}`.trim()
}

async function listInForce(kind: CatalogueKind): Promise<CatalogueList | null> {
  const release = await releaseInForce(kind)
  const files = release && (await filesInForce(kind))
  if (!files) return null
  const currency = release.loadedById === null ? PROJECT_CURRENCY : config.currency
  const { list, problems } = readList(kind, files, currency)
  return problems.length > 0 ? null : list
}
