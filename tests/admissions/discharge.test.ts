import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { taxed } from '../invoices/charged.js'
import { doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { stateOf } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import { admitSomebody, bill, createWard, moderate, summaryOf, triagePatient } from './hospital.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let doctorId: string
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctorId = (await createPerson('DOCTOR', 'Dr. Anjali Rao')).doctorId ?? ''
})

const DAY = 24 * 60 * 60 * 1000

/** Moves the beginning of a stay into the past, as if the patient had been there for so many nights. */
async function beganBefore(admissionId: string, nights: number) {
  const then = new Date(Date.now() - nights * DAY)
  await db.admission.update({ where: { id: admissionId }, data: { admittedAt: then } })
  await db.bedStay.updateMany({ where: { admissionId }, data: { startedAt: then } })
}

async function stayOf(patient: { id: string }, nights = 0) {
  const ward = await createWard()
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId], patient)
  await beganBefore(stay.id, nights)
  return { ...stay, ward, bedId: ward.beds[0]?.id ?? '' }
}

test('R-08 R-09 R-10 A-17 E-45 F-18 a receptionist discharges a patient: bed to cleaning, record kept, invoice issued', async () => {
  const patient = await createPatient({ name: 'Rohan Patil', phone: '+919823000010' })
  await triagePatient(patient.id, desk.accountId, moderate)
  const stay = await stayOf(patient, 4)
  await db.prescription.create({
    data: {
      patientId: patient.id,
      admissionId: stay.id,
      doctorId,
      items: {
        create: [
          { position: 1, medicine: 'Dexamethasone', dose: '6 mg', frequency: 'Once a day', durationDays: 5 },
        ],
      },
    },
  })
  const page = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
  expect(page.text).toContain('₹18,000.00')
  expect(page.text).toContain('the day of discharge does not')
  expect(page.text).toContain('Dexamethasone 6 mg')
  expect(page.text).toContain('value="800.00"')
  expect(page.text).toContain('It cannot be changed afterwards')

  const form = {
    ...bill([doctorId], ['1,600'], {
      medicine: ['Dexamethasone 6 mg', '', 'Remdesivir'],
      medicineAmount: ['350.50', '', '16,800'],
      other: ['Oxygen', '', '', ''],
      otherAmount: ['2000', '', '', ''],
    }),
    ...hidden(page.text),
  }
  const answer = await desk.post(`/reception/admissions/${stay.id}/discharge`, form).expect(303)
  const invoice = await db.invoice.findFirstOrThrow({
    where: { admissionId: stay.id },
    include: { lines: { orderBy: { position: 'asc' } } },
  })
  expect(answer.headers.location).toBe(`/reception/invoices/${invoice.id}`)
  expect(invoice).toMatchObject({
    patientName: 'Rohan Patil',
    patientPhone: '+919823000010',
    doctors: ['Dr. Anjali Rao'],
    symptoms: ['Fever', 'Breathlessness or difficulty in breathing'],
    days: 4,
    totalMinor: 3_875_050n,
    currency: 'INR',
  })
  expect(
    invoice.lines.map(({ kind, description, quantity, amountMinor }) => [
      kind,
      description,
      quantity,
      amountMinor,
    ]),
  ).toEqual([
    ['ROOM', `${stay.ward.name}, bed 12`, 4, 1_800_000n],
    ['DOCTOR', 'Dr. Anjali Rao, General medicine', 1, 160_000n],
    ['MEDICINE', 'Dexamethasone 6 mg', 1, 35_050n],
    ['MEDICINE', 'Remdesivir', 1, 1_680_000n],
    ['OTHER', 'Oxygen', 1, 200_000n],
  ])
  expect(await stateOf(stay.bedId)).toBe('CLEANING')
  const ended = await db.admission.findUniqueOrThrow({
    where: { id: stay.id },
    include: { stays: true, assignments: true },
  })
  expect(ended).toMatchObject({
    status: 'DISCHARGED',
    dischargedById: desk.accountId,
    dischargeNote: 'Well, walks without help.',
    stays: [{ endedAt: expect.any(Date) }],
    assignments: [{ endedAt: expect.any(Date) }],
  })
  const record = await desk.get(`/reception/admissions/${stay.id}`).expect(200)
  expect(record.text).toContain('Well, walks without help.')
  expect(record.text).toContain('Tires when speaking, needs oxygen.')
  expect((await desk.get('/reception/admissions?show=discharged')).text).toContain(invoice.number)
})

