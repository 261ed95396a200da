import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { lineOf, type OpenCharge, openCharges } from '../invoices/charges.js'
import type { Bill } from '../invoices/issue.js'
import type { Charge } from '../invoices/rules.js'
import { dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { symptoms } from '../triage/history-rules.js'
import { english } from '../web/words.js'
import { type BilledDoctor, bedsOfStay, doctorsOfStay } from './bill-queries.js'
import { type BedStayRecord, daysOf, roomOf } from './charge-rules.js'
import type { DischargeForm } from './discharge-forms.js'

type Priced = Pick<DischargeForm, 'medicines' | 'doctors' | 'others' | 'charges'>
type Discounted = Priced & Pick<DischargeForm, 'discount'>

/** What a stay that ends now is billed, and the account to tell, if the patient has one. */
export async function billOf(tx: Tx, admissionId: string, form: Discounted, now: Date) {
  const stay = await tx.admission.findUniqueOrThrow({ where: { id: admissionId }, select: billedStay })
  const stays = await bedsOfStay(admissionId, tx)
  const doctors = await doctorsOfStay(admissionId, tx)
  const noted = await openCharges(tx, { patientId: stay.patientId })
  const { account, ...patient } = await tx.patient.findUniqueOrThrow({
    where: { id: stay.patientId },
    select: billedPatient,
  })
  const bill: Bill = {
    patientId: stay.patientId,
    admissionId,
    patient,
    doctors: doctors.map(({ name }) => name),
    symptoms: (stay.assessment?.symptoms ?? []).map(symptomInWords),
    stay: {
      admittedOn: dayIn(stay.admittedAt, config.zone),
      dischargedOn: dayIn(now, config.zone),
      days: daysOf(stay, now, config.zone),
    },
    charges: chargesOf({ stays, doctors, noted }, form, now),
    discount: form.discount,
  }
  return { bill, account }
}

/**
 * Every line of the bill. The doctors billed are those of the stay now, not those of when the form was opened. Of what
 * was noted to be paid, those lines are on it that the form ticks, and no other.
 */
export function chargesOf(
  { stays, doctors, noted }: { stays: BedStayRecord[]; doctors: BilledDoctor[]; noted: OpenCharge[] },
  form: Priced,
  now: Date,
): Bill['charges'] {
  const asked = new Map(form.doctors.map(({ doctorId, amountMinor }) => [doctorId, amountMinor]))
  if (asked.size !== doctors.length || !doctors.every(({ id }) => asked.has(id)))
    throw new Refusal(
      'The doctors in charge have changed meanwhile. Check their charges, and send the form again.',
    )
  const ticked = noted.filter(({ id }) => form.charges.includes(id))
  if (ticked.length !== form.charges.length)
    throw new Refusal(
      'What is to be paid has changed meanwhile. Look at the bill again, and send it once more.',
    )
  return [
    ...roomOf(stays, now, config.zone).map(
      ({ wardName, bedNumbers, days, dailyRateMinor }): Charge => ({
        kind: 'ROOM',
        description: english('{{ward}}, bed {{beds}}', { ward: wardName, beds: bedNumbers.join(', ') }),
        quantity: days,
        unitPriceMinor: dailyRateMinor,
      }),
    ),
    ...form.medicines.map(single('MEDICINE')),
    ...doctors
      .map(({ id, name, specialisation }) => ({
        description: `${name}, ${specialisation}`,
        amountMinor: asked.get(id) ?? 0n,
      }))
      .filter(({ amountMinor }) => amountMinor > 0n)
      .map(single('DOCTOR')),
    ...form.others.map(single('OTHER')),
    ...ticked.map(lineOf),
  ]
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
  account: { select: { id: true, name: true, email: true, status: true } },
} as const

const symptomInWords = (code: string) =>
  english(symptoms.find((symptom) => symptom.code === code)?.label ?? code)

const single =
  (kind: Charge['kind']) =>
  ({ description, amountMinor }: { description: string; amountMinor: bigint }): Charge => ({
    kind,
    description,
    quantity: 1,
    unitPriceMinor: amountMinor,
  })
