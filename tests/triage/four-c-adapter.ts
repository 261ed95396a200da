import type { FourCComorbidity } from '../../src/triage/four-c-comorbidity-rules.js'
import type { FourCInput } from '../../src/triage/four-c-input-rules.js'
import { CRP_UNITS, UREA_UNITS } from '../../src/triage/four-c-laboratory-rules.js'
import { fourC } from '../../src/triage/four-c-rules.js'
import { contractFields, fieldOf, type Json, oxygenOf } from './contract-readings.js'
import { contractWord, letters } from './contract-words.js'

/** The mortality score, in the contract's words. At score 0 there is no percentage: nobody died is not no risk. */
export function fourCAnswer(input: Json): Json {
  const result = fourC(readInput(input))
  if (result.status === 'INVALID')
    return {
      status: 'invalid',
      fields: inContract(
        input,
        result.problems.map(({ field }) => field),
      ),
    }
  return {
    status: contractWord(result.status),
    total: result.total,
    subscores:
      result.status === 'OK'
        ? Object.fromEntries(result.parts.map(({ part, points }) => [part, points]))
        : null,
    group: result.group && contractWord(result.group),
    mortalityPct: result.mortality?.percent,
    missing: inContract(input, result.missing),
    minimumTotal: result.minimumTotal,
    maximumTotal: result.maximumTotal,
    reason: result.notApplicable && contractWord(result.notApplicable),
  }
}

// A vector can hold anything in any place, and the engine trusts no type: the cast lets it through.
function readInput(input: Json): FourCInput {
  return {
    admitted: input.admitted !== false,
    ageYears: input.ageYears ?? null,
    sex: sexOf(input.sex),
    comorbidities: comorbiditiesOf(input.comorbidities),
    comorbidityCount: input.comorbidityCount ?? null,
    respiratoryRate: input.respiratoryRate ?? null,
    spo2: input.spo2 ?? null,
    oxygen: oxygenOf(input),
    spo2OnAir: input.spo2RoomAir ?? null,
    gcs: input.gcs ?? null,
    consciousness: input.consciousness ?? null,
    sedated: fieldOf(input, 'sedated', 'intubated')?.value === true,
    urea: input.urea ?? null,
    ureaUnit: unitOf(input.ureaUnit, { mgdlurea: 'mg/dL', ...byLetters(UREA_UNITS), bunmgdl: 'mg/dL-BUN' }),
    crp: input.crp ?? null,
    crpUnit: unitOf(input.crpUnit, byLetters(CRP_UNITS)),
  } as FourCInput
}

function sexOf(spelled: unknown): unknown {
  return typeof spelled === 'string' ? (SEXES[letters(spelled)] ?? spelled) : (spelled ?? null)
}

const SEXES: Record<string, string> = {
  male: 'MALE',
  m: 'MALE',
  man: 'MALE',
  female: 'FEMALE',
  f: 'FEMALE',
  woman: 'FEMALE',
  other: 'OTHER',
  unknown: 'OTHER',
  intersex: 'OTHER',
}

function unitOf(spelled: unknown, words: Record<string, string>): unknown {
  return typeof spelled === 'string' ? (words[letters(spelled)] ?? spelled) : (spelled ?? null)
}

const byLetters = (units: readonly string[]) => Object.fromEntries(units.map((unit) => [letters(unit), unit]))

/** A word that is none of the score's own list counts nothing. */
function comorbiditiesOf(listed: unknown): unknown {
  if (!Array.isArray(listed)) return listed ?? null
  return listed.flatMap((item) => (typeof item === 'string' ? (WORDS.get(letters(item)) ?? []) : [item]))
}

const SPELLINGS: Record<FourCComorbidity, string[]> = {
  CARDIAC: [
    'chronic cardiac disease',
    'cardiac disease',
    'heart disease',
    'chronic heart disease',
    'cardiovascular disease',
    'coronary artery disease',
    'CAD',
    'ischaemic heart disease',
    'ischemic heart disease',
    'IHD',
    'heart failure',
    'congestive heart failure',
    'CHF',
    'myocardial infarction',
  ],
  RESPIRATORY: [
    'chronic respiratory disease',
    'chronic pulmonary disease',
    'chronic lung disease',
    'lung disease',
    'COPD',
    'chronic obstructive pulmonary disease',
    'bronchiectasis',
    'interstitial lung disease',
    'ILD',
    'cystic fibrosis',
  ],
  RENAL: [
    'chronic renal disease',
    'renal disease',
    'chronic kidney disease',
    'kidney disease',
    'CKD',
    'chronic kidney failure',
    'dialysis',
    'ESRD',
  ],
  LIVER: [
    'liver disease',
    'chronic liver disease',
    'mild liver disease',
    'severe liver disease',
    'CLD',
    'cirrhosis',
  ],
  DEMENTIA: ['dementia', 'Alzheimer', 'Alzheimers', 'Alzheimer disease'],
  NEUROLOGICAL: [
    'chronic neurological disease',
    'chronic neurological disorder',
    'chronic neurological condition',
    'chronic neurological',
    'neurological disease',
    'neurological disorder',
    'stroke',
    'cerebrovascular disease',
    'cerebrovascular',
    'Parkinson',
    'Parkinsons disease',
    'multiple sclerosis',
    'epilepsy',
  ],
  CONNECTIVE_TISSUE: [
    'connective tissue disease',
    'connective tissue',
    'rheumatological disorder',
    'rheumatoid arthritis',
    'lupus',
    'SLE',
  ],
  DIABETES: [
    'diabetes',
    'diabetes mellitus',
    'DM',
    'type 1 diabetes',
    'type 2 diabetes',
    'diabetes diet',
    'diabetes tablet',
    'diabetes insulin',
  ],
  HIV: ['HIV', 'AIDS', 'HIV/AIDS'],
  MALIGNANCY: ['malignancy', 'malignant neoplasm', 'cancer', 'cancer therapy', 'leukaemia', 'lymphoma'],
  OBESITY: ['obesity', 'obese', 'clinician-defined obesity', 'morbid obesity'],
}

const WORDS = new Map(
  Object.entries(SPELLINGS).flatMap(([code, words]) =>
    [code, ...words].map((word) => [letters(word), code] as const),
  ),
)

/** The contract asks for a number of comorbidities or for a list: what is missing is the one that a vector holds. */
function inContract(input: Json, fields: readonly string[]): string[] {
  return contractFields(input, fields, () => true).map((field) =>
    field === 'comorbidities' && !('comorbidities' in input) ? 'comorbidityCount' : field,
  )
}
