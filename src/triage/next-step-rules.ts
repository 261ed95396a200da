import type { CareSite, TriageResult } from './outcome-rules.js'

export type NextStep =
  | 'COME_NOW'
  | 'COME_TODAY'
  | 'AT_HOME'
  | 'DOCTOR_DECIDES'
  | 'CARE_CENTRE'
  | 'COMPLETE_FIRST'
  | 'PAEDIATRICS'
  | 'PAEDIATRICS_NOW'

interface Words {
  heading: string
  /** May use {{phone}}, the hospital's. */
  text: string
}

/** What is to be done after a triage, in the words for the patient and in those for staff: keys for `t()`. */
export const nextSteps: Record<
  NextStep,
  { tone: 'good' | 'attention' | 'danger'; patient: Words; staff: Words }
> = {
  COME_NOW: {
    tone: 'danger',
    patient: {
      heading: 'You need care in the hospital now',
      text: 'Call {{phone}} now, or an ambulance on 112, and come to the hospital at once. Do not travel alone.',
    },
    staff: {
      heading: 'Admission is advised at once',
      text: 'A doctor sees this patient now, whether or not a bed is ready.',
    },
  },
  COME_TODAY: {
    tone: 'attention',
    patient: {
      heading: 'You should be cared for in the hospital',
      text: 'Call {{phone}} today, before you come: the reception keeps a bed for you. If breathing gets harder, come at once.',
    },
    staff: {
      heading: 'Admission is advised',
      text: 'The reception finds a bed in a ward that fits.',
    },
  },
  AT_HOME: {
    tone: 'good',
    patient: {
      heading: 'You can be cared for at home',
      text: 'Follow the instructions, measure as they say, and call {{phone}} if anything gets worse.',
    },
    staff: {
      heading: 'Home isolation',
      text: 'Give the patient the instructions on paper, or let them read them in their own portal.',
    },
  },
  DOCTOR_DECIDES: {
    tone: 'attention',
    patient: {
      heading: 'A doctor decides whether you can stay at home',
      text: 'Your illness is mild, but something about you asks for more care. Call {{phone}} today to speak to a doctor. Until then stay apart from the others.',
    },
    staff: {
      heading: 'A doctor decides whether home isolation is safe',
      text: 'The illness is mild, but home isolation only follows the evaluation of a medical officer.',
    },
  },
  CARE_CENTRE: {
    tone: 'attention',
    patient: {
      heading: 'You need a place to stay apart',
      text: 'Your illness is mild, but your home does not allow isolation. Call {{phone}}: we find you a place in a COVID care centre.',
    },
    staff: {
      heading: 'A COVID care centre',
      text: 'The illness is mild, but the home does not allow isolation.',
    },
  },
  COMPLETE_FIRST: {
    tone: 'attention',
    patient: {
      heading: 'We cannot say yet how ill you are',
      text: 'Something that we need is missing. Complete it, or call {{phone}}: we help you. Until then stay apart from the others, and call at once if breathing gets harder.',
    },
    staff: {
      heading: 'Not cleared for home',
      text: 'Complete what is missing: until then nobody knows how ill this patient is.',
    },
  },
  PAEDIATRICS: {
    tone: 'attention',
    patient: {
      heading: 'A children’s doctor decides',
      text: 'These rules are for adults. Call {{phone}} today and ask for paediatrics.',
    },
    staff: {
      heading: 'Call paediatrics',
      text: 'The adult rules do not apply under 18 years: use the paediatric protocol.',
    },
  },
  PAEDIATRICS_NOW: {
    tone: 'danger',
    patient: {
      heading: 'This is an emergency',
      text: 'Call {{phone}} now, or an ambulance on 112, and come to the hospital at once.',
    },
    staff: {
      heading: 'An emergency: call paediatrics at once',
      text: 'The adult rules do not apply under 18 years, and there is a sign of danger.',
    },
  },
}

type Decided = Pick<TriageResult, 'status' | 'site' | 'atLeast' | 'homeIsolation' | 'urgency'>

/**
 * What follows from a result, or from what a doctor decided about it since. What is certain counts already while
 * something is missing.
 */
export function nextStep(
  { status, site, atLeast, homeIsolation, urgency }: Decided,
  decided: CareSite | null = null,
): NextStep {
  if (decided) return decided === 'WARD' && urgency === 'EMERGENCY' ? 'COME_NOW' : AFTER_DECISION[decided]
  if (status === 'NOT_APPLICABLE') return urgency === 'EMERGENCY' ? 'PAEDIATRICS_NOW' : 'PAEDIATRICS'
  switch (site ?? atLeast?.site) {
    case 'HDU_ICU':
      return 'COME_NOW'
    case 'WARD':
      return urgency === 'EMERGENCY' ? 'COME_NOW' : 'COME_TODAY'
  }
  if (status !== 'OK') return 'COMPLETE_FIRST'
  if (site === 'COVID_CARE_CENTRE') return 'CARE_CENTRE'
  return homeIsolation === 'ELIGIBLE' ? 'AT_HOME' : 'DOCTOR_DECIDES'
}

const AFTER_DECISION: Record<CareSite, NextStep> = {
  HOME: 'AT_HOME',
  COVID_CARE_CENTRE: 'CARE_CENTRE',
  WARD: 'COME_TODAY',
  HDU_ICU: 'COME_NOW',
}

/** A stay that ended after a triage has answered it: what the triage asked for is done, and it asks for nothing more. */
export const answeredByStay = (
  triage: { createdAt: Date },
  dischargedAt: Date | null,
): dischargedAt is Date => dischargedAt !== null && dischargedAt >= triage.createdAt

/** Whether a bed in the hospital is advised. */
export const asksForBed = (step: NextStep) => step === 'COME_NOW' || step === 'COME_TODAY'
