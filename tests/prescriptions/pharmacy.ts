import { randomUUID } from 'node:crypto'
import type { SafetyRules } from '../../src/catalogues/safety-rules.js'
import { db } from '../../src/db/client.js'
import { type Day, dayToColumn } from '../../src/shared/calendar.js'

/** A small rule set of the tests' own: what it says is not medicine, only like it. */
export const testRules: SafetyRules = {
  ingredients: [
    { code: 'paracetamol', name: 'Paracetamol', classes: [], maxDailyMg: 4000 },
    { code: 'ibuprofen', name: 'Ibuprofen', classes: ['nsaids'], maxDailyMg: 2400 },
    { code: 'diclofenac', name: 'Diclofenac', classes: ['nsaids'], maxDailyMg: 150 },
    { code: 'amoxicillin', name: 'Amoxicillin', classes: ['penicillins', 'qt'], maxDailyMg: 6000 },
    { code: 'ampicillin', name: 'Ampicillin', classes: ['penicillins'], maxDailyMg: null },
    { code: 'cefixime', name: 'Cefixime', classes: ['cephalosporins'], maxDailyMg: 400 },
    { code: 'warfarin', name: 'Warfarin', classes: ['anticoagulants'], maxDailyMg: null },
    { code: 'ondansetron', name: 'Ondansetron', classes: ['qt'], maxDailyMg: 24 },
    { code: 'cetirizine', name: 'Cetirizine', classes: [], maxDailyMg: 10 },
    { code: 'caffeine', name: 'Caffeine', classes: [], maxDailyMg: null },
    { code: 'insulin', name: 'Insulin', classes: [], maxDailyMg: null },
  ],
  classes: [
    { code: 'nsaids', name: 'NSAIDs', crossReacts: [] },
    { code: 'penicillins', name: 'Penicillins', crossReacts: ['cephalosporins'] },
    { code: 'cephalosporins', name: 'Cephalosporins', crossReacts: [] },
    { code: 'anticoagulants', name: 'Anticoagulants', crossReacts: [] },
    { code: 'qt', name: 'Medicines that lengthen QT', crossReacts: [] },
  ],
  interactions: [
    {
      a: 'warfarin',
      b: 'class:nsaids',
      severity: 'SERIOUS',
      text: 'Bleeding becomes more likely.',
      source: 'Label',
    },
    { a: 'class:qt', b: 'class:qt', severity: 'CAUTION', text: 'QT becomes longer.', source: 'Label' },
    { a: 'warfarin', b: 'cefixime', severity: 'CONTRAINDICATED', text: 'A made-up rule.', source: 'Nobody' },
  ],
  duplicateClasses: ['nsaids', 'penicillins', 'anticoagulants'],
}

const products = {
  paracetamol500: ['Paracetamol', 'Tablet', '500 mg', 'tablet', [['paracetamol', 500]]],
  paracetamolSyrup: ['Paracetamol', 'Syrup', '250 mg/5 ml', 'ml', [['paracetamol', 50]]],
  combination: [
    'Coldrelief',
    'Tablet',
    '325 mg + 30 mg',
    'tablet',
    [
      ['paracetamol', 325],
      ['caffeine', 30],
    ],
  ],
  ibuprofen400: ['Ibuprofen', 'Tablet', '400 mg', 'tablet', [['ibuprofen', 400]]],
  diclofenac50: ['Diclofenac', 'Tablet', '50 mg', 'tablet', [['diclofenac', 50]]],
  amoxicillin500: ['Amoxicillin', 'Capsule', '500 mg', 'capsule', [['amoxicillin', 500]]],
  cefixime200: ['Cefixime', 'Tablet', '200 mg', 'tablet', [['cefixime', 200]]],
  warfarin5: ['Warfarin', 'Tablet', '5 mg', 'tablet', [['warfarin', 5]]],
  cetirizine10: ['Cetirizine', 'Tablet', '10 mg', 'tablet', [['cetirizine', 10]]],
} as const satisfies Record<
  string,
  readonly [
    name: string,
    form: string,
    strength: string,
    unit: string,
    ingredients: readonly (readonly [string, number])[],
  ]
>

export type ProductName = keyof typeof products

export interface TestProduct {
  id: string
  /** As a prescription names it. */
  label: string
}

/** Puts the products into the catalogue, and the rules in force over those of the project. */
export async function openPharmacy(): Promise<Record<ProductName, TestProduct>> {
  const release = await db.catalogueRelease.create({
    data: { ...released('MEDICINES'), rows: Object.keys(products).length },
    select: { id: true },
  })
  const entries = await Promise.all(
    Object.entries(products).map(async ([key, [name, form, strength, unit, ingredients]]) => {
      const { id } = await db.medicine.create({
        data: {
          code: `T-${key}`,
          ...{ name, form, strength, unit, route: 'By mouth', priceMinor: 100n, releaseId: release.id },
          ingredients: { create: ingredients.map(([code, amountMg]) => ({ code, amountMg })) },
        },
        select: { id: true },
      })
      return [key, { id, label: `${name} ${strength} ${form.toLowerCase()}` }] as const
    }),
  )
  await loadRules()
  // One entry for each product.
  return Object.fromEntries(entries) as Record<ProductName, TestProduct>
}

/** Loads rules, which are in force from then on. */
export async function loadRules(reviewBy: Day | null = null): Promise<string> {
  const release = released('SAFETY_RULES')
  await db.catalogueRelease.create({
    data: { ...release, rules: testRules, rows: 1, reviewBy: reviewBy && dayToColumn(reviewBy) },
    select: { id: true },
  })
  return release.version
}

const released = (kind: 'MEDICINES' | 'SAFETY_RULES') => ({
  kind,
  version: `test-${randomUUID().slice(0, 8)}`,
  source: 'The tests',
  publishedOn: new Date('2026-01-01'),
  sha256: '',
})
