import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import type { CatalogueKind } from '../generated/prisma/enums.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { findDraft, seenAs } from './draft-queries.js'
import { fileAmong, textOf } from './file-rules.js'
import type { Load, NewDraft } from './forms.js'
import { fileNames, type ListFiles } from './list-rules.js'
import { loadList, lockCatalogues } from './loading.js'
import { problemsBeside } from './problems-beside.js'
import { filesInForce } from './release-queries.js'
import { sha256Of } from './release-rules.js'
import { readList } from './whole-list-rules.js'

/** What an upload brings; null where no file was chosen. */
type Sent = { content: Buffer } | null

/**
 * Keeps a new list to be looked at: the file that was sent, beside those of the list in force that were not. Nothing is
 * loaded by it.
 */
export async function openDraft(
  actor: Actor,
  kind: CatalogueKind,
  form: NewDraft,
  sent: Sent,
  now: Date,
): Promise<{ id: string }> {
  authorize(actor, 'catalogue.load')
  const today = dayIn(now, config.zone)
  const { idempotency_key: _, ...details } = form
  if (form.publishedOn > today)
    throw new Refusal('Enter a day that is not in the future.', { field: 'publishedOn' })
  if (form.reviewBy && form.reviewBy <= today)
    throw new Refusal('Enter a day to come: after it the list counts as out of date.', { field: 'reviewBy' })
  if (!form.reviewBy && kind === 'SAFETY_RULES')
    throw new Refusal('Enter the day by which the rules are looked at again.', { field: 'reviewBy' })
  const file = readSent(kind, sent)
  const wanted = { ...form, kind, sha256: sha256Of(file) }
  return once(actor.id, 'catalogue.draft', wanted, async (tx) => {
    const taken = await tx.catalogueRelease.findUnique({
      where: { kind_version: { kind, version: form.version } },
      select: { id: true },
    })
    if (taken) throw new Refusal(versionTaken, { field: 'version' })
    return tx.catalogueDraft.create({
      data: {
        ...details,
        kind,
        publishedOn: dayToColumn(form.publishedOn),
        reviewBy: form.reviewBy && dayToColumn(form.reviewBy),
        files: { ...(await filesInForce(kind, tx)), ...file },
        createdById: actor.id,
      },
      select: { id: true },
    })
  })
}

/** Another file of the same list, or the same one mended. */
export async function addFile(actor: Actor, id: string, sent: Sent): Promise<string> {
  const { kind } = await findDraft(actor, id)
  const file = readSent(kind, sent)
  await db.$executeRaw`
    UPDATE catalogue_draft SET files = files || ${JSON.stringify(file)}::jsonb WHERE id = ${id}::uuid`
  return Object.keys(file).join()
}

export async function dropDraft(actor: Actor, id: string): Promise<CatalogueKind> {
  const { kind } = await findDraft(actor, id)
  await transaction((tx) => tx.catalogueDraft.deleteMany({ where: { id } }))
  return kind
}

/** Puts a draft in force, wholly or not at all, as it was looked at. */
export async function loadDraft(
  actor: Actor,
  id: string,
  form: Load,
): Promise<{ kind: CatalogueKind; version: string; rows: number }> {
  authorize(actor, 'catalogue.load')
  const wanted = { ...form, id }
  return once(actor.id, 'catalogue.load', wanted, async (tx) => {
    await lockCatalogues(tx)
    const draft = await findDraft(actor, id, tx)
    if ((await seenAs(draft, tx)) !== form.seen)
      throw new Refusal('Something changed since you looked at this list. Look at what it changes now.')
    const { kind, files, version, source, publishedOn, reviewBy } = draft
    const { list, problems } = readList(kind, files, config.currency)
    if (problems.length > 0 || (await problemsBeside(tx, list)).length > 0)
      throw new Refusal('Rows of this list are wrong: nothing was loaded. Mend them and send the file again.')
    const release = { version, source, publishedOn, reviewBy, files, loadedById: actor.id }
    const { id: releaseId } = await loadList(tx, list, release)
    await tx.catalogueDraft.delete({ where: { id }, select: { id: true } })
    const details = { kind, version, rows: list.rows, sha256: sha256Of(files) }
    await audit(tx, actor, 'catalogue.load', { type: 'catalogue-release', id: releaseId, details })
    return { kind, version, rows: list.rows }
  })
}

function readSent(kind: CatalogueKind, sent: Sent): ListFiles {
  if (!sent) throw new Refusal('Choose the CSV file.', { field: 'file' })
  const text = textOf(sent.content)
  if (text === null)
    throw new Refusal('This file is no UTF-8 text. Save it as “CSV UTF-8” and send it again.', {
      field: 'file',
    })
  const name = fileAmong(kind, text)
  if (!name)
    throw new Refusal('The first line of this file names none of the columns of {{files}}.', {
      field: 'file',
      values: { files: fileNames(kind).join(', ') },
    })
  return { [name]: text }
}

const versionTaken = 'A list of this version was loaded before. Give the new one a version of its own.'
