import type { OxygenDevice } from '../../../src/observations/oxygen-rules.js'
import type { DoctorKey } from './doctors.js'

export interface Support {
  device: OxygenDevice
  /** Tenths of a litre a minute. */
  flow?: number
  fio2?: number
}

/** How much oxygen is given as a stay of one kind goes on: most at the beginning, at last none. */
export const supports: Partial<Record<string, readonly Support[]>> = {
  fallingSaturation: [
    { device: 'NASAL_CANNULA', flow: 40 },
    { device: 'NASAL_CANNULA', flow: 30 },
    { device: 'NASAL_CANNULA', flow: 20 },
    { device: 'NASAL_CANNULA', flow: 10 },
  ],
  onOxygenAlready: [
    { device: 'SIMPLE_MASK', flow: 60 },
    { device: 'SIMPLE_MASK', flow: 50 },
    { device: 'NASAL_CANNULA', flow: 30 },
    { device: 'NASAL_CANNULA', flow: 20 },
  ],
  severelyShortOfBreath: [
    { device: 'HIGH_FLOW', flow: 600, fio2: 80 },
    { device: 'HIGH_FLOW', flow: 500, fio2: 60 },
    { device: 'HIGH_FLOW', flow: 450, fio2: 50 },
    { device: 'VENTURI_MASK', flow: 120, fio2: 40 },
    { device: 'NASAL_CANNULA', flow: 30 },
  ],
  severeOnMask: [
    { device: 'NON_REBREATHER', flow: 150 },
    { device: 'NON_REBREATHER', flow: 120 },
    { device: 'VENTURI_MASK', flow: 120, fio2: 50 },
    { device: 'VENTURI_MASK', flow: 100, fio2: 40 },
  ],
  ventilated: [
    { device: 'VENTILATOR', fio2: 70 },
    { device: 'VENTILATOR', fio2: 60 },
    { device: 'VENTILATOR', fio2: 45 },
  ],
}

/** Who is getting worse now, since how many hours. */
export const worsening: Partial<Record<string, number>> = {
  'Ramesh Pawar': 9,
  'Dattatray Bhosale': 14,
  'Vinayak Joglekar': 7,
  'Pratibha Kadam': 6,
}

/** Whose SpO2 is scored on scale 2, by whom and why. */
export const onScale2: Partial<Record<string, { doctor: DoctorKey; reason: string }>> = {
  'Balasaheb Kale': {
    doctor: 'rao',
    reason: 'Arterial gas: pH 7.34, pCO2 58, bicarbonate 31. Known COPD. Target 88 to 92 %.',
  },
}

/** Whose round was another patient's. */
export const struckOut: Partial<Record<string, string>> = {
  'Sunita Jadhav': 'Taken at the neighbouring bed.',
}
