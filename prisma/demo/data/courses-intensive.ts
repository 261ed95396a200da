import type { Course } from './course.js'
import * as prices from './prices.js'

export const intensiveCourses = {
  highFlow: {
    picture: 'severelyShortOfBreath',
    reason: 'COVID-19 pneumonia, severe: high-flow oxygen.',
    arrival: [
      'Day {{dayOfIllness}}. Breathless at rest since the night, cannot finish a sentence. {{past}} SpO2 {{spo2}} % on room air, RR {{rr}}, pulse {{pulse}}, BP {{bp}}, {{temperature}} °C. Alert, frightened. Uses neck muscles. Crackles everywhere.\nSevere COVID-19 pneumonia. High flow 50 L, FiO2 0.7: now {{onOxygen}} %. Methylprednisolone, heparin in the intermediate dose, {{antiviral}}. Arterial gas: pO2 58, pCO2 33, lactate 1.6. Prone at once, as long as tolerated. Family told that a ventilator may become necessary; they agree to everything that helps.',
      'Came walking, grey in the face. SpO2 {{spo2}} % on air, RR {{rr}}, pulse {{pulse}}, BP {{bp}}, {{temperature}} °C, day {{dayOfIllness}}. {{past}} Single words. No wheeze. Echo at the bedside: right side not enlarged. D-dimer {{ddimer}}.\nHigh flow 60 L, FiO2 0.8. ROX index 3.5: again in 2 and 6 hours. Steroid, heparin, {{antiviral}}. Head of the bed up, prone in turns. Intubation trolley beside the bed.',
    ],
    mornings: [
      [
        'High flow 50 L, FiO2 0.6: {{onOxygen}} %, RR 28, ROX 5.4. Prone for 11 hours. CRP {{crp}}, ferritin {{ferritin}}, D-dimer {{ddimer}}, {{kidneys}}. {{sugars}}',
        'FiO2 0.55, {{onOxygen}} %, RR 26. Talks in short sentences. No fever. Soup in small portions. {{sugars}}',
        'FiO2 0.5, 45 L, {{onOxygen}} %, RR 24. CRP {{crpLater}} (was {{crp}}). X-ray unchanged.',
        'FiO2 0.45, {{onOxygen}} %. Sat at the edge of the bed with two physiotherapists.',
        'FiO2 0.4, 40 L, {{onOxygen}} %, RR 22. Steroid to be halved from tomorrow.',
        'FiO2 0.35. Two hours on a mask with 6 L in the afternoon, no worse for it.',
        'Mask 5 L by day, high flow at night.',
      ],
      [
        'A hard night: FiO2 up to 0.8 at 3 am, now 0.65, {{onOxygen}} %, RR 29. Stayed off the ventilator. CRP {{crp}}, D-dimer {{ddimer}}, procalcitonin 0.2: no antibiotic. {{sugars}}',
        'Steadier. FiO2 0.6, {{onOxygen}} %, RR 26. Prone 12 hours of 24. Calves soft, platelets 2.3 lakh. {{sugars}}',
        'FiO2 0.5, {{onOxygen}} %. Called the family by video, smiled.',
        'FiO2 0.45, RR 23. CRP {{crpLater}}. Eats by spoon.',
        'FiO2 0.4, {{onOxygen}} %. Bedside cycle for ten minutes.',
        'Mask trial tomorrow.',
      ],
    ],
    medicines: 'inIntensiveCare',
    end: {
      note: 'Out of intensive care for {{onTheWard}} days and without oxygen for three. SpO2 {{onAir}} % on air, hardly less after walking slowly. Weak in the legs: physiotherapy at home is arranged. Home with the family.',
      advice:
        'Severe COVID-19 pneumonia, recovered after {{days}} days. Physiotherapy three times a week, breathing exercises daily. SpO2 morning and evening for four weeks. Blood sugar once a week while on tablets. Come back at once with breathlessness, SpO2 of 93 % or less, fever, chest pain, black stools or a swollen leg. Pulmonology clinic in 2 weeks, with an X-ray.',
      medicines: 'afterTheWard',
      prices: prices.intensive,
    },
  },
  severeOnMask: {
    picture: 'severeOnMask',
    reason: 'COVID-19 pneumonia, severe: SpO2 below 90 % on oxygen.',
    arrival: [
      'Transferred from another hospital on a mask with 10 L, and still {{spo2}} %. RR {{rr}}, pulse {{pulse}}, BP {{bp}}, {{temperature}} °C, day {{dayOfIllness}}. {{past}} Sleepy when left alone, answers correctly. Prolonged expiration, crackles at the bases. Gas: pH 7.34, pCO2 54, pO2 61.\nSevere pneumonia on a chronic lung. Mask ventilation 14/6 for two hours, then again the gas; target {{target}} %. Bronchodilators by spacer, steroid, heparin, {{antiviral}}. Wishes discussed with him: yes to the mask, decide again before a tube.',
    ],
    mornings: [
      [
        'Mask ventilation through the night with breaks to drink. pH 7.38, pCO2 48. {{onOxygen}} % on FiO2 0.45, RR 26. CRP {{crp}}, {{kidneys}}.',
        'Four hours without the mask on 5 L, {{onOxygen}} %, pCO2 47. Awake, reads messages.',
        'Mask at night only.',
      ],
    ],
    medicines: 'inIntensiveCare',
  },
  ventilated: {
    picture: 'ventilated',
    reason: 'COVID-19 pneumonia, critical: ventilated.',
    arrival: [
      'Came on mask ventilation by cardiac ambulance, day {{dayOfIllness}}, tiring: SpO2 {{spo2}} %, RR {{rr}}, pulse {{pulse}}, BP {{bp}}, {{temperature}} °C, opens the eyes when spoken to. {{past}}\nIntubated on arrival by video laryngoscope, tube 8.0 at 22 cm, no desaturation below 82 %. Volume control 6 ml per kg, PEEP 12, FiO2 0.8, plateau 27. Arterial line left radial, central line right jugular. Noradrenaline 0.08. Gas after half an hour: pH 7.31, pCO2 49, pO2 72. Prone tonight. Family spoken to at length; daughter takes the calls.',
    ],
    mornings: [
      [
        'Prone for 16 hours: P/F from 96 to 148. FiO2 0.6, PEEP 12, plateau 26. Noradrenaline 0.05. Urine 1.4 L. CRP {{crp}}, ferritin {{ferritin}}, {{kidneys}}. Feeding at 30 ml an hour is kept. {{sugars}}',
        'Second prone session. P/F 162 on the back. Sedation lighter in the morning: moves all four limbs. No fever.',
        'FiO2 0.55, PEEP 10. Noradrenaline off since 5 am. Feeding at the full rate. Pressure areas intact.',
        'P/F 188. Tracheal aspirate without growth. CRP {{crpLater}} (was {{crp}}). Relaxant stopped.',
        'Opens the eyes, squeezes the hand. Pressure support for two hours.',
        'Pressure support 14 by day, control at night. X-ray a little clearer.',
        'FiO2 0.4, PEEP 8. Tracheostomy discussed with the family for the day after tomorrow, if no extubation by then.',
        'Sat at the edge of the bed on the ventilator. Daughter visited in protective clothing.',
        'Four hours on a T-piece with RR 26. Tracheostomy put off.',
      ],
      [
        'Stable night on the ventilator. FiO2 0.65, PEEP 12, plateau 28, P/F 131. Prone from 6 pm. {{kidneys}}, CRP {{crp}}, D-dimer {{ddimer}}. Diuretic for a balance of minus 500 ml. {{sugars}}',
        'P/F 155 after 15 hours prone. Noradrenaline 0.03. Fever 38.4 °C: cultures, new arterial line, no new antibiotic yet.',
        'Cultures of blood and trachea without growth. FiO2 0.5. Temperature normal.',
        'Sedation hold: restless, but follows with the eyes. Back to light sedation.',
        'P/F 195, no more prone sessions. CRP {{crpLater}}.',
        'Pressure support tried for an hour, RR 32, back to control.',
        'Pressure support for four hours. Physiotherapy twice a day.',
      ],
    ],
    medicines: 'onTheVentilator',
  },
} as const satisfies Record<string, Course>
