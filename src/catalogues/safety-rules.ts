import { z } from 'zod'

/** How a code of the lists is written: 'amoxicillin', 'potassium-sparing'. */
export const codePattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

const code = z.string().regex(codePattern).max(60)
/** What an interaction is between: an ingredient, or every ingredient of a class. */
const party = z.string().regex(/^(?:class:)?[a-z0-9]+(?:-[a-z0-9]+)*$/)

/**
 * What a prescription is checked by. `maxDailyMg`: the most of an ingredient that an adult takes in 24 hours, in mg,
 * over all medicines together; null where none is established or it is no weight. Of a class in `duplicateClasses` two
 * ingredients at once are a duplicate. `crossReacts`: classes that somebody allergic to this class may react to as well.
 */
export const safetyRulesSchema = z.object({
  ingredients: z.array(
    z.object({
      code,
      name: z.string(),
      classes: z.array(code),
      maxDailyMg: z.number().positive().nullable(),
    }),
  ),
  classes: z.array(z.object({ code, name: z.string(), crossReacts: z.array(code) })),
  interactions: z.array(
    z.object({
      a: party,
      b: party,
      severity: z.enum(['CAUTION', 'SERIOUS', 'CONTRAINDICATED']),
      text: z.string(),
      source: z.string(),
    }),
  ),
  duplicateClasses: z.array(code),
})

export type SafetyRules = z.output<typeof safetyRulesSchema>
