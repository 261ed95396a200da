import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { transaction } from '../db/client.js'
import { Stale } from '../shared/errors.js'
import { type PathwaySettings, pathwaySettings } from './pathway.js'
import type { EditedPathway } from './pathway-forms.js'

export const pathwayFields = [
  'deputyMinutes',
  'adminMinutes',
  'silenceHours',
  'silenceAlertHours',
  'bedHoldMinutes',
] as const

/** The waits of the pathway, from now on: what was planned by the ones before, the next step of an alert or a hold, stays so. */
export async function editPathway(actor: Actor, form: EditedPathway): Promise<void> {
  authorize(actor, 'settings.edit')
  const { version, ...edited } = form
  await transaction(async (tx) => {
    const before = await pathwaySettings(tx)
    const { count } = await tx.pathwaySettings.updateMany({
      where: { id: 1, version },
      data: { ...edited, version: { increment: 1 } },
    })
    if (count === 0) {
      const current = await pathwaySettings(tx)
      throw new Stale(pathwayValues(current), current.version)
    }
    const changed = pathwayFields
      .filter((field) => edited[field] !== before[field])
      .map((field) => `${field}: ${before[field]} → ${edited[field]}`)
    await audit(tx, actor, 'settings.edit', { type: 'settings', details: { pathway: changed } })
  })
}

/** The waits as their form has them. */
export const pathwayValues = (settings: PathwaySettings): Record<string, string> =>
  Object.fromEntries(pathwayFields.map((field) => [field, String(settings[field])]))
