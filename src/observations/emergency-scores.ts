import { raiseAlert } from '../alerts/commands.js'
import type { Tx } from '../db/client.js'
import type { Band } from './news2-rules.js'

interface Scored {
  id: string
  patientId: string
  takenAt: Date
  total: number | null
  band: Band | null
}

/**
 * A round that asks for the emergency team is an alert to the doctor in charge, in the transaction that records it: but
 * one that is written down late, when a later round stands already, tells nobody anything new. While nobody has answered,
 * a further one goes on with the same alert.
 */
export async function alertOfScore(tx: Tx, round: Scored, now: Date): Promise<void> {
  const { id, patientId, takenAt, total, band } = round
  // A total of 7 or more: RCP 2017, chart 4.
  if (band !== 'HIGH' || total === null) return
  const later = await tx.observation.count({
    where: {
      patientId,
      struckAt: null,
      source: 'STAFF',
      takenAt: { gt: new Date(takenAt.getTime() + MINUTE) },
      news2Total: { not: null },
    },
  })
  if (later > 0) return
  const text = 'NEWS2 is {{total}}: call the emergency team, and say what is done.'
  const alert = { patientId, kind: 'NEWS2', subjectId: id, text, facts: { total } } as const
  await raiseAlert(tx, { ...alert, gravity: { grade: total, finds: [] } }, now)
}

/** The form takes a time by the minute: rounds within one are of the same time. */
const MINUTE = 60_000
