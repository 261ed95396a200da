import { cautionRules } from './caution-rules.js'
import { ADULT_SHEET, decided, fire, HOME_GUIDELINES, POLICY } from './decision-rules.js'
import { homeRules } from './home-rules.js'
import { missingFrom } from './missing-rules.js'
import {
  CARE_SITES,
  type CareSite,
  type FiredRule,
  HOME_ISOLATION,
  type Needed,
  type RedFlag,
  SEVERITIES,
  type TriageResult,
  URGENCIES,
} from './outcome-rules.js'
import {
  ADULT_FROM_YEARS,
  highRiskFeatures,
  type Presentation,
  presentationProblems,
} from './presentation-rules.js'
import { adultRedFlags, childRules, dangerSigns, earlyWarningRules } from './red-flag-rules.js'
import { mildRule, severityRules } from './severity-rules.js'

/** Stored with each result and shown beside it. A change of any rule or limit is a new version. */
export const RULE_SET = {
  system: 'MoHFW adult COVID-19 triage',
  version: `${ADULT_SHEET}; ${HOME_GUIDELINES}; ${POLICY} 2`,
}

/** Belongs on every page that shows a result. */
export const APPROVAL_NOTICE = 'A clinician must approve this rule set before it is used for real patients.'

/**
 * MoHFW triage of an adult with COVID-19: class, site of care, whether home isolation is possible, and why.
 * Takes nothing on trust: with anything impossible it is INVALID and decides nothing; with anything needed
 * unknown it is INCOMPLETE, never mild and never home; under 18 it is NOT_APPLICABLE and only raises danger.
 * Support for a decision, which a clinician makes.
 */
export function triage(patient: Presentation): TriageResult {
  const problems = presentationProblems(patient)
  if (problems.length > 0) return { ...UNDECIDED, status: 'INVALID', problems, advice: INVALID_ADVICE }

  const isChild = patient.ageYears !== null && patient.ageYears < ADULT_FROM_YEARS
  return isChild ? triageOfChild(patient) : triageOfAdult(patient)
}

function triageOfChild(patient: Presentation): TriageResult {
  const danger = fire(dangerSigns, patient).map(
    ({ site, homeIsolation, ...sign }): FiredRule => ({ ...sign, urgency: 'EMERGENCY' }),
  )
  const fired = [...danger, ...fire(childRules, patient)]
  const urgency = danger.length > 0 ? 'EMERGENCY' : fired.length > 0 ? 'URGENT' : 'ROUTINE'
  return {
    ...UNDECIDED,
    status: 'NOT_APPLICABLE',
    notApplicable: 'AGE_UNDER_18',
    urgency,
    redFlags: redFlagsOf(fired),
    fired,
    advice: CHILD_ADVICE[urgency],
  }
}

function triageOfAdult(patient: Presentation): TriageResult {
  const admitting = fire([...severityRules, ...dangerSigns, ...adultRedFlags, ...earlyWarningRules], patient)
  const atHome = admitting.length > 0 ? [] : fire(homeRules, patient)
  const missing = missingFrom(patient, [...admitting, ...atHome])
  const mild = missing.length > 0 ? [] : fire([mildRule], patient)

  const fired = [...admitting, ...mild, ...atHome]
  const features = highRiskFeatures(patient)
  return {
    ...UNDECIDED,
    ...decisionOf(fired, missing),
    missing,
    fired,
    redFlags: redFlagsOf(fired),
    highRisk: features.length > 0,
    highRiskFeatures: features,
    cautions: fire(cautionRules, patient),
  }
}

type Decision = Pick<
  TriageResult,
  'status' | 'severity' | 'site' | 'homeIsolation' | 'urgency' | 'atLeast' | 'decidedBy' | 'advice'
>

/** The worst of what fired; the class is what the sheet says, the site can be worse than the class. */
function decisionOf(fired: readonly FiredRule[], missing: readonly Needed[]): Decision {
  const severity = decided('severity', SEVERITIES, fired)
  const site = decided('site', CARE_SITES, fired)
  const homeIsolation = decided('homeIsolation', HOME_ISOLATION, fired)
  const urgency = decided('urgency', URGENCIES, fired)
  const worstSoFar = { severity: severity.worst, site: site.worst }
  const decidedBy = { severity: severity.by, site: site.by, homeIsolation: homeIsolation.by }

  if (missing.length === 0 && severity.worst && site.worst && homeIsolation.worst) {
    const needsOfficer = site.worst === 'HOME' && homeIsolation.worst === 'MEDICAL_OFFICER_EVALUATION'
    return {
      status: 'OK',
      ...worstSoFar,
      homeIsolation: homeIsolation.worst,
      urgency: urgency.worst,
      atLeast: null,
      decidedBy,
      advice: needsOfficer ? OFFICER_ADVICE : SITE_ADVICE[site.worst],
    }
  }
  const admitted = site.worst === 'WARD' || site.worst === 'HDU_ICU'
  return {
    status: 'INCOMPLETE',
    severity: severity.worst === 'SEVERE' ? 'SEVERE' : null,
    site: site.worst === 'HDU_ICU' ? 'HDU_ICU' : null,
    homeIsolation: 'NOT_ELIGIBLE',
    urgency: urgency.worst ?? 'RECHECK',
    atLeast: worstSoFar,
    decidedBy: {
      ...decidedBy,
      homeIsolation: homeIsolation.worst === 'NOT_ELIGIBLE' ? homeIsolation.by : null,
    },
    advice: admitted ? INCOMPLETE_ADVICE.ADMIT : INCOMPLETE_ADVICE.MEASURE,
  }
}

function redFlagsOf(fired: readonly FiredRule[]): RedFlag[] {
  return [...new Set(fired.flatMap(({ redFlag }) => redFlag ?? []))]
}

const UNDECIDED = {
  severity: null,
  site: null,
  homeIsolation: null,
  urgency: null,
  atLeast: null,
  highRisk: false,
  highRiskFeatures: [],
  redFlags: [],
  missing: [],
  problems: [],
  notApplicable: null,
  fired: [],
  decidedBy: { severity: null, site: null, homeIsolation: null },
  cautions: [],
  ruleSet: RULE_SET,
}

const SITE_ADVICE: Record<CareSite, string> = {
  HOME: 'Home isolation, with instructions and daily monitoring.',
  COVID_CARE_CENTRE: 'A COVID care centre: the illness is mild, but the home does not allow isolation.',
  WARD: 'Admission to a ward is advised.',
  HDU_ICU: 'Admission to high-dependency or intensive care is advised, at once.',
}

const OFFICER_ADVICE = 'Home isolation only after a named medical officer has evaluated the patient.'

const INCOMPLETE_ADVICE = {
  ADMIT: 'Admission is advised already. Complete what is missing: it can only make this more urgent.',
  MEASURE: 'This patient cannot be cleared for home until what is missing is known.',
}

const CHILD_ADVICE = {
  EMERGENCY: 'An emergency: call paediatrics at once. The adult rules do not apply under 18 years.',
  URGENT:
    'Urgent: this child breathes fast for its age. Call paediatrics now; the adult rules do not apply under 18 years.',
  ROUTINE: 'The adult rules do not apply under 18 years: use the paediatric protocol and call paediatrics.',
}

const INVALID_ADVICE = 'Correct the values that are not possible: nothing was decided.'
