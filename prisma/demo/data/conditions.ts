import type { Condition } from '../../../src/triage/history-rules.js'
import type { Medicine } from './medicines.js'

interface Known {
  /** In a record. {{years}} is how long. */
  history: string
  /** In a doctor's note. */
  short: string
  /** What they take for it, at home and in a bed. */
  usual?: Medicine
}

export const known: Partial<Record<Condition, Known>> = {
  HYPERTENSION: {
    history: 'High blood pressure for {{years}} years, on telmisartan.',
    short: 'hypertension',
    usual: ['Tab. Telmisartan', '40 mg', 'OD', 30, 'In the morning. Usual medicine, continue'],
  },
  DIABETES: {
    history: 'Type 2 diabetes for {{years}} years, on metformin.',
    short: 'type 2 diabetes',
    usual: ['Tab. Metformin SR', '500 mg', 'BD', 30, 'After meals. Usual medicine, continue'],
  },
  HEART_DISEASE: {
    history: 'Coronary heart disease, one stent {{years}} years ago.',
    short: 'coronary disease with one stent',
    usual: ['Tab. Aspirin + atorvastatin', '75 mg + 20 mg', 'HS', 30, 'Usual medicine, continue'],
  },
  COPD: {
    history: 'COPD, known for {{years}} years. Bidis for thirty years, stopped.',
    short: 'COPD',
    usual: ['Tiotropium inhaler', '18 mcg', 'OD', 30, 'Usual medicine, continue'],
  },
  ASTHMA: {
    history: 'Asthma since childhood, worse in the monsoon.',
    short: 'asthma',
    usual: ['Budesonide + formoterol inhaler', '2 puffs', 'BD', 30, 'Rinse the mouth afterwards'],
  },
  CHRONIC_KIDNEY_DISEASE: {
    history: 'Chronic kidney disease, stage 4, not on dialysis. Known for {{years}} years.',
    short: 'chronic kidney disease stage 4',
  },
  CHRONIC_LIVER_DISEASE: {
    history: 'Chronic liver disease, compensated. Known for {{years}} years, no alcohol since.',
    short: 'compensated chronic liver disease',
  },
  OBESITY: { history: 'Obesity, BMI 34.', short: 'obesity' },
  CANCER_THERAPY: {
    history: 'Breast cancer, operated; third cycle of chemotherapy four weeks ago.',
    short: 'breast cancer under chemotherapy',
  },
}
