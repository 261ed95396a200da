import type { Response } from 'express'
import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { db } from '../db/client.js'
import type { CatalogueKind } from '../generated/prisma/enums.js'
import { NotFound } from '../shared/errors.js'
import type { FileName } from './list-rules.js'
import { fileOf } from './release-queries.js'

/** One file of a list as it was loaded, letter by letter. */
export async function sendFile(
  res: Response,
  actor: Actor,
  { kind, releaseId, name }: { kind: CatalogueKind; releaseId: string; name: FileName },
): Promise<void> {
  authorize(actor, 'catalogue.view')
  const text = await fileOf(kind, releaseId, name)
  if (text === null) throw new NotFound()
  await audit(db, actor, 'catalogue.view', {
    type: 'catalogue-release',
    id: releaseId,
    details: { file: name },
  })
  res.type('text/csv; charset=utf-8')
  res.attachment(name)
  res.send(text)
}
