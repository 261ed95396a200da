/** Signs of a severe illness in a child; any of them is enough. WHO living guideline, visual summary BMJ 2020;370:m3379. */
export const whoChildSigns = [
  { code: 'CHEST_INDRAWING', label: 'Very severe chest wall indrawing' },
  { code: 'GRUNTING', label: 'Grunting' },
  { code: 'CENTRAL_CYANOSIS', label: 'Central cyanosis' },
  {
    code: 'GENERAL_DANGER_SIGN',
    label: 'A general danger sign: cannot breastfeed or drink, lethargic or unconscious, convulsions',
  },
] as const

export type WhoChildSign = (typeof whoChildSigns)[number]['code']
export const WHO_CHILD_SIGNS: readonly WhoChildSign[] = whoChildSigns.map(({ code }) => code)
