import type { Actor } from '../access/actor.js'
import { type Action, authorize } from '../access/policy.js'
import { documentsOf } from '../access/record-scopes.js'
import { audit } from '../audit/commands.js'
import { type Tx, transaction } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { notify } from '../notices/notice.js'
import { dayFromColumn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Stale } from '../shared/errors.js'
import { english as t } from '../web/words.js'
import type { EditedDocument, Removal } from './forms.js'

/** Title, kind and date; the file itself never changes. */
export function editDocument(actor: Actor, id: string, form: EditedDocument, now: Date): Promise<void> {
  authorize(actor, 'document.edit')
  const { version, title, kind, day } = form
  const data = { title, kind, day: dayToColumn(day) }
  return change(actor, { id, version, action: 'document.edit', now }, data)
}

/** From now on the patient sees it. */
export function releaseDocument(actor: Actor, id: string, version: number, now: Date): Promise<void> {
  authorize(actor, 'document.release')
  const data = { releasedAt: now, releasedById: actor.id }
  return change(actor, { id, version, action: 'document.release', now }, data, (tx) => tellPatient(tx, id))
}

/** The patient does not see it any more, unless they sent it themselves. */
export function withdrawDocument(actor: Actor, id: string, version: number, now: Date): Promise<void> {
  authorize(actor, 'document.release')
  const data = { releasedAt: null, releasedById: null }
  return change(actor, { id, version, action: 'document.release', now }, data)
}

/** Takes it out of the record. It stays where it is, for the audit, and nobody opens it any more. */
export function removeDocument(actor: Actor, id: string, form: Removal, now: Date): Promise<void> {
  authorize(actor, 'document.remove')
  const data = { removedAt: now, removedById: actor.id, removedReason: form.reason }
  return change(actor, { id, version: form.version, action: 'document.remove', now }, data)
}

interface Change {
  id: string
  version: number
  action: Extract<Action, `document.${string}`>
  now: Date
}

async function change(
  actor: Actor,
  { id, version, action, now }: Change,
  data: Prisma.DocumentUncheckedUpdateManyInput,
  after?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const mine = { id, AND: documentsOf(actor, now) }
  await transaction(async (tx) => {
    const { count } = await tx.document.updateMany({
      where: { ...mine, version },
      data: { ...data, version: { increment: 1 } },
    })
    const current = await tx.document.findFirst({
      where: count === 0 ? mine : { id },
      select: { title: true, kind: true, day: true, version: true, patientId: true },
    })
    if (!current) throw new NotFound()
    const { title, kind, day, patientId } = current
    if (count === 0) throw new Stale({ title, kind, day: dayFromColumn(day) }, current.version)
    const released = 'releasedAt' in data && { details: { released: data.releasedAt !== null } }
    await audit(tx, actor, action, { type: 'document', id, patientId, ...released })
    await after?.(tx)
  })
}

/** That there is something to read; what it is stands behind the log-in. */
async function tellPatient(tx: Tx, id: string): Promise<void> {
  const { patient } = await tx.document.findUniqueOrThrow({
    where: { id },
    select: { patient: { select: { accountId: true, name: true } } },
  })
  const { accountId, name } = patient
  if (!accountId) return
  await notify(
    tx,
    { accountId, name },
    {
      kind: 'document-released',
      subject: t('A document in your record is open to you now.'),
      link: `/patient/documents/${id}`,
    },
  )
}
