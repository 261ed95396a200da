import type { Weekday } from '../../../src/shared/calendar.js'

export const specialisations = {
  cardiology: 'Cardiology',
  'critical-care': 'Critical care',
  'general-medicine': 'General medicine',
  'infectious-diseases': 'Infectious diseases',
  'obstetrics-and-gynaecology': 'Obstetrics and gynaecology',
  orthopaedics: 'Orthopaedics',
  paediatrics: 'Paediatrics',
  pulmonology: 'Pulmonology',
} as const

export type SpecialisationSlug = keyof typeof specialisations

const MONDAY_TO_FRIDAY: readonly Weekday[] = [1, 2, 3, 4, 5]
const MONDAY_TO_SATURDAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6]

export interface DemoDoctor {
  name: string
  email: string
  specialisation: SpecialisationSlug
  qualification: string
  registrationNumber: string
  employeeNumber: string
  chamber: string
  feeMinor: bigint
  /** One stretch on each of these days, as the clock on the wall shows it. */
  hours: readonly [days: readonly Weekday[], from: string, to: string][]
  bio: string
}

/** By a short name that the other tables use. */
export const doctors = {
  kulkarni: {
    name: 'Dr. Asha Kulkarni',
    email: 'doctor@demo.test',
    specialisation: 'pulmonology',
    qualification: 'MBBS, MD (Respiratory Medicine)',
    registrationNumber: 'MMC 2006/03/91784',
    employeeNumber: 'D-003',
    chamber: '2-14',
    feeMinor: 1_200_00n,
    hours: [
      [MONDAY_TO_FRIDAY, '09:30', '13:30'],
      [[6], '09:30', '12:00'],
    ],
    bio: 'Looks after lungs of every kind, and since 2020 above all those that COVID-19 has been through. Studied in Pune and Vellore. Speaks Marathi, Hindi and English.',
  },
  shaikh: {
    name: 'Dr. Imran Shaikh',
    email: 'imran.shaikh@wardwell.example',
    specialisation: 'pulmonology',
    qualification: 'MBBS, DNB (Respiratory Diseases)',
    registrationNumber: 'MMC 2012/07/92266',
    employeeNumber: 'D-009',
    chamber: '2-15',
    feeMinor: 1_000_00n,
    hours: [[MONDAY_TO_SATURDAY, '15:00', '19:00']],
    bio: 'Asthma, COPD, sleep, and breathlessness that nobody has explained yet. Runs the bronchoscopy list on Thursdays. Speaks Hindi, Urdu, Marathi and English.',
  },
  patil: {
    name: 'Dr. Suresh Patil',
    email: 'suresh.patil@wardwell.example',
    specialisation: 'general-medicine',
    qualification: 'MBBS, MD (General Medicine)',
    registrationNumber: 'MMC 1998/02/90511',
    employeeNumber: 'D-001',
    chamber: '1-02',
    feeMinor: 800_00n,
    hours: [[MONDAY_TO_SATURDAY, '10:00', '14:00']],
    bio: 'Twenty-eight years of fevers, sugar and blood pressure. Head of the medical wards and the person to ask when nobody is sure which department it is. Speaks Marathi, Hindi and English.',
  },
  rao: {
    name: 'Dr. Kavita Rao',
    email: 'kavita.rao@wardwell.example',
    specialisation: 'general-medicine',
    qualification: 'MBBS, MD (Medicine), Fellowship in Geriatric Medicine',
    registrationNumber: 'MMC 2009/05/91937',
    employeeNumber: 'D-006',
    chamber: '1-03',
    feeMinor: 800_00n,
    hours: [
      [[1, 3, 5], '16:00', '20:00'],
      [[2, 4], '09:00', '13:00'],
    ],
    bio: 'General medicine with a special interest in older people and in those who take many medicines at once. Speaks Kannada, Marathi, Hindi and English.',
  },
  menon: {
    name: 'Dr. Arjun Menon',
    email: 'arjun.menon@wardwell.example',
    specialisation: 'critical-care',
    qualification: 'MBBS, MD (Anaesthesiology), IDCCM',
    registrationNumber: 'MMC 2008/04/91690',
    employeeNumber: 'D-005',
    chamber: '4-01',
    feeMinor: 1_500_00n,
    hours: [[MONDAY_TO_SATURDAY, '08:00', '16:00']],
    bio: 'Leads intensive care and the high dependency unit. Talks with every family once a day, usually at half past twelve. Speaks Malayalam, Hindi and English.',
  },
  contractor: {
    name: 'Dr. Farida Contractor',
    email: 'farida.contractor@wardwell.example',
    specialisation: 'critical-care',
    qualification: 'MBBS, MD (Medicine), EDIC',
    registrationNumber: 'MMC 2003/08/91102',
    employeeNumber: 'D-002',
    chamber: '4-02',
    feeMinor: 1_500_00n,
    hours: [[[1, 2, 3, 4, 5, 6, 7], '14:00', '20:00']],
    bio: 'Intensive care, sepsis, and weaning from the ventilator. Speaks Gujarati, Hindi, Marathi and English.',
  },
  iyer: {
    name: 'Dr. Nandini Iyer',
    email: 'nandini.iyer@wardwell.example',
    specialisation: 'infectious-diseases',
    qualification: 'MBBS, MD (Medicine), Fellowship in Infectious Diseases',
    registrationNumber: 'MMC 2011/06/92143',
    employeeNumber: 'D-008',
    chamber: '3-07',
    feeMinor: 1_200_00n,
    hours: [[MONDAY_TO_FRIDAY, '11:00', '15:00']],
    bio: 'Fevers that do not stop, tuberculosis, HIV, and the sensible use of antibiotics. Chairs the infection control committee. Speaks Tamil, Hindi, Marathi and English.',
  },
  deshmukh: {
    name: 'Dr. Vikram Deshmukh',
    email: 'vikram.deshmukh@wardwell.example',
    specialisation: 'cardiology',
    qualification: 'MBBS, MD (Medicine), DM (Cardiology)',
    registrationNumber: 'MMC 2005/09/91455',
    employeeNumber: 'D-004',
    chamber: '3-11',
    feeMinor: 1_500_00n,
    hours: [
      [[1, 2, 4, 5], '10:00', '13:00'],
      [[6], '10:00', '12:30'],
    ],
    bio: 'Chest pain, heart failure and rhythm. Reads every ECG of the house before lunch. Speaks Marathi, Hindi and English.',
  },
  bhosale: {
    name: 'Dr. Meenal Bhosale',
    email: 'meenal.bhosale@wardwell.example',
    specialisation: 'paediatrics',
    qualification: 'MBBS, MD (Paediatrics)',
    registrationNumber: 'MMC 2010/01/92018',
    employeeNumber: 'D-007',
    chamber: '1-09',
    feeMinor: 700_00n,
    hours: [[MONDAY_TO_SATURDAY, '09:00', '12:30']],
    bio: 'Children from birth to 18, vaccinations, asthma in children. Parents stay with their child on the ward, always. Speaks Marathi, Hindi and English.',
  },
  gaikwad: {
    name: 'Dr. Sunanda Gaikwad',
    email: 'sunanda.gaikwad@wardwell.example',
    specialisation: 'obstetrics-and-gynaecology',
    qualification: 'MBBS, MS (Obstetrics and Gynaecology)',
    registrationNumber: 'MMC 2001/04/90873',
    employeeNumber: 'D-010',
    chamber: '1-11',
    feeMinor: 900_00n,
    hours: [[MONDAY_TO_FRIDAY, '10:00', '13:30']],
    bio: 'Pregnancy with high risk, and births that stay as calm as possible. Speaks Marathi, Hindi and English.',
  },
  venkatesan: {
    name: 'Dr. Lakshmi Venkatesan',
    email: 'lakshmi.venkatesan@wardwell.example',
    specialisation: 'obstetrics-and-gynaecology',
    qualification: 'MBBS, DGO, DNB (Obstetrics and Gynaecology)',
    registrationNumber: 'MMC 2014/10/92588',
    employeeNumber: 'D-011',
    chamber: '1-12',
    feeMinor: 800_00n,
    hours: [
      [[1, 2, 3, 4], '15:30', '18:30'],
      [[6], '11:00', '14:00'],
    ],
    bio: 'Antenatal clinics, ultrasound and family planning. Speaks Tamil, Hindi, Marathi and English.',
  },
  gill: {
    name: 'Dr. Harpreet Singh Gill',
    email: 'harpreet.gill@wardwell.example',
    specialisation: 'orthopaedics',
    qualification: 'MBBS, MS (Orthopaedics)',
    registrationNumber: 'MMC 2007/11/91829',
    employeeNumber: 'D-012',
    chamber: '1-06',
    feeMinor: 900_00n,
    hours: [
      [[1, 3, 5], '09:00', '12:00'],
      [[2, 4, 6], '17:00', '20:00'],
    ],
    bio: 'Fractures, hips and knees. Gets people out of bed on the first day after the operation. Speaks Punjabi, Hindi and English.',
  },
} as const satisfies Record<string, DemoDoctor>

