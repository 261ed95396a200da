import type { DoctorKey } from './doctors.js'
import type { PrescriptionName } from './medicines.js'
import { man, type Person, somebody, withMore, woman } from './people.js'
import type { PictureName } from './pictures.js'

/** Who wrote the triage down; 'THEMSELVES_THEN_RECORDS' left something out, which data entry completed. */
export type ToldBy = 'THEMSELVES' | 'DESK' | 'DOCTOR' | 'THEMSELVES_THEN_RECORDS'

/** Since how many days; 0 is today, some hours ago. */
export type AtHome = readonly [
  days: number,
  picture: PictureName,
  toldBy: ToldBy,
  doctor: DoctorKey | null,
  person: Person,
]

/** In home isolation now. */
export const atHome: readonly AtHome[] = [
  [0, 'cold', 'THEMSELVES', null, woman('Sneha Patwardhan', 'स्नेहा पटवर्धन', 24, 'Kothrud')],
  [0, 'fewDaysOfFever', 'DESK', 'patil', man('Amit Kumar Singh', 'अमित कुमार सिंह', 31, 'Hinjawadi')],
  [0, 'stomach', 'THEMSELVES_THEN_RECORDS', null, woman('Rohini Bhalerao', 'रोहिणी भालेराव', 39, 'Pimpri')],
  [1, 'cold', 'THEMSELVES', null, man('Akshay Jagtap', 'अक्षय जगताप', 22, 'Sinhagad Road')],
  [1, 'fewDaysOfFever', 'THEMSELVES', 'kulkarni', woman('Fatima Ansari', 'फातिमा अन्सारी', 34, 'Kondhwa')],
  [1, 'fewDaysOfFever', 'DESK', null, man('Varun Reddy', 'वरुण रेड्डी', 28, 'Kharadi')],
  [2, 'cold', 'THEMSELVES', 'rao', woman('Madhuri Khandelwal', 'माधुरी खंडेलवाल', 45, 'Camp')],
  [2, 'fewDaysOfFever', 'DESK', null, man('Omkar Gavhane', 'ओंकार गव्हाणे', 19, 'Bhosari')],
  [2, 'stomach', 'THEMSELVES', 'patil', woman('Deepa Krishnan', 'दीपा कृष्णन', 36, 'Viman Nagar')],
  [3, 'fewDaysOfFever', 'DOCTOR', 'kulkarni', man('Swapnil Borkar', 'स्वप्नील बोरकर', 42, 'Warje')],
  [3, 'cold', 'THEMSELVES', null, woman('Neha Trivedi', 'नेहा त्रिवेदी', 27, 'Baner')],
  [3, 'fewDaysOfFever', 'DESK', 'shaikh', man('Imtiaz Bagwan', 'इम्तियाज बागवान', 50, 'Kasba Peth')],
  [4, 'cold', 'THEMSELVES_THEN_RECORDS', null, woman('Supriya Waghmare', 'सुप्रिया वाघमारे', 33, 'Yerawada')],
  [4, 'fewDaysOfFever', 'DESK', null, man('Harshad Oswal', 'हर्षद ओसवाल', 38, 'Bibwewadi')],
  [4, 'fewDaysOfFever', 'THEMSELVES', 'iyer', woman('Ishita Banerjee', 'ईशिता बॅनर्जी', 30, 'Wakad')],
  [5, 'fewDaysOfFever', 'DESK', 'kulkarni', man('Tushar Pingale', 'तुषार पिंगळे', 47, 'Chakan')],
  [5, 'cold', 'DESK', null, woman('Ashwini Kotkar', 'अश्विनी कोटकर', 21, 'Manchar')],
  [6, 'stomach', 'DESK', null, man('Yogesh Dhumal', 'योगेश धुमाळ', 29, 'Saswad')],
  [6, 'cold', 'THEMSELVES', 'rao', woman('Maria Fernandes', 'मारिया फर्नांडिस', 53, 'Wanowrie')],
  [7, 'fewDaysOfFever', 'THEMSELVES', null, somebody('Kiran Mohite', 'किरण मोहिते', 40, 'Katraj')],
  [7, 'cold', 'DESK', 'patil', woman('Lalita Devi Prajapati', 'ललिता देवी प्रजापती', 58, 'Bhosari')],
  [
    8,
    'fewDaysOfFever',
    'THEMSELVES_THEN_RECORDS',
    null,
    man('Pranav Limaye', 'प्रणव लिमये', 35, 'Narayan Peth'),
  ],
]

