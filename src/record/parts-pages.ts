import type { Components } from '../web/components.js'
import type { T } from '../web/words.js'

/** The parts of a patient's record, each a page of its own below the page of the patient. */
export const partsOf = (here: string, t: T): Components['components/tabs']['items'] => [
  { label: t('Overview'), href: here, current: true },
  ...[
    { label: t('History'), part: 'history' },
    { label: t('Observations'), part: 'observations' },
    { label: t('Scores'), part: 'scores' },
    { label: t('Orders and results'), part: 'orders' },
    { label: t('Prescriptions'), part: 'prescriptions' },
    { label: t('Documents'), part: 'documents' },
    { label: t('Notes'), part: 'notes' },
    { label: t('Daily reports'), part: 'reports' },
    { label: t('Letters'), part: 'letters' },
    { label: t('Summaries'), part: 'summaries' },
    { label: t('Services'), part: 'services' },
  ].map(({ label, part }) => ({ label, href: `${here}/${part}`, current: false })),
]
