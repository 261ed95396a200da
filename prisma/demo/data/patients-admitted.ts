import type { CourseName } from './courses.js'
import type { DoctorKey } from './doctors.js'
import { boy, man, type Person, withMore, woman } from './people.js'
import type { WardCode } from './wards.js'

/** Who lies where: for how many days, how it goes, and who is in charge, the first above all. */
export type Lying = readonly [days: number, course: CourseName, doctors: readonly DoctorKey[], person: Person]

/** The round has not come to them yet: nobody has written about them since yesterday began. */
export const notSeenYet = ['Siddharth Kamble', 'Nasreen Shaikh', 'Sachin Londhe']

export const admitted: Record<WardCode, readonly Lying[]> = {
  'ISO-A': [
    [6, 'moderate', ['kulkarni'], woman('Sunita Jadhav', 'सुनीता जाधव', 54, 'Kothrud', 'DIABETES')],
    [5, 'moderate', ['kulkarni', 'iyer'], man('Ramesh Pawar', 'रमेश पवार', 61, 'Warje', 'HYPERTENSION')],
    [4, 'prolongedFever', ['kulkarni'], man('Siddharth Kamble', 'सिद्धार्थ कांबळे', 33, 'Yerawada')],
    [4, 'moderate', ['shaikh'], woman('Nasreen Shaikh', 'नसरीन शेख', 47, 'Kondhwa', 'ASTHMA')],
    [
      3,
      'cameOnOxygen',
      ['kulkarni'],
      man('Dattatray Bhosale', 'दत्तात्रय भोसले', 68, 'Baramati', 'HYPERTENSION', 'DIABETES'),
    ],
    [3, 'moderate', ['patil'], woman('Vaishali Gaikwad', 'वैशाली गायकवाड', 41, 'Bibwewadi')],
    [2, 'moderate', ['patil'], man('Mohan Lal Agarwal', 'मोहन लाल अग्रवाल', 58, 'Camp', 'DIABETES')],
    [2, 'chestPain', ['deshmukh'], man('Prakash Shetty', 'प्रकाश शेट्टी', 49, 'Aundh')],
    [1, 'moderate', ['shaikh'], man('Ganesh Shinde', 'गणेश शिंदे', 37, 'Hadapsar', 'OBESITY')],
    [1, 'prolongedFever', ['iyer'], woman('Pratibha Kadam', 'प्रतिभा कदम', 29, 'Katraj')],
    [0, 'moderate', ['kulkarni'], woman('Usha Nair', 'उषा नायर', 56, 'Viman Nagar', 'HYPERTENSION')],
  ],
  'ISO-B': [
    [7, 'moderate', ['rao'], man('Balasaheb Kale', 'बाळासाहेब काळे', 64, 'Saswad', 'COPD')],
    [
      5,
      'confused',
      ['rao', 'patil'],
      withMore(woman('Laxmibai Thorat', 'लक्ष्मीबाई थोरात', 82, 'Manchar', 'HYPERTENSION'), {
        history: 'Cataract operation of both eyes. Wears a hearing aid.',
        allergies: 'Sulfa drugs (rash)',
      }),
    ],
    [
      4,
      'moderate',
      ['iyer'],
      man('Abdul Rahim Sayyed', 'अब्दुल रहीम सय्यद', 52, 'Kasba Peth', 'CHRONIC_KIDNEY_DISEASE'),
    ],
    [3, 'cameOnOxygen', ['shaikh'], woman('Gurpreet Kaur Bedi', 'गुरप्रीत कौर बेदी', 45, 'Wanowrie')],
    [2, 'prolongedFever', ['rao'], man('Sachin Londhe', 'सचिन लोंढे', 26, 'Bhosari')],
    [
      1,
      'cameOnOxygen',
      ['rao', 'deshmukh'],
      man('Vinayak Joglekar', 'विनायक जोगळेकर', 71, 'Narayan Peth', 'HEART_DISEASE', 'HYPERTENSION'),
    ],
    [0, 'prolongedFever', ['iyer'], woman('Shabana Pathan', 'शबाना पठाण', 38, 'Kondhwa')],
  ],
  'ISO-S': [
    [
      4,
      'pregnant',
      ['gaikwad', 'kulkarni'],
      withMore(woman('Rutuja Chavan', 'ऋतुजा चव्हाण', 27, 'Wakad'), {
        pregnant: true,
        history: 'Second pregnancy, 31 weeks. First child born normally in 2022.',
        allergies: 'None known',
      }),
    ],
    [
      3,
      'child',
      ['bhosale'],
      withMore(boy('Aarav Mehta', 'आरव मेहता', 6, 'Baner'), { allergies: 'Groundnut' }),
    ],
    [2, 'moderate', ['patil'], man('Cyrus Irani', 'सायरस इराणी', 59, 'Camp', 'HYPERTENSION')],
    [2, 'moderate', ['iyer', 'shaikh'], woman('Kalpana Wagh', 'कल्पना वाघ', 50, 'Pashan', 'CANCER_THERAPY')],
  ],
  HDU: [
    [
      6,
      'highFlow',
      ['kulkarni', 'menon'],
      man('Shrikant Phadke', 'श्रीकांत फडके', 66, 'Sahakarnagar', 'DIABETES'),
    ],
    [5, 'highFlow', ['menon'], woman('Zubeda Khan', 'झुबेदा खान', 59, 'Hadapsar', 'HYPERTENSION', 'DIABETES')],
    [3, 'highFlow', ['kulkarni'], man('Santosh Mane', 'संतोष माने', 44, 'Uruli Kanchan', 'OBESITY')],
    [
      2,
      'severeOnMask',
      ['shaikh', 'menon'],
      withMore(man('Joseph D’Souza', 'जोसेफ डिसूझा', 57, 'Wanowrie', 'COPD'), {
        allergies: 'Penicillin (rash)',
      }),
    ],
    [0, 'highFlow', ['menon'], woman('Mangal Salunkhe', 'मंगल साळुंखे', 63, 'Chakan')],
  ],
  ICU: [
    [
      9,
      'ventilated',
      ['menon', 'kulkarni'],
      man('Bhausaheb Nikam', 'भाऊसाहेब निकम', 70, 'Lonavala', 'DIABETES', 'HEART_DISEASE'),
    ],
    [
      7,
      'ventilated',
      ['contractor'],
      woman('Saraswati Iyengar', 'सरस्वती अय्यंगार', 74, 'Kothrud', 'HYPERTENSION'),
    ],
    [4, 'highFlow', ['contractor'], man('Rajendra Ghorpade', 'राजेंद्र घोरपडे', 55, 'Chinchwad', 'DIABETES')],
    [
      2,
      'ventilated',
      ['menon', 'contractor'],
      man('Tapan Chatterjee', 'तपन चटर्जी', 62, 'Kharadi', 'CHRONIC_LIVER_DISEASE'),
    ],
    [1, 'highFlow', ['contractor'], man('Vilas Sonawane', 'विलास सोनवणे', 48, 'Pimpri')],
  ],
  GEN: [
    [
      3,
      'hipFracture',
      ['gill', 'rao'],
      withMore(woman('Shantabai Gokhale', 'शांताबाई गोखले', 78, 'Sahakarnagar', 'HYPERTENSION'), {
        allergies: 'None known',
      }),
    ],
    [
      2,
      'caesarean',
      ['gaikwad'],
      withMore(woman('Priyanka Ingale', 'प्रियांका इंगळे', 25, 'Nigdi'), {
        history: 'Caesarean section in 2023 for breech.',
        allergies: 'None known',
      }),
    ],
    [
      2,
      'heartFailure',
      ['deshmukh'],
      man('Ashok Bora', 'अशोक बोरा', 67, 'Talegaon Dabhade', 'HEART_DISEASE'),
    ],
    [2, 'dengue', ['patil'], man('Nilesh Tupe', 'नीलेश तुपे', 31, 'Hadapsar')],
    [1, 'pyelonephritis', ['rao'], woman('Rekha Solanki', 'रेखा सोलंकी', 52, 'Bibwewadi', 'DIABETES')],
    [1, 'brokenLeg', ['gill'], man('Karan Rathod', 'करण राठोड', 19, 'Wagholi')],
  ],
}
