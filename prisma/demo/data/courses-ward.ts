import type { Course } from './course.js'
import * as prices from './prices.js'

export const wardCourses = {
  moderate: {
    picture: 'fallingSaturation',
    reason: 'COVID-19 pneumonia, moderate: needs oxygen.',
    arrival: [
      'Day {{dayOfIllness}} of the illness. Fever and dry cough, since yesterday breathless on the way to the bathroom. {{past}} On arrival SpO2 {{spo2}} % on room air, RR {{rr}}, pulse {{pulse}}, BP {{bp}}, {{temperature}} °C. Alert, speaks in whole sentences. Fine crackles at both bases, no wheeze. JVP not raised, calves soft.\nCOVID-19 pneumonia, moderate. Oxygen 4 L by nasal prongs, target {{target}} %. Dexamethasone, heparin, {{antiviral}}. CBC, CRP, D-dimer, LFT, creatinine, sugars and a chest X-ray are sent. Prone while awake, two hours at a time. To HDU if 6 L are not enough for the target, or RR is above 30.',
      'Came with the family, on day {{dayOfIllness}}. Cough that hurts, no appetite, breathless when talking on the phone. {{past}} SpO2 {{spo2}} % on room air, RR {{rr}}, {{temperature}} °C, pulse {{pulse}}, BP {{bp}}. No cyanosis, not using accessory muscles. Bronchial breathing left base.\nModerate by saturation and rate. Prongs 3 to 4 L for {{target}} %, steroid, heparin, {{antiviral}}. Explained to patient and daughter that days 7 to 10 decide, and that we call if we move to HDU.',
      'Seen at {{time}}. Positive test some days ago, was doing well at home until last night. {{past}} Now SpO2 {{spo2}} % on air, drops further on standing, RR {{rr}}, pulse {{pulse}}, {{temperature}} °C, BP {{bp}}. Chest: crackles to the mid zones. Abdomen soft. Neurologically nothing new.\nAdmitted as moderate. Oxygen for {{target}} %, dexamethasone 6 mg, prophylactic heparin, {{antiviral}}. Baseline blood, ECG. Monitor every 4 hours.',
    ],
    mornings: [
      [
        'SpO2 {{onOxygen}} % on 4 L, RR 24. Slept on the front for part of the night. {{temperatureNext}} °C. CRP {{crp}} mg/L, D-dimer {{ddimer}} µg/mL, {{kidneys}}. X-ray: patches in both lower zones. {{sugars}}Continue.',
        'SpO2 {{onOxygen}} % on 3 L, RR 22. Says that breathing is easier. Afebrile since midnight, ate half of breakfast. Steroid and heparin go on. {{sugars}}',
        'Walked to the bathroom with the prongs; dropped by three points, back in a minute. At rest {{onOxygen}} % on 2 L, RR 20. CRP {{crpLater}} (was {{crp}}).',
        '{{onOxygen}} % on 1 L at rest. No fever for three days. Chest: fewer crackles. Try without oxygen tomorrow morning.',
        'Oxygen stopped at 7 am. {{onAir}} % on room air at rest, two points less after six minutes of walking. First day without oxygen.',
        'Second day without oxygen, {{onAir}} % at rest. Appetite is back. Steroid by mouth from tomorrow.',
        'Third day without oxygen, {{onAir}} %, no fever, walks alone. If tomorrow is the same: home.',
        'As yesterday. Blood is fine. Waiting for the family, who come by bus.',
      ],
      [
        'Restless night, coughing. {{onOxygen}} % on 4 L by prongs, RR 25, {{temperatureNext}} °C. CRP {{crp}}, D-dimer {{ddimer}}, ferritin {{ferritin}}, {{kidneys}}. X-ray with bilateral peripheral shadows. {{sugars}}Prone more strictly; physiotherapist informed.',
        'Better. {{onOxygen}} % on 3 L, RR 21. Temperature normal. Drinks well. No bleeding, calves soft. {{sugars}}Continue all.',
        '{{onOxygen}} % on 2 L; dropped for a moment when the prongs slipped. CRP {{crpLater}} after {{crp}}. Incentive spirometer, ten times an hour.',
        '1 L is enough for {{onOxygen}} %. Sat in the chair for lunch. Last dose of the antiviral today or tomorrow.',
        'Without oxygen since the morning round: {{onAir}} %, RR 18. Count from today.',
        '{{onAir}} % on room air, day 2. Slept through. Asks when the phone calls of the ward end at night.',
        '{{onAir}} % on room air, day 3. Climbs a flight of stairs, one point less at the top. Home tomorrow.',
        'Well. Advice given about the rest at home, tablets explained, telephone numbers written down.',
      ],
    ],
    medicines: 'onTheWard',
    end: {
      note: 'Three days without oxygen and without fever. SpO2 {{onAir}} % on room air at rest, one point less after walking for six minutes. CRP {{crpLater}}. Fit for home. Tablets and warning signs explained to patient and family. Review in 7 days.',
      advice:
        'COVID-19 pneumonia, moderate, recovered. Rest at home for 7 days, walk a little more each day, measure SpO2 in the morning and evening. Come back at once with breathlessness, SpO2 of 93 % or less, chest pain, new confusion or a swollen calf.',
      medicines: 'afterTheWard',
      prices: prices.ward,
    },
  },
  cameOnOxygen: {
    picture: 'onOxygenAlready',
    reason: 'COVID-19 pneumonia, moderate: came on oxygen.',
    arrival: [
      'Brought by ambulance from a nursing home that has no more oxygen, on 6 L by face mask, day {{dayOfIllness}}. {{past}} SpO2 {{spo2}} % on the mask, not tested on air and not needed. RR {{rr}}, pulse {{pulse}}, BP {{bp}}, {{temperature}} °C. Tired, but alert. Crackles in both lower zones.\nModerate at least, because on oxygen. Mask down to prongs as {{target}} % allows. Steroid was begun there two days ago: count from then. Heparin, {{antiviral}}. Papers of the nursing home copied.',
    ],
    mornings: [
      [
        '{{onOxygen}} % on 5 L by mask, RR 24. {{temperatureNext}} °C. CRP {{crp}} mg/L, D-dimer {{ddimer}} µg/mL, {{kidneys}}. Bilateral shadows, no effusion. {{sugars}}Short words, rests between them.',
        'Changed to prongs at 4 L: {{onOxygen}} %, RR 22. Ate breakfast. {{sugars}}',
        '{{onOxygen}} % on 3 L. CRP {{crpLater}} (was {{crp}}). Sits in the chair for meals.',
        '{{onOxygen}} % on 2 L, RR 19. Walks two rounds of the room with the physiotherapist.',
        '1 L at night only. {{onAir}} % on air while awake.',
        'Without oxygen since yesterday evening, {{onAir}} %.',
        'Second day without oxygen, no complaints.',
        'Third day without oxygen. Home tomorrow.',
      ],
    ],
    medicines: 'onTheWard',
    end: {
      note: 'Without oxygen for three days, {{onAir}} % on room air. Walks alone. Home with the family today; exercises for breathing shown again.',
      advice:
        'COVID-19 pneumonia, recovered after {{days}} days. Breathing exercises three times a day. SpO2 morning and evening for two weeks. Come back at once with breathlessness, SpO2 of 93 % or less, fever, or blood in the sputum.',
      medicines: 'afterTheWard',
      prices: prices.ward,
    },
  },
  prolongedFever: {
    picture: 'feverThatStays',
    reason: 'COVID-19 with fever for {{feverDays}} days in a row, no hypoxia.',
    arrival: [
      'Fever on {{feverDays}} days in a row, up to 39.4 °C in the evening, with body ache. {{past}} SpO2 {{spo2}} % on room air, RR {{rr}}, pulse {{pulse}}, BP {{bp}}, {{temperature}} °C. Not breathless. Chest clear, abdomen soft, no rash, neck supple.\nMild by breathing, admitted for the fever. No steroid while there is no hypoxia. CBC, CRP, dengue NS1, malaria smear, LFT, urine, two blood cultures, chest X-ray. Fluids, paracetamol by the clock. Saturation every 4 hours, after walking too.',
      'High fever for {{feverDays}} days that paracetamol brings down for two hours only. {{past}} {{temperature}} °C, pulse {{pulse}}, BP {{bp}}, RR {{rr}}, SpO2 {{spo2}} % on air, 95 % after walking. Throat red, no lymph nodes, liver not felt.\nWatch for hypoxia and for a second cause. Dengue and malaria tests, blood culture, CRP. No antibiotic unless one of these speaks.',
    ],
    mornings: [
      [
        '38.6 °C at night, 37.8 °C now. SpO2 96 % on air, 95 % after walking. CRP {{crpLow}}, platelets 1.7 lakh, dengue NS1 and malaria negative. X-ray clear. No steroid, no antibiotic.',
        'Highest 38.0 °C in the last 24 hours. Drinks enough, drip stopped. SpO2 97 %. Blood culture without growth so far.',
        'No fever since yesterday noon, paracetamol not needed. SpO2 97 %.',
        'Second day without fever. Bored, which is a good sign.',
        'Third day without fever. Home tomorrow.',
      ],
      [
        'Fever twice in the night, 38.8 and 38.3 °C. SpO2 96 % on air. CRP {{crpLow}}, platelets 1.9 lakh, smear negative, NS1 negative. Appetite poor, fluids continue.',
        'Once 38.1 °C. Feels lighter. SpO2 96 %, after walking 95 %. Cultures sterile at 48 hours.',
        '37.2 °C. Ate rice and dal. Drip out.',
        'No fever for two days. Walks about the ward.',
        'No fever for three days.',
      ],
    ],
    medicines: 'forFever',
    end: {
      note: 'No fever for three days without paracetamol, SpO2 97 % on air, never below 95 % after walking. Cultures sterile. Home.',
      advice:
        'COVID-19 with prolonged fever, no pneumonia. Drink plenty, rest for a week. Measure temperature and SpO2 twice a day for another week. Come back with fever above 100 °F, breathlessness or SpO2 of 93 % or less.',
      medicines: 'afterFever',
      prices: prices.fever,
    },
  },
  chestPain: {
    picture: 'painInTheChest',
    reason: 'COVID-19 with pain in the chest that does not go away: to rule out the heart.',
    arrival: [
      'Dull pain behind the breastbone for a day, not with effort, worse on deep breathing, with COVID-19 on day {{dayOfIllness}}. {{past}} SpO2 {{spo2}} % on air, RR {{rr}}, pulse {{pulse}}, BP {{bp}} on both arms, {{temperature}} °C. No murmur, no rub, chest clear, calves soft.\nECG: sinus rhythm, no ST change. Troponin I now and in 3 hours. D-dimer. Echo on the ward tomorrow. Aspirin until the second troponin.',
    ],
    mornings: [
      [
        'Pain less, 3 of 10. Both troponins negative, D-dimer {{ddimer}}. Echo: normal wall motion, EF 60 %, no effusion. SpO2 97 % on air. Most likely from coughing; a day more for the rhythm.',
        'Free of pain. Telemetry without events. SpO2 97 %.',
        'Slept well, no pain. Home if the evening ECG is unchanged.',
      ],
    ],
    medicines: 'forTheHeart',
    end: {
      note: 'No pain for two days. Three ECGs unchanged, troponins negative, echo normal. SpO2 97 %. Home.',
      advice:
        'COVID-19, mild, with pain in the chest wall. The heart was found healthy by ECG, troponin and echo. Come back at once with pain that spreads to the arm or jaw, breathlessness, or SpO2 of 93 % or less.',
      medicines: 'afterChestPain',
      prices: prices.chestPain,
    },
  },
  confused: {
    picture: 'newlyConfused',
    reason: 'COVID-19 with new confusion in an old patient.',
    arrival: [
      'Brought by her son: since last night she does not know the house, picks at the sheet, hardly drinks. Before this she cooked and read the paper. {{past}} {{temperature}} °C, BP {{bp}}, pulse {{pulse}}, RR {{rr}}, SpO2 {{spo2}} % on air. Tongue dry. No focal weakness, neck supple. Knows her name, not the day.\nDelirium with COVID-19 and too little fluid. Sugar 118, sodium sent. Drip slowly, glasses and hearing aid from home, son may sit with her in protective clothing. No restraints. Fall risk.',
    ],
    mornings: [
      [
        'Slept 4 hours, called for her sister. Sodium 128, creatinine 1.1, urine clear. Drank 600 ml. SpO2 95 % on air. Saline instead of dextrose, sodium again tonight.',
        'Knows her son and the month. Sodium 132. No fever. SpO2 95 %.',
        'Clear in the morning, muddled again after sunset. Sodium 135. Sits out of bed. Quetiapine was not needed.',
        'Clear all day. Complains about the tea.',
        'Walks with one person. Plan for home with the son, day after tomorrow.',
      ],
    ],
    medicines: 'forTheElderly',
  },
  pregnant: {
    picture: 'fallingSaturation',
    reason: 'COVID-19 pneumonia, moderate, in the 31st week of pregnancy.',
    arrival: [
      'G2 P1, 31 weeks by early scan. COVID-19, day {{dayOfIllness}}. Breathless on stairs. {{past}} SpO2 {{spo2}} % on air, RR {{rr}}, pulse {{pulse}}, BP {{bp}}, {{temperature}} °C. Uterus as for dates, relaxed, fetal heart 148, movements felt. No bleeding, no leak.\nOxygen for 95 % and more, as for every pregnancy. Betamethasone for the lungs of the baby, then methylprednisolone. Heparin. CTG twice a day. No remdesivir for now, discussed with pulmonology and with her. Left side, prone with pillows as she likes it.',
    ],
    mornings: [
      [
        '96 % on 3 L, RR 22. CTG reactive. Second betamethasone given. CRP {{crp}}, platelets 2.1 lakh, urine without protein.',
        '96 % on 2 L, RR 20. Baby moves well, CTG reactive. Ultrasound: growth on the 45th centile, normal Doppler.',
        '96 % on 1 L. No contractions. Eats well. CRP {{crpLater}}.',
        'Without oxygen since the morning, 96 %. CTG reactive.',
        '96 % on air, second day.',
      ],
    ],
    medicines: 'inPregnancy',
  },
  child: {
    picture: 'illChild',
    reason: 'COVID-19 in a child: vomits, does not keep fluids.',
    arrival: [
      'Six years, 20 kg. Fever for {{feverDays}} days, five loose stools and three times vomiting since the morning. {{past}} Mother is with him. {{temperature}} °C, pulse {{pulse}}, RR {{rr}}, SpO2 {{spo2}} % on air, capillary refill 2 seconds. Eyes a little sunken, tears present, abdomen soft. No indrawing, chest clear, no rash.\nSome dehydration. The adult rules do not apply. Ondansetron, then 75 ml per kg of rehydration solution over 4 hours by cup and spoon; drip only if that fails. CBC, electrolytes, CRP. Watch for rash, red eyes and a fever that comes back.',
    ],
    mornings: [
      [
        'Kept all fluids since 10 pm. Two loose stools. 38.0 °C. SpO2 98 %. CRP 9, sodium 136, potassium 3.6. Draws dinosaurs.',
        'No vomiting. Eats khichdi. 37.4 °C. One soft stool.',
        'No fever for a day. Weight 20.4 kg. Home tomorrow if the night is quiet. Mother knows the signs for which to come back.',
      ],
    ],
    medicines: 'ofAChild',
  },
} as const satisfies Record<string, Course>
