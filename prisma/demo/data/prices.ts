/**
 * A line of a bill: once, for each day of the stay, for each day before the last three, or about so much a day,
 * for nobody uses exactly as much as the next.
 */
export type Price = readonly [
  description: string,
  amountMinor: bigint,
  per: 'STAY' | 'DAY' | 'DAY_ON_OXYGEN' | 'ABOUT_A_DAY',
]

export const ward: { medicines: readonly Price[]; others: readonly Price[] } = {
  medicines: [
    ['Remdesivir 100 mg, 6 vials', 16_794_00n, 'STAY'],
    ['Enoxaparin 40 mg, {{days}} syringes', 386_50n, 'DAY'],
    ['Dexamethasone, pantoprazole and other medicines', 212_75n, 'ABOUT_A_DAY'],
  ],
  others: [
    ['Laboratory: CBC, CRP, D-dimer, LFT, creatinine, three times', 6_450_00n, 'STAY'],
    ['Chest X-ray, portable, 2 films', 1_100_00n, 'STAY'],
    ['Oxygen, {{days}} days', 1_250_00n, 'DAY_ON_OXYGEN'],
    ['Protective equipment, {{days}} days', 600_00n, 'DAY'],
  ],
}

export const fever: typeof ward = {
  medicines: [
    ['Intravenous fluids and sets', 1_384_00n, 'STAY'],
    ['Tablets', 96_50n, 'ABOUT_A_DAY'],
  ],
  others: [
    ['Laboratory: CBC, CRP, dengue NS1, malaria, blood culture', 4_980_00n, 'STAY'],
    ['Protective equipment, {{days}} days', 600_00n, 'DAY'],
  ],
}

export const chestPain: typeof ward = {
  medicines: [['Tablets and injections', 268_25n, 'ABOUT_A_DAY']],
  others: [
    ['ECG, 3', 900_00n, 'STAY'],
    ['Troponin I, 2', 2_800_00n, 'STAY'],
    ['Echocardiography', 2_400_00n, 'STAY'],
    ['Protective equipment, {{days}} days', 600_00n, 'DAY'],
  ],
}

export const intensive: typeof ward = {
  medicines: [
    ['Remdesivir 100 mg, 6 vials', 16_794_00n, 'STAY'],
    ['Enoxaparin 60 mg, {{days}} days', 1_142_00n, 'DAY'],
    ['Methylprednisolone, pantoprazole and other injections', 874_60n, 'ABOUT_A_DAY'],
  ],
  others: [
    ['Laboratory and blood gases', 21_300_00n, 'STAY'],
    ['CT of the chest', 2_500_00n, 'STAY'],
    ['High-flow oxygen, {{days}} days', 3_200_00n, 'DAY_ON_OXYGEN'],
    ['Protective equipment, {{days}} days', 1_200_00n, 'DAY'],
  ],
}

export const delivery: typeof ward = {
  medicines: [['Medicines and consumables', 3_264_00n, 'STAY']],
  others: [
    ['Labour room', 12_000_00n, 'STAY'],
    ['Care of the newborn', 4_500_00n, 'STAY'],
    ['Laboratory', 1_850_00n, 'STAY'],
  ],
}

export const lungs: typeof ward = {
  medicines: [
    ['Nebulisation, medicines', 318_00n, 'ABOUT_A_DAY'],
    ['Tablets', 142_50n, 'ABOUT_A_DAY'],
  ],
  others: [
    ['Laboratory: CBC, CRP, blood gas, RT-PCR', 3_720_00n, 'STAY'],
    ['Chest X-ray', 650_00n, 'STAY'],
  ],
}

export const operation: typeof ward = {
  medicines: [['Medicines and consumables', 8_945_50n, 'STAY']],
  others: [
    ['Operating theatre and anaesthesia', 32_000_00n, 'STAY'],
    ['Plate and screws', 18_600_00n, 'STAY'],
    ['X-ray, 4 films', 1_800_00n, 'STAY'],
    ['Physiotherapy', 1_200_00n, 'STAY'],
  ],
}
