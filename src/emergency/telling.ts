import type { Actor } from '../access/actor.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { notify } from '../notices/notice.js'
import { english as t } from '../web/words.js'
import { recordOpened } from './mails.js'

/** Every administrator, at once. */
export async function tellAdmins(tx: Tx, actor: Actor, number: string, id: string): Promise<void> {
  const admins = await tx.account.findMany({
    where: { role: 'ADMIN', status: 'ACTIVE' },
    select: { id: true, name: true },
  })
  for (const admin of admins)
    await notify(
      tx,
      { accountId: admin.id, name: admin.name },
      {
        kind: 'emergency-access',
        subject: t('{{name}} opened the record of {{number}} in an emergency.', { name: actor.name, number }),
        link: '/admin/emergency-access',
        dedupeKey: `emergency ${id} ${admin.id}`,
      },
    )
}

/** The patient, where they have an account: it also stands on their own list of who looked. */
export async function tellPatient(tx: Tx, actor: Actor, patientId: string, id: string): Promise<void> {
  const { account } = await tx.patient.findUniqueOrThrow({
    where: { id: patientId },
    select: { account: { select: { id: true, name: true, email: true } } },
  })
  if (!account) return
  await notify(
    tx,
    { accountId: account.id, name: account.name },
    {
      kind: 'emergency-access',
      subject: t('{{name}} opened your record in an emergency.', { name: actor.name }),
      body: t(
        'A doctor who does not treat you may do that when it is urgent. The hospital looks at every time.',
      ),
      link: '/patient/access',
      dedupeKey: `emergency ${id} ${account.id}`,
    },
  )
  if (account.email)
    await recordOpened(
      tx,
      { name: account.name, address: account.email, accountId: account.id },
      { link: `${config.baseUrl}/patient/access` },
    )
}