test('A-16 an admin discharges through the same command, and a stay of one day counts one day', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const stay = await stayOf(await createPatient())
  const page = await admin.get(`/admin/admissions/${stay.id}/discharge/new`).expect(200)
  await admin
    .post(`/admin/admissions/${stay.id}/discharge`, { ...bill([doctorId], ['0']), ...hidden(page.text) })
    .expect(303)
  const invoice = await db.invoice.findFirstOrThrow({
    where: { admissionId: stay.id },
    include: { lines: true },
  })
  expect(invoice).toMatchObject({ days: 1, totalMinor: 450_000n, issuedById: admin.accountId })
  expect(invoice.lines).toMatchObject([{ kind: 'ROOM', quantity: 1 }])
})

test('a bill can be added up first: nothing is saved, and the form keeps what was typed', async () => {
  const stay = await stayOf(await createPatient(), 2)
  const form = bill([doctorId], ['500'], { medicine: 'Paracetamol', medicineAmount: '120' })
  const path = `/reception/admissions/${stay.id}/discharge`
  const answer = await desk.post(path, { ...form, preview: 'on' }).expect(200)
  expect(answer.text).toContain('The invoice as it would be')
  expect(answer.text).toContain('₹9,620.00')
  expect(answer.text).toContain('Rupees Nine Thousand Six Hundred Twenty Only')
  expect(answer.text).toContain('value="Paracetamol"')
  expect(answer.text).toContain('Well, walks without help.')
  expect(hidden(answer.text).idempotency_key).toBe(form.idempotency_key)
  expect(await db.invoice.count({ where: { admissionId: stay.id } })).toBe(0)
  expect(await db.admission.count({ where: { id: stay.id, status: 'ADMITTED' } })).toBe(1)
  await desk.post(path, form).expect(303)
})

test('C-08 a discount over the bill of a stay: added up with the tax, held against the limit, and on the invoice with its reason', async () => {
  await taxed('ROOM', 500)
  const stay = await stayOf(await createPatient(), 2)
  const path = `/reception/admissions/${stay.id}/discharge`
  const form = bill([doctorId], ['1,000'], { discount: '10 %', discountReason: 'Retired nurse' })
  const added = await desk.post(path, { ...form, preview: 'on' }).expect(200)
  for (const part of ['You may take off up to 10 % of the whole.', '-₹1,000.00', '₹405.00', '₹9,405.00'])
    expect(added.text).toContain(part)
  for (const [typed, field, sentence] of [
    [{ discount: '1000.01' }, 'discount', 'You may take off at most 10 %'],
    [{ discountReason: '' }, 'discountReason', 'Say why something is taken off.'],
    [{ discount: '10.001 %' }, 'discount', 'Enter an amount like 250'],
  ] as const) {
    const refused = await desk.post(path, { ...form, ...typed }).expect(422)
    expect(summaryOf(refused.text)).toContain(`#field-${field}`)
    expect(refused.text).toContain(sentence)
    expect(refused.text).toContain('Well, walks without help.')
  }
  expect(await db.invoice.count({ where: { admissionId: stay.id } })).toBe(0)
  await desk.post(path, form).expect(303)
  const issued = await db.invoice.findFirstOrThrow({
    where: { admissionId: stay.id },
    include: { lines: { orderBy: { position: 'asc' } } },
  })
  expect(issued).toMatchObject({ totalMinor: 940_500n, discountReason: 'Retired nurse' })
  expect(issued.lines).toMatchObject([
    { kind: 'ROOM', discountMinor: 90_000n, taxBasisPoints: 500, taxMinor: 40_500n },
    { kind: 'DOCTOR', discountMinor: 10_000n, taxMinor: 0n },
  ])
  await taxed('ROOM', 0)
})

test('a bill with mistakes comes back with each beside its own line, and nobody is discharged', async () => {
  const stay = await stayOf(await createPatient())
  const form = bill([doctorId], [''], {
    medicine: ['Paracetamol', 'Remdesivir', ''],
    medicineAmount: ['-5', '', '70'],
    other: ['Oxygen'],
    otherAmount: ['12.345'],
  })
  const { text } = await desk.post(`/reception/admissions/${stay.id}/discharge`, form).expect(422)
  expect(text).toContain('Error: Discharge Ravi Deshmukh')
  for (const [field, sentence] of [
    ['medicineAmount-1', 'Enter an amount like 1250 or 1,250.50.'],
    ['medicineAmount-2', 'Enter what this costs, or empty the line.'],
    ['medicine-3', 'Say what this amount is for.'],
    ['otherAmount-1', 'Enter an amount like 1250 or 1,250.50.'],
    ['doctorAmount-1', 'Enter the charge of this doctor; 0 if there is none.'],
  ]) {
    expect(text).toContain(`<a href="#field-${field}">${sentence}</a>`)
    expect(text).toContain(`id="field-${field}"`)
  }
  expect(text).toContain('value="-5"')
  expect(text).toContain('Well, walks without help.')
  expect(await db.admission.count({ where: { id: stay.id, status: 'ADMITTED' } })).toBe(1)
})

