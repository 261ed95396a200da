import { careLevels } from '../../../src/requests/rules.js'

/** No triage of him is complete; what his wife says on the telephone is enough for a doctor. */
export const askedByDoctor = {
  name: 'Sanjay Bhandari',
  doctor: 'kulkarni',
  minutesAgo: 15,
  reason:
    'More breathless since this morning, his wife says on the telephone. To be seen at once and observed.',
  need: { isolation: true, oxygen: true, levels: careLevels.WARD },
} as const

/** The desk holds a bed while the porter comes. */
export const heldFor = { name: 'Raghunath Bankar', ward: 'HDU' } as const
