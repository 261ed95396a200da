import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { violatedConstraint } from '../db/errors.js'
import { once } from '../db/once.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { EditedSpecialisation, SpecialisationForm, SpecialisationRemoval } from './forms.js'
import { slugOf } from './rules.js'
import { findSpecialisation } from './specialisation-queries.js'

export async function addSpecialisation(actor: Actor, form: SpecialisationForm): Promise<{ id: string }> {
  authorize(actor, 'specialisation.edit')
  const { name } = form
  return once(actor.id, 'specialisation.add', form, async (tx) => {
    const added = await tx.specialisation.create({ data: { name, slug: slugOf(name) }, select: { id: true } })
    const subject = { type: 'specialisation', id: added.id, details: { added: name } }
    await audit(tx, actor, 'specialisation.edit', subject)
    return added
  })
}

/** The same specialisation by another name, or with other directions; its doctors keep it. */
export async function editSpecialisation(
  actor: Actor,
  id: string,
  form: EditedSpecialisation,
): Promise<{ id: string }> {
  authorize(actor, 'specialisation.edit')
  const { name, directions, preparation } = form
  const wanted = { ...form, id }
  return once(actor.id, 'specialisation.edit', wanted, async (tx) => {
    const former = await tx.specialisation.findUnique({ where: { id }, select: { name: true } })
    if (!former) throw new NotFound()
    await tx.specialisation.update({
      where: { id },
      data: { name, slug: slugOf(name), directions, preparation },
      select: { id: true },
    })
    const details = { renamed: name, former: former.name }
    await audit(tx, actor, 'specialisation.edit', { type: 'specialisation', id, details })
    return { id }
  })
}

/** Removes one that no doctor has; the foreign key refuses any other. */
export async function removeSpecialisation(
  actor: Actor,
  id: string,
  form: SpecialisationRemoval,
): Promise<{ name: string }> {
  authorize(actor, 'specialisation.edit')
  const wanted = { ...form, id }
  try {
    return await once(actor.id, 'specialisation.remove', wanted, async (tx) => {
      const { name } = await tx.specialisation.delete({ where: { id }, select: { name: true } })
      const subject = { type: 'specialisation', id, details: { removed: name } }
      await audit(tx, actor, 'specialisation.edit', subject)
      return { name }
    })
  } catch (error) {
    if (violatedConstraint(error) !== 'doctor_specialisation_id_fkey') throw error
    const { doctors } = await findSpecialisation(id)
    throw new Refusal('Doctors with this specialisation: {{count}}. Give them another one first.', {
      values: { count: doctors },
    })
  }
}
