import type { Actor } from '../access/actor.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { addCharge } from '../invoices/charges.js'
import type { Bill } from '../invoices/issue.js'
import type { BilledCharge } from '../invoices/reckoning-rules.js'
import { dayIn } from '../shared/calendar.js'
import { symptoms } from '../triage/history-rules.js'
import { english } from '../web/words.js'
import { linesOfStay, type Priced, type StayLine } from './bill-lines.js'
import { basisOfBill } from './bill-queries.js'
import { daysOf } from './charge-rules.js'
import type { DischargeForm } from './discharge-forms.js'

type Discounted = Priced & Pick<DischargeForm, 'discount'>

/** What a stay that ends now, or has ended, is billed. */
export async function billOf(
  tx: Tx,
  actor: Actor,
  admissionId: string,
  form: Discounted,
  now: Date,
): Promise<Bill> {
  const stay = await tx.admission.findUniqueOrThrow({ where: { id: admissionId }, select: billedStay })
  const { patientId } = stay
  const ended = stay.dischargedAt ?? now
  const basis = await basisOfBill({ id: admissionId, patientId }, tx)
  const patient = await tx.patient.findUniqueOrThrow({
    where: { id: patientId },
    select: billedPatient,
  })
  return {
    patientId,
    admissionId,
    patient,
    doctors: basis.doctors.map(({ name }) => name),
    symptoms: (stay.assessment?.symptoms ?? []).map(symptomInWords),
    stay: {
      admittedOn: dayIn(stay.admittedAt, config.zone),
      dischargedOn: dayIn(ended, config.zone),
      days: daysOf(stay, ended, config.zone),
    },
    charges: await noteCharges(tx, actor, { patientId, admissionId }, linesOfStay(basis, form, ended)),
    discount: form.discount,
  }
}

/** Charges what nobody has charged yet: days in beds and of oxygen, and what was typed. Each line has its charge then. */
async function noteCharges(
  tx: Tx,
  actor: Actor,
  stay: { patientId: string; admissionId: string },
  lines: readonly StayLine[],
): Promise<BilledCharge[]> {
  const noted: BilledCharge[] = []
  for (const { source, ...line } of lines) {
    if (!source) {
      noted.push(line)
      continue
    }
    const { kind, description, quantity, unitPriceMinor } = line
    const { id: chargeId } = await addCharge(tx, {
      ...{ ...stay, kind, description, quantity, unitPriceMinor },
      ...{ sourceType: source.type, sourceId: source.id, occurredAt: source.at, createdById: actor.id },
    })
    noted.push({ ...line, chargeId })
  }
  return noted
}

const billedStay = {
  patientId: true,
  admittedAt: true,
  dischargedAt: true,
  assessment: { select: { symptoms: true } },
} as const

const billedPatient = {
  name: true,
  localName: true,
  address: true,
  phone: true,
} as const

const symptomInWords = (code: string) =>
  english(symptoms.find((symptom) => symptom.code === code)?.label ?? code)