/** Mild, but a doctor must say first whether they can stay at home; where one is named, he or she has. */
export const toBeEvaluated: readonly AtHome[] = [
  [3, 'cold', 'DESK', 'patil', man('Vasant Apte', 'वसंत आपटे', 73, 'Sahakarnagar', 'HYPERTENSION')],
  [2, 'fewDaysOfFever', 'DESK', 'rao', woman('Sulochana Raut', 'सुलोचना राऊत', 66, 'Hadapsar')],
  [0, 'fewDaysOfFever', 'DESK', null, woman('Naseem Tamboli', 'नसीम तांबोळी', 44, 'Kondhwa', 'DIABETES')],
  [1, 'cold', 'THEMSELVES', 'kulkarni', man('Arvind Kelkar', 'अरविंद केळकर', 55, 'Kothrud', 'ASTHMA')],
  [
    1,
    'fewDaysOfFever',
    'DOCTOR',
    'venkatesan',
    withMore(woman('Pooja Sawant', 'पूजा सावंत', 26, 'Nigdi'), {
      pregnant: true,
      history: 'First pregnancy, 22 weeks, so far without problems.',
      allergies: 'None known',
    }),
  ],
  [0, 'cold', 'THEMSELVES', null, man('Thomas Varghese', 'थॉमस वर्गीस', 62, 'Aundh')],
]

/** Whose isolation at home is over; since how many days it had begun. */
export const wereAtHome: readonly AtHome[] = [
  [13, 'cold', 'THEMSELVES', null, man('Aniket Barve', 'अनिकेत बर्वे', 27, 'Pashan')],
  [16, 'fewDaysOfFever', 'DESK', 'rao', woman('Shweta Zende', 'श्वेता झेंडे', 32, 'Saswad')],
  [19, 'stomach', 'DESK', null, man('Mahesh Choudhary', 'महेश चौधरी', 41, 'Chinchwad')],
  [22, 'cold', 'THEMSELVES', null, woman('Sayali Date', 'सायली दाते', 23, 'Shivajinagar')],
  [27, 'fewDaysOfFever', 'DESK', 'shaikh', man('Rehman Mulla', 'रेहमान मुल्ला', 36, 'Camp')],
  [33, 'cold', 'THEMSELVES', null, woman('Gauri Hardikar', 'गौरी हर्डीकर', 48, 'Aundh')],
  [38, 'fewDaysOfFever', 'THEMSELVES', null, man('Ritesh Jain', 'रितेश जैन', 34, 'Sinhagad Road')],
  [46, 'cold', 'DESK', 'patil', man('Nandkishor Dalvi', 'नंदकिशोर दळवी', 52, 'Warje')],
]

export const suspendedPatient = {
  name: 'Ritesh Jain',
  reason:
    'Two people were using this account. Please come to the reception with your government id, and we open it again.',
}

/** What a doctor in charge wrote after a call, by how the patient presented, and what they prescribed. */
export const callsFromHome: Partial<
  Record<PictureName, readonly [text: string, medicines: PrescriptionName]>
> = {
  cold: [
    'Spoke by telephone, whole sentences, no breathlessness. SpO2 {{spo2}} % at rest and the same after walking for six minutes. Runny nose and sore throat, eats and drinks. {{past}} Mild, can stay at home; somebody is with the patient. Warning signs repeated. Next call in two days.',
    'atHomeWithCough',
  ],
  fewDaysOfFever: [
    'Video call. {{temperature}} °C, SpO2 {{spo2}} % at rest, one point less after walking, RR {{rr}} counted together. No pain in the chest. {{past}} No antibiotic, no steroid while SpO2 is 94 % or more. Paracetamol, fluids, lying on the front when comfortable. Calls at once if SpO2 is 93 % or less or fever goes on beyond three days.',
    'atHomeWithFever',
  ],
  stomach: [
    'Telephone. Four loose stools yesterday, two today, no blood, passes enough water. SpO2 {{spo2}} %, RR {{rr}}. {{past}} Rehydration solution, curd rice, bananas. Come in if drinking fails or there is blood.',
    'atHomeWithFever',
  ],
}
