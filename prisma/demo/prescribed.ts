import { safetyRules } from '../../src/catalogues/queries.js'
import { config } from '../../src/config.js'
import type { Tx } from '../../src/db/client.js'
import type { Prisma } from '../../src/generated/prisma/client.js'
import { lastDay, quantityOf } from '../../src/prescriptions/dosage-rules.js'
import {
  checkedMedicine,
  doseInWords,
  type Product,
  productName,
} from '../../src/prescriptions/medicine-rules.js'
import { safetyWarnings } from '../../src/prescriptions/safety-rules.js'
import type { CheckedAllergy } from '../../src/prescriptions/safety-terms-rules.js'
import { dayFromColumn, dayIn, yearsBetween } from '../../src/shared/calendar.js'
import { products, reasons } from './data/products.js'
import type { DemoItem, DemoPrescription, Rows } from './rows.js'

/**
 * Writes the prescriptions as the application would have: with products of the catalogue, the quantities, and what the
 * rules in force say of each, with a reason. Read off the database, for the catalogue gives its own ids.
 */
export async function writePrescriptions(tx: Tx, rows: Rows): Promise<void> {
  const [catalogue, release, allergies] = [await productsOf(tx), await safetyRules(tx), await allergiesOf(tx)]
  const items = rows.prescriptionItems.map((item) => fromCatalogue(item, catalogue))
  const inOrder = [...rows.prescriptions].sort(
    (one, other) => Number(one.createdAt) - Number(other.createdAt),
  )
  await tx.$queryRaw`SELECT count(nextval('prescription_number_seq')) FROM generate_series(1, ${inOrder.length}::int)`
  await tx.prescription.createMany({
    data: inOrder.map(({ reason: _, ...prescription }, index) => ({
      ...prescription,
      number: index + 1,
      ruleSet: release?.version ?? null,
    })),
  })
  await tx.prescriptionItem.createMany({
    data: items.map(({ ingredients: _, productRoute: _route, ...item }) => item),
  })
  const patients = new Map(rows.patients.map((patient) => [patient.id, patient]))
  const warnings = inOrder.flatMap((prescription) => {
    const today = dayIn(prescription.createdAt, config.zone)
    const { dateOfBirth: born = null, noKnownAllergiesAt } = patients.get(prescription.patientId) ?? {}
    const known = allergies.get(prescription.patientId) ?? []
    const found = safetyWarnings({
      prescribed: items.filter(({ prescriptionId }) => prescriptionId === prescription.id).map(checked),
      running: inOrder
        .filter((other) => runsBeside(other, prescription))
        .flatMap((other) =>
          items.filter((item) => item.prescriptionId === other.id && lasts(item, other, prescription)),
        )
        .map(checked),
      allergies: known,
      allergiesAsked: known.length > 0 || noKnownAllergiesAt instanceof Date,
      age: born && yearsBetween(dayFromColumn(born), today),
      release,
      today,
    })
    return found.map(({ kind, severity, text, values, source }, index) => ({
      prescriptionId: prescription.id,
      position: index + 1,
      ...{ kind, severity, text, values, source },
      reason: prescription.reason ?? reasons[kind],
    }))
  })
  await tx.prescriptionWarning.createMany({ data: warnings })
}

type Written = ReturnType<typeof fromCatalogue>

/** Of the same patient, earlier, and not the one whose place it takes. */
const runsBeside = (other: DemoPrescription, prescription: DemoPrescription): boolean =>
  other.patientId === prescription.patientId &&
  other.createdAt < prescription.createdAt &&
  other.status !== 'REPLACED'

const lasts = (item: Written, { createdAt }: DemoPrescription, later: DemoPrescription): boolean =>
  (item.stoppedAt === undefined || item.stoppedAt > later.createdAt) &&
  lastDay(dayIn(createdAt, config.zone), item.durationDays) >= dayIn(later.createdAt, config.zone)

const checked = (item: Written) => checkedMedicine({ ...item, amount: item.doseAmount })

function fromCatalogue(item: DemoItem, catalogue: Map<string, Product & { route: string }>) {
  const [code = '', amount = 0, most = null] = products[`${item.medicine} | ${item.dose}`] ?? []
  const maxPerDay = item.frequency === 'SOS' ? most : null
  const product = catalogue.get(code)
  if (!product) return { ...item, medicineId: null, doseAmount: null, maxPerDay, ...nothingKnown }
  const { id, unit, route, ingredients } = product
  return {
    ...item,
    ...{ medicineId: id, medicine: productName(product), unit, route, maxPerDay },
    ...{ productRoute: route, ingredients },
    dose: doseInWords(amount, unit, product),
    doseAmount: amount,
    quantity: quantityOf(amount, { frequency: item.frequency, maxPerDay }, item.durationDays),
  }
}

const nothingKnown = { route: null, productRoute: null, ingredients: null }

async function productsOf(tx: Tx) {
  const found = await tx.medicine.findMany({
    where: { code: { in: Object.values(products).map(([code]) => code) } },
    select: { ...productFields, ingredients: { select: { code: true, amountMg: true } } },
  })
  return new Map(
    found.map(({ code, ingredients, ...product }) => [
      code,
      {
        ...product,
        ingredients: ingredients.map((each) => ({
          code: each.code,
          amountMg: each.amountMg?.toNumber() ?? null,
        })),
      },
    ]),
  )
}

const productFields = {
  id: true,
  code: true,
  name: true,
  strength: true,
  form: true,
  unit: true,
  route: true,
} as const satisfies Prisma.MedicineSelect

async function allergiesOf(tx: Tx): Promise<Map<string, CheckedAllergy[]>> {
  const found = await tx.allergy.findMany({
    where: { removedAt: null },
    select: { patientId: true, substance: true, code: true, severity: true },
  })
  return new Map(
    found.map(({ patientId }) => [patientId, found.filter((each) => each.patientId === patientId)]),
  )
}
