import { safetyRules } from '../catalogues/queries.js'
import type { Tx } from '../db/client.js'
import { Refusal } from '../shared/errors.js'
import { lengthOf } from '../shared/text.js'
import { toldAllergies } from './allergy-rules.js'
import { substanceNamed, substancesIn } from './substance-rules.js'

const MOST = 20
const LONGEST = 200

/** What the quick field of a registration says becomes rows, or the statement that there are none. */
export async function tellAllergies(
  tx: Tx,
  patientId: string,
  { text, recordedById }: { text: string | null; recordedById: string },
  now: Date,
): Promise<void> {
  if (text === null) return
  const { none, told } = toldAllergies(text)
  if (none) {
    await tx.patient.update({
      where: { id: patientId },
      data: { noKnownAllergiesAt: now },
      select: { id: true },
    })
    return
  }
  const field = 'allergies'
  if (told.length > MOST)
    throw new Refusal('Enter the {{most}} most important allergies here, and the others later.', {
      field,
      values: { most: MOST },
    })
  if (
    told.some(
      ({ substance, reaction }) => lengthOf(substance) > LONGEST || lengthOf(reaction ?? '') > LONGEST,
    )
  )
    throw new Refusal('Put a comma between the allergies: one of them is too long.', { field })
  const rules = await safetyRules(tx)
  const known = substancesIn(rules?.rules ?? null)
  await tx.allergy.createMany({
    data: told.map(({ substance, reaction }) => {
      const named = substanceNamed(substance, known)
      return {
        patientId,
        kind: named ? 'MEDICINE' : 'OTHER',
        substance,
        code: named?.code ?? null,
        reaction,
        recordedById,
        recordedAt: now,
      }
    }),
  })
}
