import type { CourseName } from './courses.js'
import type { DoctorKey } from './doctors.js'
import { girl, man, type Person, withMore, woman } from './people.js'
import type { WardCode } from './wards.js'

/** The wards of a stay, in their order, with the nights in each. */
export type Nights = readonly (readonly [ward: WardCode, nights: number])[]

/** A stay that has ended: today some minutes ago, or days ago. */
export type Left = readonly [
  ago: { days: number } | { minutes: number },
  nights: Nights,
  course: CourseName,
  doctors: readonly DoctorKey[],
  person: Person,
]

export const discharged: readonly Left[] = [
  [
    { minutes: 30 },
    [['ISO-A', 8]],
    'moderate',
    ['kulkarni'],
    man('Hanumant Khade', 'हनुमंत खाडे', 59, 'Uruli Kanchan', 'DIABETES'),
  ],
  [
    { minutes: 65 },
    [['ISO-B', 5]],
    'prolongedFever',
    ['iyer'],
    man('Nitin Waykole', 'नितीन वायकोळे', 33, 'Wakad'),
  ],
  [
    { minutes: 110 },
    [
      ['ICU', 7],
      ['ISO-A', 6],
    ],
    'highFlow',
    ['contractor', 'kulkarni'],
    man('Vishwas Karve', 'विश्वास कर्वे', 69, 'Shivajinagar', 'HYPERTENSION'),
  ],
  [
    { minutes: 160 },
    [['GEN', 2]],
    'delivery',
    ['venkatesan'],
    withMore(woman('Manisha Bhujbal', 'मनीषा भुजबळ', 24, 'Bhosari'), { history: 'First pregnancy.' }),
  ],
  [
    { days: 1 },
    [['ISO-A', 8]],
    'moderate',
    ['patil'],
    woman('Surekha Lokhande', 'सुरेखा लोखंडे', 51, 'Dehu Road'),
  ],
  [{ days: 2 }, [['ISO-B', 9]], 'moderate', ['shaikh'], man('Rafiq Attar', 'रफिक अत्तार', 46, 'Kasba Peth')],
  [
    { days: 3 },
    [['GEN', 4]],
    'copd',
    ['patil'],
    man('Eknath Waghchaure', 'एकनाथ वाघचौरे', 71, 'Manchar', 'COPD'),
  ],
  [
    { days: 4 },
    [['ISO-S', 9]],
    'cameOnOxygen',
    ['kulkarni'],
    woman('Meenakshi Subramanian', 'मीनाक्षी सुब्रमण्यम', 63, 'Viman Nagar', 'HYPERTENSION'),
  ],
  [
    { days: 6 },
    [['ISO-A', 5]],
    'prolongedFever',
    ['rao'],
    man('Dnyaneshwar Satpute', 'ज्ञानेश्वर सातपुते', 35, 'Manchar'),
  ],
  [
    { days: 8 },
    [['ISO-B', 9]],
    'moderate',
    ['iyer', 'patil'],
    woman('Jayshree Bafna', 'जयश्री बाफना', 57, 'Bibwewadi', 'DIABETES'),
  ],
  [
    { days: 9 },
    [['GEN', 2]],
    'brokenAnkle',
    ['gill'],
    girl('Tanvi Kshirsagar', 'तन्वी क्षीरसागर', 17, 'Pashan'),
  ],
  [
    { days: 11 },
    [['ISO-A', 8]],
    'moderate',
    ['shaikh'],
    man('Suresh Kumar Yadav', 'सुरेश कुमार यादव', 43, 'Pimpri'),
  ],
  [{ days: 13 }, [['ISO-B', 8]], 'moderate', ['rao'], woman('Archana Ghule', 'अर्चना घुले', 38, 'Hadapsar')],
  [
    { days: 15 },
    [
      ['HDU', 6],
      ['ISO-B', 5],
    ],
    'highFlow',
    ['menon', 'shaikh'],
    man('Pandurang Gholap', 'पांडुरंग घोलप', 76, 'Chakan', 'COPD'),
  ],
  [
    { days: 24 },
    [['ISO-S', 8]],
    'cameOnOxygen',
    ['iyer'],
    man('Sameer Inamdar', 'समीर इनामदार', 40, 'Kondhwa'),
  ],
  [
    { days: 27 },
    [['ISO-A', 9]],
    'moderate',
    ['kulkarni'],
    woman('Alka Nimbalkar', 'अलका निंबाळकर', 60, 'Baramati'),
  ],
  [
    { days: 31 },
    [['ISO-A', 3]],
    'chestPain',
    ['deshmukh'],
    woman('Shubhangi Mulay', 'शुभांगी मुळ्ये', 48, 'Aundh'),
  ],
  [
    { days: 35 },
    [['ISO-B', 8]],
    'moderate',
    ['patil'],
    man('Digambar Sutar', 'दिगंबर सुतार', 54, 'Katraj', 'HYPERTENSION'),
  ],
  [
    { days: 40 },
    [
      ['HDU', 8],
      ['ISO-A', 6],
    ],
    'highFlow',
    ['menon', 'kulkarni'],
    woman('Rukmini Pillai', 'रुक्मिणी पिल्लई', 67, 'Kharadi', 'DIABETES'),
  ],
  [
    { days: 44 },
    [['ISO-B', 5]],
    'prolongedFever',
    ['iyer'],
    woman('Bharati Doshi', 'भारती दोशी', 42, 'Camp'),
  ],
  [
    { days: 49 },
    [['ISO-A', 10]],
    'cameOnOxygen',
    ['deshmukh', 'shaikh'],
    man('Jaswant Singh Arora', 'जसवंत सिंग अरोरा', 65, 'Wanowrie', 'HEART_DISEASE'),
  ],
  [{ days: 55 }, [['ISO-S', 3]], 'chestPain', ['deshmukh'], woman('Sandhya Khare', 'संध्या खरे', 46, 'Kothrud')],
  [{ days: 62 }, [['ISO-A', 8]], 'moderate', ['rao'], man('Vitthal Gire', 'विठ्ठल गिरे', 53, 'Baramati')],
]

/**
 * patient@demo.test: sent home with a mild illness, worse after four days, on a ward for eight, and home again with
 * an invoice, a prescription and a doctor who still looks after her.
 */
export const demoPatient = {
  person: withMore(woman('Anjali Deshpande', 'अंजली देशपांडे', 44, 'Kothrud'), {
    email: 'patient@demo.test',
    history: 'Appendix removed in 2009. No illness since.',
    allergies: 'Diclofenac (swelling of the face)',
  }),
  toldAtHome: { daysAgo: 32, picture: 'fewDaysOfFever' },
  admitted: {
    daysAgo: 28,
    nights: [['ISO-A', 8]] as Nights,
    course: 'moderate',
    doctors: ['kulkarni', 'patil'],
  },
  reviewed: {
    daysAgo: 13,
    doctor: 'kulkarni',
    note: 'Seen in the clinic, a week after discharge. Climbs two floors with one rest. Sleeps well, cough only in the morning. SpO2 97 % at rest, 95 % after six minutes of walking. Chest clear. X-ray: shadows fading. Hair falls out, explained that it grows back. Iron is low: iron for two months. Works half days from next week. Next visit in four weeks.',
    medicines: 'afterTheClinic',
    problems: [
      { name: 'Iron deficiency', code: 'E61.1' },
      { name: 'Raised fasting glucose, on diet', code: 'R73.0' },
    ],
  },
} as const
