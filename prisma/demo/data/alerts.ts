import type { DoctorKey } from './doctors.js'

/** Who answers for whom. */
export const deputies: Partial<Record<DoctorKey, DoctorKey>> = {
  kulkarni: 'shaikh',
  shaikh: 'kulkarni',
  patil: 'rao',
  rao: 'patil',
  menon: 'contractor',
  contractor: 'menon',
  iyer: 'kulkarni',
  deshmukh: 'patil',
  bhosale: 'rao',
  gaikwad: 'venkatesan',
  venkatesan: 'gaikwad',
}

/** What doctors did about a high score. */
export const answersToScores = [
  'Seen at the bedside. High-flow oxygen raised, arterial gas taken, the intensive care team told.',
  'Seen with the registrar: fluids, blood cultures, antibiotics changed. Next round in 30 minutes.',
  'Propped up, oxygen to 6 litres; SpO2 94 % after ten minutes. Stays on the monitor.',
] as const

/** Yesterday, and just now. */
export const emergencies = {
  answered: {
    what: 'Sudden pain in the chest while walking to the bathroom, sweating.',
    action: 'ECG without change, troponin sent. Pain gone after rest; on the monitor until tomorrow.',
  },
  open: {
    what: 'Fell beside the bed on the way to the toilet. Awake; the right wrist is swollen and hurts.',
  },
} as const
