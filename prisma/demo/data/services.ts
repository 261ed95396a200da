import type { Priority } from '../../../src/generated/prisma/enums.js'

/** Minutes before now, or some days ago by the clock on the wall. */
export type Told = number | readonly [daysAgo: number, time: string]

/** Services of patients who are at home for two days or more. */
export interface ToldService {
  patient: string
  code: 'TELE' | 'MED' | 'O2' | 'SAMPLE' | 'NURSE' | 'AMB'
  priority?: Priority
  details: string
  /** Otherwise the desk asked, on the telephone. */
  themselves?: true
  asked: Told
  /** When it was said who goes. `due`: for how many minutes after now; before now, it is late. */
  planned?: { at: Told; who: string; due?: number }
  over?: { at: Told; how: 'DONE' | 'DECLINED' | 'CANCELLED'; note: string | null }
}

export const servicesAtHome: readonly ToldService[] = [
  {
    ...{ patient: 'Madhuri Khandelwal', code: 'MED', themselves: true, asked: [1, '09:40'] },
    details: 'The medicines of the new prescription. Fourth floor, the lift works.',
    planned: { at: [1, '10:05'], who: 'Rider 2' },
    over: { at: [1, '12:20'], how: 'DONE', note: 'Left at the door, as asked.' },
  },
  {
    ...{ patient: 'Madhuri Khandelwal', code: 'TELE', themselves: true, asked: 85 },
    details: 'I would like to ask about the cough syrup.',
  },
  {
    ...{ patient: 'Swapnil Borkar', code: 'SAMPLE', asked: [2, '16:10'] },
    details: 'Blood count and CRP, as the doctor said.',
    planned: { at: [2, '16:30'], who: 'Technician Rekha' },
    over: { at: [1, '08:40'], how: 'DONE', note: null },
  },
  {
    ...{ patient: 'Swapnil Borkar', code: 'NURSE', asked: 160 },
    details: 'Measure at rest and after walking.',
    planned: { at: 140, who: 'Nurse Kavita', due: 95 },
  },
  {
    ...{ patient: 'Imtiaz Bagwan', code: 'NURSE', priority: 'URGENT', asked: 35 },
    details: 'Lives alone; could not read the oximeter on the telephone.',
  },
  {
    ...{ patient: 'Imtiaz Bagwan', code: 'O2', asked: [1, '17:20'] },
    details: 'In reserve, he says.',
    over: {
      ...{ at: [1, '17:45'], how: 'DECLINED' },
      note: 'No oxygen at home without a doctor’s order: a nurse measures first.',
    },
  },
  {
    ...{
      patient: 'Deepa Krishnan',
      code: 'MED',
      themselves: true,
      asked: 230,
      details: 'The weekly tablets.',
    },
    planned: { at: 190, who: 'Rider 1', due: -35 },
  },
  {
    ...{ patient: 'Deepa Krishnan', code: 'TELE', themselves: true, asked: [1, '11:15'] },
    details: 'How long shall I rest?',
    over: { at: [1, '13:00'], how: 'CANCELLED', note: 'My doctor has called me already.' },
  },
  {
    ...{ patient: 'Omkar Gavhane', code: 'MED', asked: [1, '10:30'] },
    details: 'His mother takes it at the gate.',
    planned: { at: [1, '10:50'], who: 'Rider 2' },
    over: { at: [1, '15:10'], how: 'DONE', note: null },
  },
]

/** What somebody who is admitted needs that the ward does not do itself; given to a stay that is not about to end. */
export const serviceInBed = {
  code: 'AMB',
  details: 'To the scanner of the diagnostic centre and back, with oxygen.',
  planned: { who: 'Ambulance 2', due: 130 },
  asked: 50,
  at: 40,
} as const
