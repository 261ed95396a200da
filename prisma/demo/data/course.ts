import type { PrescriptionName } from './medicines.js'
import type { PictureName } from './pictures.js'
import type { Price } from './prices.js'

/**
 * How a stay of one kind goes, in the words of the doctors in charge. {{names}} are filled with the patient's own
 * readings of the first day and values of the laboratory.
 */
export interface Course {
  /** How they present at triage; null for those who came without COVID-19. */
  picture: PictureName | null
  reason: string
  /** For the problem list; `heals` by the end of the stay. Of COVID-19 the triage says it. */
  problem?: { name: string; code: string; heals?: true }
  arrival: readonly string[]
  /** One note for each morning after the first, several wordings. */
  mornings: readonly (readonly string[])[]
  medicines: PrescriptionName
  end?: {
    /** The last note, and what is written under "discharge". */
    note: string
    advice: string
    medicines: PrescriptionName
    prices: { medicines: readonly Price[]; others: readonly Price[] }
  }
}
