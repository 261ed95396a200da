import type { ToldBy } from './patients-at-home.js'
import { boy, girl, man, type Person, withMore, woman } from './people.js'
import type { PictureName } from './pictures.js'

/** A triage and nothing more yet: minutes or days ago. */
export type Triaged = readonly [
  ago: { minutes: number } | { days: number },
  picture: PictureName,
  toldBy: ToldBy,
  person: Person,
]

/** Advised to be admitted, or to go to a COVID care centre, and waiting for it. */
export const waiting: readonly Triaged[] = [
  [
    { minutes: 12 },
    'severelyShortOfBreath',
    'DESK',
    man('Raghunath Bankar', 'रघुनाथ बनकर', 72, 'Saswad', 'HYPERTENSION'),
  ],
  [{ minutes: 35 }, 'fallingSaturation', 'DESK', man('Gopal Rane', 'गोपाळ राणे', 53, 'Dehu Road', 'DIABETES')],
  [{ minutes: 80 }, 'fallingSaturation', 'DOCTOR', woman('Savita Hinge', 'सविता हिंगे', 46, 'Chakan')],
  [{ minutes: 150 }, 'painInTheChest', 'THEMSELVES', man('Chetan Vora', 'चेतन व्होरा', 45, 'Baner')],
  [{ minutes: 200 }, 'nobodyAtHome', 'DESK', woman('Munni Khatoon', 'मुन्नी खातून', 36, 'Yerawada')],
  [{ days: 1 }, 'noRoomAtHome', 'DESK', man('Ramu Nishad', 'रामू निषाद', 23, 'Pimpri')],
]

/** Something that triage needs is missing: work for clinical data entry. */
export const incomplete: readonly Triaged[] = [
  [
    { minutes: 20 },
    'foundInTheStreet',
    'DESK',
    {
      name: 'Unknown man, found at Swargate bus stand',
      localName: null,
      sex: 'MALE',
      age: null,
      area: null,
      conditions: [],
      history: 'Brought by ambulance, no papers. Looks about fifty; scar of an old burn on the left forearm.',
    },
  ],
  [{ minutes: 55 }, 'breathsNotCounted', 'THEMSELVES', woman('Devika Menon', 'देविका मेनन', 32, 'Hinjawadi')],
  [
    { minutes: 140 },
    'breathsNotCounted',
    'DESK',
    woman('Parvati Ghadge', 'पार्वती घाडगे', 69, 'Baramati', 'HYPERTENSION'),
  ],
  [{ days: 1 }, 'noOximeter', 'THEMSELVES', man('Sanjay Bhandari', 'संजय भंडारी', 48, 'Chinchwad')],
  [{ days: 2 }, 'halfAsked', 'DESK', woman('Rajashree Naik', 'राजश्री नाईक', 41, 'Lonavala')],
]

/** The adult rules are not for them. */
export const children: readonly Triaged[] = [
  [{ minutes: 100 }, 'childWithACold', 'DESK', girl('Saanvi Kulthe', 'सान्वी कुलथे', 9, 'Kothrud')],
  [
    { days: 1 },
    'childWithACold',
    'DESK',
    withMore(girl('Zoya Momin', 'झोया मोमीन', 2, 'Kondhwa'), { allergies: 'Egg' }),
  ],
]

/** Registered for something else, days ago. */
export const registeredOnly: readonly [days: number, person: Person][] = [
  [
    2,
    withMore(woman('Sonal Gandhi', 'सोनल गांधी', 31, 'Kharadi'), {
      pregnant: true,
      history: 'First pregnancy, 20 weeks.',
    }),
  ],
  [5, woman('Kamal Bapat', 'कमल बापट', 70, 'Sahakarnagar', 'HYPERTENSION', 'DIABETES')],
  [9, boy('Arnav Ketkar', 'अर्णव केतकर', 11, 'Aundh', 'ASTHMA')],
  [18, man('Bismillah Jamadar', 'बिस्मिल्ला जमादार', 60, 'Kasba Peth', 'HEART_DISEASE')],
  // The demonstration's own patient, whom the desk registered a second time.
  [
    3,
    withMore(woman('Anjali Deshpandey', null, 44, 'Kothrud'), {
      bornAs: 'Anjali Deshpande',
      allergies: 'Pollen',
    }),
  ],
]

/** Signed up and waiting for approval. */
export const signedUp: readonly [ago: { minutes: number } | { days: number }, person: Person][] = [
  [{ minutes: 185 }, woman('Shruti Vaidya', 'श्रुती वैद्य', 25, 'Kothrud')],
  [{ days: 1 }, man('Nikhil Saxena', null, 29, 'Hinjawadi')],
  [{ days: 1 }, man('Mangesh Padwal', 'मंगेश पडवळ', 44, 'Dehu Road')],
  [{ days: 2 }, woman('Hemlata Chordia', 'हेमलता चोरडिया', 62, 'Camp')],
]
