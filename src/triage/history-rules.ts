/**
 * What a patient can tell: the closed lists of symptoms and conditions, with the words that people tick.
 * OTHER stands for what the lists lack; the rules cannot judge it, so it is for a medical officer to judge.
 */
export const symptoms = list([
  { code: 'FEVER', label: 'Fever' },
  { code: 'COUGH', label: 'Cough' },
  { code: 'SEVERE_COUGH', label: 'Severe cough' },
  { code: 'SORE_THROAT', label: 'Sore throat' },
  { code: 'RUNNY_NOSE', label: 'Runny or blocked nose' },
  { code: 'HEADACHE', label: 'Headache' },
  { code: 'MYALGIA', label: 'Muscle or body ache' },
  { code: 'FATIGUE', label: 'Tiredness' },
  { code: 'LOSS_OF_SMELL_OR_TASTE', label: 'Loss of smell or taste' },
  { code: 'DIARRHOEA', label: 'Diarrhoea' },
  { code: 'NAUSEA_OR_VOMITING', label: 'Nausea or vomiting' },
  { code: 'BREATHLESSNESS', label: 'Breathlessness or difficulty in breathing' },
  { code: 'CHEST_PAIN', label: 'Chest pain or pressure that does not go away' },
  { code: 'CONFUSION', label: 'New confusion' },
  { code: 'UNABLE_TO_WAKE', label: 'Cannot be woken' },
  { code: 'SEVERE_FATIGUE', label: 'Severe tiredness, with or without muscle ache' },
  { code: 'BLUISH_LIPS', label: 'Bluish lips or face' },
  { code: 'SLURRED_SPEECH', label: 'Slurred speech' },
  { code: 'WEAKNESS_OF_LIMB_OR_FACE', label: 'Weakness or numbness of a limb or the face' },
  { code: 'OTHER', label: 'Another symptom' },
])

/**
 * `highRisk`: AIIMS/ICMR-NTF/JMG adult guidance, high-risk features (14/01/2022). `weakensImmunity`: named in
 * the MoHFW home isolation guidelines (05/01/2022). `lungs`: the usual SpO2 may be low.
 */
export const conditions = list([
  { code: 'HYPERTENSION', label: 'High blood pressure', highRisk: true },
  { code: 'HEART_DISEASE', label: 'Heart disease', highRisk: true },
  { code: 'DIABETES', label: 'Diabetes', highRisk: true },
  { code: 'COPD', label: 'COPD', highRisk: true, lungs: true },
  { code: 'HYPERCAPNIC_FAILURE', label: 'Hypercapnic respiratory failure', highRisk: true, lungs: true },
  { code: 'ASTHMA', label: 'Asthma', highRisk: true, lungs: true },
  { code: 'CHRONIC_LUNG_DISEASE', label: 'Another chronic lung disease', highRisk: true, lungs: true },
  { code: 'TUBERCULOSIS', label: 'Active tuberculosis', highRisk: true, lungs: true },
  { code: 'CHRONIC_KIDNEY_DISEASE', label: 'Chronic kidney disease', highRisk: true },
  { code: 'CHRONIC_LIVER_DISEASE', label: 'Chronic liver disease', highRisk: true },
  { code: 'CEREBROVASCULAR_DISEASE', label: 'Stroke or cerebrovascular disease', highRisk: true },
  { code: 'OBESITY', label: 'Obesity', highRisk: true },
  { code: 'HIV', label: 'HIV', highRisk: true, weakensImmunity: true },
  { code: 'TRANSPLANT', label: 'Transplant recipient', highRisk: true, weakensImmunity: true },
  { code: 'CANCER_THERAPY', label: 'Cancer under treatment', highRisk: true, weakensImmunity: true },
  { code: 'WEAKENED_IMMUNITY', label: 'Immunity weakened otherwise', highRisk: true, weakensImmunity: true },
  { code: 'OTHER', label: 'Another long-term illness' },
])

export type Symptom = (typeof symptoms)[number]['code']
export type Condition = (typeof conditions)[number]['code']

export const SYMPTOMS: readonly Symptom[] = symptoms.map(({ code }) => code)
export const CONDITIONS: readonly Condition[] = conditions.map(({ code }) => code)

interface Entry<Code extends string> {
  code: Code
  /** An English sentence key for `t()`. */
  label: string
  highRisk?: true
  weakensImmunity?: true
  lungs?: true
}

function list<const Code extends string>(entries: Entry<Code>[]): readonly Entry<Code>[] {
  return entries
}
