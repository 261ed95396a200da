import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { formatTime } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { asSentence } from '../shared/text.js'
import { type LockedBed, lockBeds } from '../wards/stays.js'
import { bedMisfits, notFree, type Wanting } from './matching-rules.js'

/** That a bed which does not fit is taken all the same, and why. */
export interface Agreement {
  knowingly: boolean
  why: string | null
}

/**
 * The bed that somebody chose, locked and theirs to take, with the reasons why it does not fit. Refused where it is not
 * free for them, and where it does not fit without an agreement to that. `alsoLocked` are beds that the same deed
 * changes: all are locked in one order.
 */
export async function takeBed(
  tx: Tx,
  wanting: Wanting,
  bedId: string,
  agreement: Agreement | null,
  now: Date,
  alsoLocked: readonly string[] = [],
): Promise<{ bed: LockedBed; reasons: string[] }> {
  const beds = await lockBeds(tx, [bedId, ...alsoLocked], now)
  const bed = beds.find(({ id }) => id === bedId)
  if (!bed) throw new Refusal('There is no such bed. Choose another.', { field: 'bedId' })
  await requireFree(tx, bed, wanting.requestId)
  const reasons = await misfitsOf(tx, wanting, bed)
  requireAgreed(bed, reasons, agreement)
  return { bed, reasons }
}

/** Why a locked bed does not fit a patient. */
export async function misfitsOf(
  tx: Tx,
  wanting: Omit<Wanting, 'requestId'>,
  { ward, ...bed }: LockedBed,
): Promise<string[]> {
  const { equipment } = await tx.bed.findUniqueOrThrow({ where: { id: bed.id }, select: { equipment: true } })
  return bedMisfits(wanting, ward, { equipment, room: bed.room })
}

/** Which bed does not fit and why: taken only by who says that they know it, with their reason. */
export function requireAgreed(
  { number }: LockedBed,
  reasons: readonly string[],
  agreement: Agreement | null,
): void {
  if (reasons.length === 0) return
  const values = { number, reasons: reasons.join(' ') }
  if (!agreement) throw new Refusal('Bed {{number}} does not fit: {{reasons}}', { field: 'bedId', values })
  if (!agreement.knowingly)
    throw new Refusal(
      'Bed {{number}} does not fit: {{reasons}} Choose another, or tick that you take it knowingly.',
      { field: 'knowingly', values },
    )
  if (agreement.why === null)
    throw new Refusal('Say why bed {{number}} is taken although it does not fit.', { field: 'why', values })
}

async function requireFree(tx: Tx, bed: LockedBed, requestId: string | null): Promise<void> {
  const refuse = (sentence: string, values: Record<string, string> = {}) =>
    new Refusal(sentence, { field: 'bedId', values: { number: bed.number, ...values } })
  if (bed.closedAt !== null || bed.ward.closed) throw refuse('Bed {{number}} was taken away; choose another.')
  switch (bed.state) {
    case 'FREE':
      return
    case 'HELD': {
      if (requestId !== null && bed.stay?.requestId === requestId) return
      throw refuse(notFree.HELD, await holderOf(tx, bed))
    }
    case 'BLOCKED':
      throw refuse(notFree.BLOCKED, { reason: asSentence(bed.stay?.reason ?? '') })
    default:
      throw refuse(notFree[bed.state])
  }
}

async function holderOf(tx: Tx, { stay }: LockedBed): Promise<{ patient: string; until: string }> {
  const request = await tx.admissionRequest.findUnique({
    where: { id: stay?.requestId ?? '' },
    select: { patient: { select: { name: true } } },
  })
  if (!request || !stay?.endedAt) throw new NotFound()
  return { patient: request.patient.name, until: formatTime(stay.endedAt, config.zone, 'en') }
}