export type DoctorKey = keyof typeof doctors

export interface Applicant {
  name: string
  email: string
  phone: string
  specialisation: SpecialisationSlug
  qualification: string
  registrationNumber: string
  /** When they applied: days ago, at a time. */
  applied: readonly [daysAgo: number, time: string]
  /** Why the administration said no; without it they are waiting. */
  rejectedBecause?: string
}

export const applicants: Applicant[] = [
  {
    name: 'Dr. Rehana Qureshi',
    email: 'rehana.qureshi@example.com',
    phone: '+919823041172',
    specialisation: 'cardiology',
    qualification: 'MBBS, MD (Medicine), DNB (Cardiology)',
    registrationNumber: 'MMC 2015/02/92731',
    applied: [1, '18:42'],
  },
  {
    name: 'Dr. Aditya Sane',
    email: 'aditya.sane@example.com',
    phone: '+919890217735',
    specialisation: 'general-medicine',
    qualification: 'MBBS, MD (General Medicine)',
    registrationNumber: 'MMC 2019/06/93310',
    applied: [3, '11:15'],
  },
  {
    name: 'Dr. Ravi Malhotra',
    email: 'ravi.malhotra@example.com',
    phone: '+919812276604',
    specialisation: 'orthopaedics',
    qualification: 'MBBS',
    registrationNumber: 'MMC 2021/13/99999',
    applied: [9, '22:07'],
    rejectedBecause:
      'The Maharashtra Medical Council has no registration with this number, and the qualification named is not one in orthopaedics. Please write to us with a copy of your certificate of registration.',
  },
]
