import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { transaction } from '../db/client.js'
import { Stale } from '../shared/errors.js'
import type { EditedSettings } from './forms.js'
import { readSettingsAnew, type Settings, settings } from './queries.js'

/** The hospital's name and address, and whether patients wait for approval. */
export async function editSettings(actor: Actor, form: EditedSettings): Promise<void> {
  authorize(actor, 'settings.edit')
  const before = await settings()
  const { version, ...edited } = form
  await transaction(async (tx) => {
    const { count } = await tx.hospitalSettings.updateMany({
      where: { id: 1, version },
      data: { ...edited, version: { increment: 1 } },
    })
    if (count === 0) {
      const current = await settings(tx)
      throw new Stale(formValues(current), current.version)
    }
    const changed = settingsFields.filter((field) => edited[field] !== before[field])
    await audit(tx, actor, 'settings.edit', { type: 'settings', details: { changed } })
  })
  readSettingsAnew()
}

const settingsFields = [
  'name',
  'address',
  'phone',
  'email',
  'patientsNeedApproval',
  'mailTestReports',
] as const

/** The settings as their form has them. */
export function formValues(current: Settings): Record<string, string> {
  const { name, address, phone, email, patientsNeedApproval, mailTestReports } = current
  return {
    ...{ name, address, phone, email },
    patientsNeedApproval: patientsNeedApproval ? 'on' : '',
    mailTestReports: mailTestReports ? 'on' : '',
  }
}