test('a doctor who was put in charge while the bill was written is not forgotten', async () => {
  const stay = await stayOf(await createPatient())
  const second = await createPerson('DOCTOR', 'Dr. Farhan Qureshi')
  await db.careAssignment.create({
    data: {
      patientId: stay.patientId,
      admissionId: stay.id,
      doctorId: second.doctorId ?? '',
      assignedById: desk.accountId,
      startedAt: new Date(),
    },
  })
  const { text } = await desk
    .post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['950']))
    .expect(422)
  expect(text).toContain('The doctors in charge have changed meanwhile.')
  expect(text).toContain('Dr. Farhan Qureshi')
  expect(text).toContain('value="950"')
  expect(await db.admission.count({ where: { id: stay.id, status: 'ADMITTED' } })).toBe(1)
})

test('R-07 G-C6 whoever is discharged already is refused with the way to the invoice; the same form again is no second one', async () => {
  const stay = await stayOf(await createPatient({ name: 'Asha Kulkarni' }))
  const form = bill([doctorId], ['0'])
  const first = await desk.post(`/reception/admissions/${stay.id}/discharge`, form).expect(303)
  const repeat = await desk.post(`/reception/admissions/${stay.id}/discharge`, form).expect(303)
  expect(repeat.headers.location).toBe(first.headers.location)
  const other = await desk
    .post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['0']))
    .expect(422)
  expect(summaryOf(other.text)).toContain('Asha Kulkarni is not admitted: this stay has ended already.')
  expect(other.text).toContain(first.headers.location ?? '')
  const page = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
  expect(page.text).toContain('This stay has ended already')
  expect(page.text).not.toContain('Discharge and issue the invoice')
  expect(await db.invoice.count({ where: { admissionId: stay.id } })).toBe(1)
})

test('G-O5 a patient with an account is mailed that an invoice is ready, without any amount', async () => {
  const person = await createPerson('PATIENT', 'Meera Joshi')
  const stay = await stayOf({ id: person.patientId ?? '' }, 3)
  await desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['800'])).expect(303)
  await doDueWork()
  const message = await db.message.findFirstOrThrow({
    where: { accountId: person.accountId, channel: 'MAIL' },
  })
  expect(message).toMatchObject({ kind: 'invoice-ready', recipientAddress: person.email })
  expect(message.body).toContain('http://localhost:3000/patient/bills')
  expect(message.body).not.toMatch(/₹|14,?300|INV-/)
})

test('R-09 the bed that was left is free again only when somebody has cleaned it', async () => {
  const stay = await stayOf(await createPatient())
  await desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['0'])).expect(303)
  const next = await createPatient()
  const before = await desk.get(`/reception/patients/${next.id}/admissions/new`)
  expect(before.text).not.toContain(stay.bedId)
  await desk.post(`/reception/wards/beds/${stay.bedId}/cleaning-done`).expect(303)
  const after = await desk.get(`/reception/patients/${next.id}/admissions/new`)
  expect(after.text).toContain(stay.bedId)
})

test('G-Z1 G-Z2 unknown stays are not found, other roles may not discharge, visitors log in', async () => {
  const stay = await stayOf(await createPatient())
  await desk.get('/reception/admissions/0198c5a0-0000-7000-8000-000000000000/discharge/new').expect(404)
  const unknown = '/reception/admissions/0198c5a0-0000-7000-8000-000000000000/discharge'
  await desk.post(unknown, bill([doctorId], ['0'])).expect(404)
  for (const role of ['DOCTOR', 'DATA_ENTRY', 'PATIENT'] as const) {
    const other = await logInAs(app, role)
    await other.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['0'])).expect(403)
  }
  await visitor(app)
    .post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['0']))
    .expect(303)
  expect(await db.admission.count({ where: { id: stay.id, status: 'ADMITTED' } })).toBe(1)
})
