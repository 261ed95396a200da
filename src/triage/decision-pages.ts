import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { trailTo } from './form-pages.js'
import { type CareSite, careSiteLabels } from './outcome-rules.js'
import { consequences } from './site-decision-rules.js'

export interface DecisionModel {
  patient: { id: string; banner: BannerPatient }
  form: Form
  action: string
  cancel: string
  /** How many decisions there are, which the next one must have seen. */
  seen: number
  signOff: boolean
  holds: string
  why: string[]
  options: Components['components/choices']['options']
}

export const decisionPage = page<DecisionModel>('triage/decision', 'Decide about the triage', {
  trail: ({ patient }, t) => trailTo(patient.id, patient.banner.name, t),
})

/** Each site, with what is done at once when it is chosen. */
export const siteOptions = (sites: readonly CareSite[], t: T): DecisionModel['options'] =>
  sites.map((site) => {
    const { home, bed } = consequences[site]
    return {
      value: site,
      label: t(careSiteLabels[site]),
      hint: [
        home === 'BEGIN'
          ? t('Home isolation begins, with you as the doctor in charge.')
          : t('A home isolation ends.'),
        bed === 'REQUEST' ? t('The reception is asked for a bed.') : t('A request for a bed is withdrawn.'),
      ].join(' '),
    }
  })
