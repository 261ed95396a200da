import type { Course } from './course.js'
import * as prices from './prices.js'

/** Those who come for something else than COVID-19. */
export const generalCourses = {
  hipFracture: {
    picture: null,
    reason: 'Fracture of the neck of the left femur after a fall at home.',
    problem: { name: 'Fracture of the left hip, operated', code: 'S72.0' },
    arrival: [
      'Slipped in the bathroom this morning, could not stand. Left leg short and turned outwards, pulses and feeling of the foot good. X-ray: displaced fracture of the neck of the left femur. {{past}} No blow to the head, knew everything. Hb 10.8, creatinine 0.9, ECG sinus rhythm. RT-PCR negative.\nHemiarthroplasty tomorrow morning. Fascia iliaca block by anaesthesia tonight, fluids, nothing by mouth from 2 am. Spoke with her and both daughters.',
    ],
    mornings: [
      [
        'Cemented hemiarthroplasty under spinal anaesthesia, 70 minutes, blood loss 250 ml. Stable. Foot moves. Stand with the frame tomorrow.',
        'Stood beside the bed with the frame, two steps. Pain 3 of 10. Hb 9.4. Wound dry.',
        'Walks to the door with the frame. Drain out, dressing changed, wound dry. Iron by vein once.',
        'Walks to the bathroom with one person. Daughter practises with her. Home in a day or two if the stairs go well.',
      ],
    ],
    medicines: 'hipFracture',
  },
  caesarean: {
    picture: null,
    reason: 'Elective caesarean section at 39 weeks, previous section.',
    problem: { name: 'Delivery by caesarean section', code: 'O82.0', heals: true },
    arrival: [
      'G2 P1, 39 weeks, previous section for breech, wishes a section. Cephalic, fetal heart 142, no contractions. BP {{bp}}, Hb 11.6, RT-PCR negative. Fasting since midnight, consent signed, blood grouped and saved. Theatre at 11.',
    ],
    mornings: [
      [
        'Day 1 after section. Girl, 2.9 kg, cried at once, feeds well. Mother: pain 3 of 10, uterus firm, bleeding normal, catheter out, has walked. BP normal. Rooming in.',
        'Day 2. Wound clean. Milk is coming. Bowels opened. Home tomorrow.',
      ],
    ],
    medicines: 'caesarean',
  },
  heartFailure: {
    picture: null,
    reason: 'Heart failure, worse since he left off his tablets.',
    problem: { name: 'Heart failure', code: 'I50.9' },
    arrival: [
      'Breathless on lying flat for four nights, legs swollen to the knees. Stopped his water tablet two weeks ago because of the travel to a wedding. {{past}} BP {{bp}}, pulse {{pulse}}, SpO2 93 % on air sitting up, 95 % on 2 L. JVP raised, crackles to the mid zones, weight 78.4 kg. ECG: old anterior infarction. NT-proBNP 6,200. RT-PCR negative.\nFurosemide by vein, fluid limit 1.5 L, salt-free food. Echo tomorrow.',
    ],
    mornings: [
      [
        'Passed 3.1 L. Weight 76.1 kg. Slept on two pillows. Potassium 3.6, replaced. SpO2 95 % on air. Echo: EF 32 %, no clot.',
        'Weight 74.9 kg, legs softer. Creatinine 1.3. Sacubitril started, BP 108/66 two hours later.',
        'Weight 74.2 kg. Walked the corridor without stopping. Tablets from tomorrow; pharmacist sat with him and his wife over the pill box.',
      ],
    ],
    medicines: 'heartFailure',
  },
  dengue: {
    picture: null,
    reason: 'Dengue with warning signs: belly pain, platelets falling.',
    problem: { name: 'Dengue with warning signs', code: 'A97.1', heals: true },
    arrival: [
      'Fever for four days, since this morning none, instead pain in the upper belly and vomiting. NS1 positive. {{past}} BP {{bp}}, pulse {{pulse}}, pulse pressure 32. Liver 2 cm, tender, no fluid on ultrasound except a thin rim. Platelets 48,000, haematocrit 47 %. RT-PCR negative.\nWarning signs: Ringer lactate by the protocol, haematocrit every 6 hours, no injections into muscle, no painkiller but paracetamol.',
    ],
    mornings: [
      [
        'Platelets 31,000, haematocrit 44 %, no bleeding. BP 112/76, urine 1.1 ml per kg an hour. Pain less. Drip slower.',
        'Platelets 39,000, haematocrit 41 %. Rash that itches: recovery. Eats. Drip stopped, watch for too much fluid.',
        'Platelets 72,000. Home tomorrow.',
      ],
    ],
    medicines: 'dengue',
  },
  pyelonephritis: {
    picture: null,
    reason: 'Infection of the right kidney with high fever, diabetes.',
    problem: { name: 'Infection of the right kidney', code: 'N10', heals: true },
    arrival: [
      'Shivering, fever and pain in the right flank for two days, burning on passing urine for a week. {{past}} 39.2 °C, pulse {{pulse}}, BP {{bp}}. Right flank tender. Urine full of pus cells; ultrasound: swollen right kidney, no stone, no dilatation. Sugar 286, HbA1c 9.1 %. Lactate 1.4. RT-PCR negative.\nUrine and blood cultures, then ceftriaxone. Fluids. Insulin by scale; metformin stopped for now.',
    ],
    mornings: [
      [
        '38.4 °C once in the night. Sugar 212 fasting. Pain less. Creatinine 1.2.',
        'No fever. E. coli in the urine, sensitive to ceftriaxone. Sugar 168. Blood culture sterile so far.',
      ],
    ],
    medicines: 'pyelonephritis',
  },
  brokenLeg: {
    picture: null,
    reason: 'Fracture of the right tibia and fibula: thrown off a motorcycle.',
    problem: { name: 'Fracture of the right lower leg', code: 'S82.2' },
    arrival: [
      'Hit a divider at low speed at Wagholi, with helmet. No loss of consciousness, GCS 15. Right lower leg swollen and bent, wound of 1 cm over the shin: open fracture, Gustilo I. Foot warm, pulses felt, toes move. {{past}} BP {{bp}}, pulse {{pulse}}. Chest, pelvis and belly by ultrasound: nothing. RT-PCR negative.\nWashed, splinted, tetanus and cefazolin given within the hour. Intramedullary nail tonight.',
    ],
    mornings: [
      [
        'Nailed last night, wound washed out and closed. Compartments soft, toes move, feeling good. Walks with crutches from today, toes to the ground.',
        'Pain 2 of 10. Wound dry. Practised stairs. Police report signed. Home tomorrow.',
      ],
    ],
    medicines: 'brokenLeg',
  },
  delivery: {
    picture: null,
    reason: 'In labour, 40 weeks, first child.',
    problem: { name: 'Delivery', code: 'O80.9', heals: true },
    arrival: [
      'G1, 40 weeks, contractions every 4 minutes since midnight, membranes intact, 4 cm. Fetal heart 138. BP {{bp}}. RT-PCR negative. Husband is with her.',
    ],
    mornings: [
      [
        'Normal birth of a boy, 3.1 kg, placenta complete, small tear sutured. Feeds well. Bleeding normal.',
        'Both well. Baby examined and vaccinated.',
      ],
    ],
    medicines: 'delivery',
    end: {
      note: 'Mother and child are well. Baby feeds every two to three hours, weight 3.0 kg. Advice about feeding, stitches and contraception given.',
      advice:
        'Normal delivery of a boy. Iron and calcium for three months. Baby to paediatrics at 6 weeks for vaccination. Come back at once with fever, heavy bleeding, severe headache or a red breast.',
      medicines: 'delivery',
      prices: prices.delivery,
    },
  },
  copd: {
    picture: null,
    reason: 'COPD, worse for three days; COVID-19 test negative.',
    problem: { name: 'COPD, acutely worse', code: 'J44.1', heals: true },
    arrival: [
      'More cough and green sputum for three days, breathless at the well. {{past}} SpO2 89 % on air, RR 26, pulse {{pulse}}, BP {{bp}}. Wheeze all over, no crackles. X-ray: nothing new. RT-PCR negative. Gas: pH 7.38, pCO2 46.\nNebulisation every 6 hours, prednisolone, doxycycline. Oxygen 1 L for 88 to 92 %.',
    ],
    mornings: [
      [
        'Slept lying down. 91 % on air, RR 22. Wheeze less.',
        '92 % on air. Walks to the garden. Inhaler technique was wrong, shown again with a spacer.',
        '92 % on air, RR 18. Asks for his farm.',
        'Ready for home.',
      ],
    ],
    medicines: 'copd',
    end: {
      note: 'Back to his usual breath: 92 % on air, RR 18. Uses the inhaler correctly now. Two tablets of prednisolone are left, to be finished at home.',
      advice:
        'COPD with an infection of the airways, recovered. Inhaler every day also when well. Vaccination against influenza and pneumococcus is advised. Come back with more breathlessness, fever or sleepiness.',
      medicines: 'copd',
      prices: prices.lungs,
    },
  },
  brokenAnkle: {
    picture: null,
    reason: 'Fracture of the right outer ankle: kabaddi.',
    problem: { name: 'Fracture of the right outer ankle', code: 'S82.6' },
    arrival: [
      'Twisted the right ankle in a kabaddi match, cannot stand on it. Swollen, tender over the fibula, skin intact, pulses good. X-ray: displaced fracture of the outer ankle. {{past}} RT-PCR negative. Parents have signed. Plate tomorrow.',
    ],
    mornings: [
      [
        'Plate and six screws, 45 minutes. Foot warm, toes move. Leg up.',
        'Hardly any pain. Crutches, no weight on the foot for six weeks. Wound dry.',
      ],
    ],
    medicines: 'brokenLeg',
    end: {
      note: 'Wound dry, walks safely on crutches, stairs too. Sutures out in 12 days.',
      advice:
        'Plate on the right outer ankle. No weight on the foot for six weeks, leg up when sitting. Stitches out in 12 days, X-ray in six weeks. Come back with fever, a wet wound, or pain in the calf.',
      medicines: 'afterChestPain',
      prices: prices.operation,
    },
  },
} as const satisfies Record<string, Course>
