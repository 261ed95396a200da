import type { Actor } from '../access/actor.js'
import type { Tx } from '../db/client.js'
import { noticeTo } from '../notices/notice.js'
import { writeMessages } from '../notices/writing.js'
import { english as t } from '../web/words.js'

/**
 * Tells doctors in their portal that they are in charge of a patient now, each once for one deed; but not one who took
 * charge themselves.
 */
export async function tellInCharge(
  tx: Tx,
  actor: Actor,
  { patientId, doctorIds }: { patientId: string; doctorIds: string[] },
  now: Date,
): Promise<void> {
  const others = doctorIds.filter((id) => id !== actor.doctorId)
  if (others.length === 0) return
  const patient = await tx.patient.findUniqueOrThrow({ where: { id: patientId }, select: { name: true } })
  const doctors = await tx.doctor.findMany({
    where: { id: { in: others } },
    select: { account: { select: { id: true, name: true } } },
  })
  const notice = {
    kind: 'in-charge',
    subject: t('You are in charge of {{patient}} now.', { patient: patient.name }),
    link: `/doctor/patients/${patientId}`,
  }
  await writeMessages(
    tx,
    doctors.map(({ account: { id: accountId, name } }) =>
      noticeTo(
        { accountId, name },
        { ...notice, dedupeKey: `in charge ${patientId} ${accountId} ${now.toISOString()}` },
      ),
    ),
  )
}
