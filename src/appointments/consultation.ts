import type { Actor } from '../access/actor.js'
import type { Tx } from '../db/client.js'
import { addCharge, isCharged, unchargeSource } from '../invoices/charges.js'
import { english } from '../web/words.js'

/** What a charge of a visit says that it came from. */
export const VISIT_SOURCE = 'appointment'

interface Consulted {
  id: string
  patientId: string
  doctorId: string
  startsAt: Date
}

/**
 * A consultation is charged as its visit is completed, at the doctor's fee of this moment; a fee of nothing is no charge.
 * Of somebody who lay in a bed by then it goes on the bill of the stay, of everybody else on one of its own.
 */
export async function chargeConsultation(
  tx: Tx,
  { id, patientId, doctorId, startsAt }: Consulted,
  by: Actor | null,
  now: Date,
): Promise<void> {
  const { consultationFeeMinor, account, specialisation } = await tx.doctor.findUniqueOrThrow({
    where: { id: doctorId },
    select: {
      consultationFeeMinor: true,
      account: { select: { id: true, name: true } },
      specialisation: { select: { name: true } },
    },
  })
  if (consultationFeeMinor === 0n) return
  // Undone after it was billed, and done once more: what stands on the invoice is right again.
  if (await isCharged(tx, VISIT_SOURCE, id)) return
  const occurredAt = startsAt < now ? startsAt : now
  const stay = await tx.admission.findFirst({
    where: { patientId, dischargedAt: null, admittedAt: { lte: occurredAt } },
    select: { id: true },
  })
  await addCharge(tx, {
    ...{ patientId, admissionId: stay?.id ?? null, kind: 'DOCTOR', sourceType: VISIT_SOURCE, sourceId: id },
    description: english('Consultation with {{name}}, {{specialisation}}', {
      name: account.name,
      specialisation: specialisation.name,
    }),
    ...{ unitPriceMinor: consultationFeeMinor, occurredAt, createdById: by?.id ?? account.id },
  })
}

/** The visit goes on: its consultation is charged when it is over. What was billed already is to be credited, unless it is. */
export async function unchargeConsultation(tx: Tx, visitId: string, now: Date): Promise<void> {
  await unchargeSource(tx, VISIT_SOURCE, visitId, english('The completion of the visit was undone.'), now)
}
