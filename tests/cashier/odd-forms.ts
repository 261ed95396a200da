import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn } from '../../src/shared/calendar.js'
import { admitSomebody, bill, createWard } from '../admissions/hospital.js'
import { charged, ticking } from '../invoices/charged.js'
import { advance, type Cashier, idOf, money, openCounter, taken } from '../payments/billed.js'
import { billedTo, claimOf, told } from '../payments/claimed.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import type { Filled } from './odd.js'

/** A form about money: where it stands, where it goes, how it is filled in, and what its fields hold. */
export interface MoneyForm {
  who: Cashier
  page: string
  post: string
  form: Filled
  /** 'amount=money lineDiscount.2=off?': a kind with a question mark may be left empty; '.2' is the second row of a table. */
  fields: string
  /** What the page is opened for before it is sent: its version. */
  fresh?: boolean
}

const reason = 'Typed by hand'

/** Every form about money, each opened on something of its own that it could be sent for. */
export async function moneyForms(
  app: Express,
  desk: Cashier,
  admin: Cashier,
): Promise<Record<string, MoneyForm>> {
  const late = await logInAs(app, 'RECEPTIONIST')
  await openCounter(desk)
  const own = await logInAs(app, 'PATIENT')
  const patientId = own.patientId ?? ''
  const invoice = await billedTo(desk, patientId)
  const deposit = async () => (await taken(advance(desk, patientId, money('500')))).id
  const refund = async () => {
    const form = { idempotency_key: randomUUID(), amount: '100', reason }
    return idOf(await desk.post(`/reception/payments/${await deposit()}/refunds`, form).expect(303))
  }
  const [credit, asked, approved] = [await deposit(), await refund(), await refund()]
  await admin.post(`/admin/refunds/${approved}/approval`, { version: '1' }).expect(303)
  const claim = await claimOf(own, invoice.id, { amount: '10' })
  const other = await createPatient()
  const charges = [await charged(other.id, 50_000n), await charged(other.id, 20_000n)]
  const draft = String(
    (await desk.post(`/reception/patients/${other.id}/drafts`, ticking(charges))).headers.location,
  )
  const alone = await charged(other.id, 9_900n)
  const doctor = await createPerson('DOCTOR')
  const bed = (await createWard()).beds[0]?.id ?? ''
  const stay = await admitSomebody(desk, bed, [doctor.doctorId ?? ''])
  const prescription = await db.prescription.create({
    data: {
      ...{ patientId: other.id, doctorId: doctor.doctorId ?? '' },
      items: {
        create: {
          ...{ position: 1, medicine: 'Herbal syrup', dose: '5 ml', frequency: 'BD' },
          ...{ durationDays: 5, unit: 'bottle', quantity: 4 },
        },
      },
    },
    select: { id: true, items: { select: { id: true } } },
  })
  const line = prescription.items[0]?.id ?? ''
  const handing = { item: line, quantity: '1', batch: 'B7', price: '80' }
  await desk
    .post(`/reception/prescriptions/${prescription.id}/dispenses`, {
      idempotency_key: randomUUID(),
      ...handing,
    })
    .expect(303)
  const handed = await db.dispense.findFirstOrThrow({ where: { itemId: line }, select: { id: true } })
  const void_ = await billedTo(desk, other.id)
  const today = dayIn(new Date(), config.zone)
  const paying = { method: 'UPI', reference: 'UPI-4711', payer: 'An uncle' }
  const [r, a] = ['/reception', '/admin/settings/billing']
  const at = (
    who: Cashier,
    page: string,
    post: string,
    form: Filled,
    fields: MoneyForm['fields'],
  ): MoneyForm => ({
    ...{ who, page, post, form, fields },
  })
  return {
    payment: at(
      desk,
      `${r}/invoices/${invoice.id}/payments/new`,
      `${r}/invoices/${invoice.id}/payments`,
      { amount: '10', ...paying },
      'amount=money method=choice reference=words payer=words',
    ),
    'use of credit': at(
      desk,
      `${r}/invoices/${invoice.id}/payments/new`,
      `${r}/invoices/${invoice.id}/credit-use`,
      { credit: '10' },
      'credit=money',
    ),
    advance: at(
      desk,
      `${r}/patients/${patientId}/advances/new`,
      `${r}/patients/${patientId}/advances`,
      { amount: '10', ...paying },
      'amount=money method=choice reference=words payer=words',
    ),
    cancellation: at(
      desk,
      `${r}/payments/${credit}/cancellation/new`,
      `${r}/payments/${credit}/cancellation`,
      { reason },
      'reason=reason',
    ),
    'refund asked for': at(
      desk,
      `${r}/payments/${credit}/refunds/new`,
      `${r}/payments/${credit}/refunds`,
      { amount: '10', reason },
      'amount=money reason=reason',
    ),
    'refund rejected': at(
      admin,
      `/admin/refunds/${asked}`,
      `/admin/refunds/${asked}/rejection`,
      { version: '1', reason },
      'reason=reason',
    ),
    'refund paid': at(
      desk,
      `${r}/refunds/${approved}`,
      `${r}/refunds/${approved}/payout`,
      { method: 'UPI', reference: 'UPI-1' },
      'method=choice reference=words',
    ),
    draft: {
      ...at(
        desk,
        draft,
        draft,
        {
          line: charges,
          lineDiscount: ['5', '5 %'],
          lineReason: ['So', 'So'],
          discount: '10',
          discountReason: 'Staff',
        },
        'lineDiscount.1=off? lineDiscount.2=off? lineReason.2=reason discount=off? discountReason=reason',
      ),
      fresh: true,
    },
    'draft issued': {
      ...at(
        desk,
        draft,
        `${draft}/issue`,
        {
          line: charges,
          lineDiscount: ['5', '5 %'],
          lineReason: ['So', 'So'],
          discount: '10',
          discountReason: 'Staff',
        },
        'lineDiscount.1=off? discount=off? discountReason=reason',
      ),
      fresh: true,
    },
    'credit note': at(
      desk,
      `${r}/invoices/${invoice.id}/credit-notes/new`,
      `${r}/invoices/${invoice.id}/credit-notes`,
      { 'amount-1': '10', reason },
      'amount-1=money? reason=reason',
    ),
    'counter opened': at(late, `${r}/counter`, `${r}/counter/opening`, { float: '100' }, 'float=money'),
    'counter closed': at(
      desk,
      `${r}/counter/closing/new`,
      `${r}/counter/closing`,
      { count50000: '2', count100: '1', other: '1.50', note: 'Short' },
      'count50000=count count100=count other=money? note=words',
    ),
    'charge by hand': at(
      desk,
      `${r}/patients/${other.id}/charges/new`,
      `${r}/patients/${other.id}/charges`,
      { kind: 'OTHER', description: 'Crutches', quantity: '1', price: '10' },
      'kind=choice description=reason quantity=count price=money',
    ),
    'charge taken back': at(
      desk,
      `${r}/patients/${other.id}/charges/${alone}/removal/new`,
      `${r}/patients/${other.id}/charges/${alone}/removal`,
      { reason },
      'reason=reason',
    ),
    void: at(
      desk,
      `${r}/invoices/${void_.id}/voiding/new`,
      `${r}/invoices/${void_.id}/voiding`,
      { reason },
      'reason=reason',
    ),
    claim: at(
      own,
      `/patient/invoices/${invoice.id}/claims/new`,
      `/patient/invoices/${invoice.id}/claims`,
      told(),
      'amount=money method=choice reference=reason paidOn=day',
    ),
    'claim rejected': at(
      desk,
      `${r}/claims/${claim.id}`,
      `${r}/claims/${claim.id}/rejection`,
      { reason },
      'reason=reason',
    ),
    'medicine handed out': at(
      desk,
      `${r}/prescriptions/${prescription.id}/dispenses/new`,
      `${r}/prescriptions/${prescription.id}/dispenses`,
      handing,
      'quantity.1=count batch.1=words price.1=money?',
    ),
    'medicine brought back': at(
      desk,
      `${r}/dispenses/${handed.id}/return/new`,
      `${r}/dispenses/${handed.id}/return`,
      { reason },
      'reason=reason',
    ),
    discharge: at(
      desk,
      `${r}/admissions/${stay.id}/discharge/new`,
      `${r}/admissions/${stay.id}/discharge`,
      bill([doctor.doctorId ?? ''], ['100'], {
        medicine: ['Syrup', 'Pills'],
        medicineAmount: ['10', '20'],
        other: ['Ambulance', ''],
        otherAmount: ['30', ''],
        discount: '5',
        discountReason: 'Staff',
      }),
      'medicineAmount.1=money medicineAmount.2=money otherAmount.1=money doctorAmount.1=money medicine.2=reason discount=off? discountReason=reason note=words why=reason',
    ),
    'rules of billing': {
      ...at(
        admin,
        a,
        a,
        { receptionDiscountMost: '10', adminDiscountMost: '100', paymentDays: '15' },
        'receptionDiscountMost=share adminDiscountMost=share paymentDays=count',
      ),
      fresh: true,
    },
    tax: at(
      admin,
      a,
      `${a}/taxes`,
      { taxKind: 'SERVICE', taxPercent: '5', taxFrom: today },
      'taxKind=choice taxPercent=share taxFrom=day',
    ),
    'support rate': at(
      admin,
      a,
      `${a}/support-rates`,
      { support: 'OXYGEN', supportRate: '100', supportFrom: today },
      'support=choice supportRate=money supportFrom=day',
    ),
    'financial year': at(
      admin,
      a,
      `${a}/year-starts`,
      { yearMonth: '4', yearFrom: today },
      'yearMonth=choice yearFrom=day',
    ),
  }
}
