import type { SafetyRules } from '../catalogues/safety-rules.js'
import type { AllergySeverity, WarningKind, WarningSeverity } from '../generated/prisma/enums.js'
import type { Day } from '../shared/calendar.js'
import type { Values } from '../shared/errors.js'
import type { Site } from './site-rules.js'

/** A medicine as the rules see it: one that is prescribed now, or one that the patient takes already. */
export interface CheckedMedicine {
  /** The same medicine has the same key: its id in the catalogue, or what was written. */
  key: string
  name: string
  /** What one unit holds; null for what was written freely. `amountMg` is null where the strength is no weight. */
  ingredients: { code: string; amountMg: number | null }[] | null
  /** Units each time. */
  amount: number | null
  /** The most times that fall on one day. */
  timesADay: number | null
  /** Where it stays; null where it reaches the whole body. */
  site: Site | null
}

export interface CheckedAllergy {
  substance: string
  /** An ingredient or a class of the rules; null where the allergy is only in words. */
  code: string | null
  severity: AllergySeverity
}

export interface SafetyInput {
  prescribed: CheckedMedicine[]
  /** What the patient takes today and goes on taking. */
  running: CheckedMedicine[]
  allergies: CheckedAllergy[]
  /** Whether anybody has recorded them, or that there are none. */
  allergiesAsked: boolean
  /** Whole years; null where the date of birth is not known. */
  age: number | null
  /** Null where no rules were ever loaded. */
  release: RuleRelease | null
  today: Day
}

export interface RuleRelease {
  version: string
  source: string
  /** After this day the rules count as out of date. */
  reviewBy: Day | null
  rules: SafetyRules
}

export interface Warning {
  /** What it is about: the same matter has the same subject, whatever the numbers in it. */
  subject: string
  kind: WarningKind
  severity: WarningSeverity
  /** A sentence for `t()`. A value of the name `day` is a day. */
  text: string
  values: Values
  /** Who says so; empty where it is our own. */
  source: string
  /** The keys of the medicines that are prescribed now which it is about. */
  about: string[]
}

/** From this age on the maximum doses of the rules hold, which are those of adults. */
export const ADULT = 18
