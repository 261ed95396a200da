import { CONDITIONS, type Condition, SYMPTOMS, type Symptom } from '../../src/triage/history-rules.js'
import type { Urgency } from '../../src/triage/outcome-rules.js'

/** The engine's word for a symptom or a condition as vectors spell it; OTHER for one that it does not know. */
export function symptomOf(spelled: unknown): unknown {
  return typeof spelled === 'string' ? (symptomWords.get(letters(spelled)) ?? 'OTHER') : spelled
}

export function conditionOf(spelled: unknown): unknown {
  return typeof spelled === 'string' ? (conditionWords.get(letters(spelled)) ?? 'OTHER') : spelled
}

export const ALERTS: Record<Urgency, string> = {
  ROUTINE: 'none',
  RECHECK: 'recheck',
  URGENT: 'urgent',
  EMERGENCY: 'emergency',
}

/** HDU_ICU is 'hdu-icu' in the contract. */
export function contractWord(engineWord: string): string {
  return engineWord.toLowerCase().replaceAll('_', '-')
}

export function letters(spelled: string): string {
  return spelled.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

const symptomWords = wordsOf(SYMPTOMS, {
  FEVER: ['high fever', 'high-grade fever', 'persistent fever', 'prolonged fever', 'chills'],
  COUGH: ['dry cough'],
  RUNNY_NOSE: ['rhinorrhoea', 'rhinorrhea', 'nasal congestion', 'blocked nose', 'sneezing', 'cold'],
  SORE_THROAT: ['throat pain'],
  MYALGIA: ['body ache', 'body aches', 'muscle pain', 'muscle ache'],
  FATIGUE: ['tiredness', 'malaise', 'weakness'],
  SEVERE_FATIGUE: ['severe fatigue and myalgia', 'severe myalgia', 'extreme fatigue', 'severe weakness'],
  LOSS_OF_SMELL_OR_TASTE: ['loss of smell', 'loss of taste', 'anosmia', 'ageusia'],
  DIARRHOEA: ['diarrhea'],
  NAUSEA_OR_VOMITING: ['nausea', 'vomiting'],
  BREATHLESSNESS: [
    'shortness of breath',
    'difficulty breathing',
    'difficulty in breathing',
    'breathing difficulty',
    'dyspnoea',
    'dyspnea',
    'breathless',
  ],
  CHEST_PAIN: [
    'chest pressure',
    'chest tightness',
    'chest pain or pressure',
    'persistent chest pain',
    'persistent chest pressure',
    'persistent chest pain or pressure',
  ],
  CONFUSION: ['mental confusion', 'new confusion', 'disorientation', 'delirium', 'altered sensorium'],
  UNABLE_TO_WAKE: [
    'inability to arouse',
    'inability to wake',
    'unable to arouse',
    'unable to wake up',
    'unable to stay awake',
    'unarousable',
    'unresponsive',
    'drowsiness',
  ],
  BLUISH_LIPS: [
    'bluish lips or face',
    'bluish face',
    'blue lips',
    'blue face',
    'cyanosis',
    'central cyanosis',
  ],
  SLURRED_SPEECH: ['slurring of speech'],
  WEAKNESS_OF_LIMB_OR_FACE: [
    'limb weakness',
    'face weakness',
    'facial weakness',
    'limb or face weakness',
    'facial droop',
    'numbness',
  ],
})

const conditionWords = wordsOf(CONDITIONS, {
  HYPERTENSION: ['high blood pressure', 'HTN'],
  HEART_DISEASE: [
    'cardiovascular disease',
    'coronary artery disease',
    'CAD',
    'cardiac disease',
    'chronic cardiac disease',
    'ischaemic heart disease',
    'heart failure',
  ],
  DIABETES: ['diabetes mellitus', 'type 1 diabetes', 'type 2 diabetes', 'DM'],
  COPD: ['chronic obstructive pulmonary disease'],
  HYPERCAPNIC_FAILURE: ['hypercapnic respiratory failure', 'hypercapnia'],
  CHRONIC_LUNG_DISEASE: ['lung disease', 'chronic respiratory disease', 'chronic pulmonary disease', 'ILD'],
  TUBERCULOSIS: ['TB', 'active tuberculosis', 'active TB'],
  CHRONIC_KIDNEY_DISEASE: ['CKD', 'kidney disease', 'chronic renal disease', 'renal disease'],
  CHRONIC_LIVER_DISEASE: ['CLD', 'liver disease', 'cirrhosis'],
  CEREBROVASCULAR_DISEASE: ['cerebrovascular', 'stroke', 'CVA'],
  OBESITY: ['obese'],
  HIV: ['HIV/AIDS', 'AIDS'],
  TRANSPLANT: ['transplant recipient', 'organ transplant'],
  CANCER_THERAPY: ['cancer', 'malignancy', 'chemotherapy'],
  WEAKENED_IMMUNITY: ['immunocompromised', 'immunosuppressed', 'immunosuppression'],
})

function wordsOf<Code extends Symptom | Condition>(
  codes: readonly Code[],
  spellings: Partial<Record<Code, string[]>>,
): Map<string, Code> {
  return new Map(
    codes.flatMap((code) => [code, ...(spellings[code] ?? [])].map((word) => [letters(word), code] as const)),
  )
}
