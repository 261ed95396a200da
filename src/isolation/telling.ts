import { readerFields, readersOf } from '../appointments/told-queries.js'
import type { Tx } from '../db/client.js'
import { mail } from '../notices/mail.js'
import { notify } from '../notices/notice.js'
import { english as t } from '../web/words.js'

/** That there is something, never what. */
export const certificateReady = mail<object>('certificate-ready', 'A document is ready for you')

/** The patient themselves: their care at home is over, and the certificate of it is there. */
export async function tellOfEnd(tx: Tx, patientId: string): Promise<void> {
  const patient = await tx.patient.findUniqueOrThrow({ where: { id: patientId }, select: readerFields })
  for (const { own, accountId, name, address } of readersOf({ patient })) {
    if (!own || !accountId) continue
    await notify(
      tx,
      { accountId, name },
      {
        kind: 'certificate-ready',
        subject: t('Your home isolation has ended. The certificate is in your portal.'),
        link: '/patient/isolation',
      },
    )
    if (address) await certificateReady(tx, { name, address, accountId }, {})
  }
}
