import { announce } from '../db/announce.js'
import { db, transaction } from '../db/client.js'
import { notify } from '../notices/notice.js'
import { english as t } from '../web/words.js'

/**
 * The time of a hold is over. The bed has been free since by itself; here the pages hear of it, and whoever held it, if
 * the patient still waits and nothing else is held for them.
 */
export async function tellOfLapsedHold({ stayId }: { stayId: string }, now: Date): Promise<void> {
  const hold = await db.bedStay.findUnique({
    where: { id: stayId },
    select: {
      ...{ endedAt: true, endedById: true, startedById: true },
      bed: { select: { number: true, ward: { select: { name: true } } } },
      request: {
        select: {
          ...{ id: true, status: true, patient: { select: { name: true } } },
          holds: { where: { endedAt: { gt: now } }, select: { id: true } },
        },
      },
    },
  })
  // Given up or taken before its time was over.
  if (!hold?.request || hold.endedById !== null) return
  const { request, bed, startedById } = hold
  await transaction(async (tx) => {
    await announce(tx, ['beds'])
    if (request.status !== 'WAITING' || request.holds.length > 0) return
    const holder = await tx.account.findUnique({
      where: { id: startedById ?? '' },
      select: { id: true, name: true, role: true },
    })
    const portal = holder && portals[holder.role]
    if (!holder || !portal) return
    await notify(
      tx,
      { accountId: holder.id, name: holder.name },
      {
        kind: 'bed-hold-lapsed',
        subject: t('The bed for {{name}} is not held any more', { name: request.patient.name }),
        body: t('{{ward}}, bed {{bed}}, is free for others. {{name}} still waits.', {
          ...{ ward: bed.ward.name, bed: bed.number, name: request.patient.name },
        }),
        link: `${portal}/bed-requests/${request.id}`,
        dedupeKey: `bed-hold-lapsed ${stayId}`,
      },
    )
  })
}

const portals: Partial<Record<string, string>> = {
  ADMIN: '/admin',
  RECEPTIONIST: '/reception',
  DOCTOR: '/doctor',
}
