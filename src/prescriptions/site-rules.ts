/** A part of the body that is treated from outside. */
export type Site = 'SKIN' | 'EYE' | 'EAR'

/**
 * Where a medicine acts if it stays where it is put; null where it reaches the whole body.
 *
 * Of a cream, an ointment or drops in the eye or the ear only a small part gets into the blood. The maxima of the safety
 * rules are those of doses that get there, so that what stays in its place is not added to them; and a gel beside a
 * tablet of the same ingredient, or of its class, is no second dose of it. Two for the same place still are. Allergies
 * and interactions hold whatever the place: skin reacts, and timolol in the eye slows the heart.
 *
 * The catalogue must say so of the product: to write 'On the skin' beside a tablet takes nothing out of the sum. What
 * the doctor writes can move a product to another such place, and anything else that they write counts as the whole
 * body, as do patches, sprays for the nose, mouthwashes, inhalers, pessaries and suppositories: more of them is taken up.
 */
export function siteOf(productRoute: string | null, writtenRoute: string | null): Site | null {
  const intended = placed(productRoute)
  return intended && writtenRoute !== null ? placed(writtenRoute) : intended
}

const placed = (route: string | null): Site | null => sites.get(route?.trim().toLowerCase() ?? '') ?? null

const sites = new Map<string, Site>([
  ['on the skin', 'SKIN'],
  ['into the eye', 'EYE'],
  ['into the ear', 'EAR'],
])
