import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, createWard } from '../admissions/hospital.js'
import { ticking } from '../invoices/charged.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
let desk: Browser & TestPerson
let doctor: TestPerson
let tablet: { id: string; priceMinor: bigint }
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctor = await createPerson('DOCTOR')
  tablet = await db.medicine.findFirstOrThrow({
    where: { unit: 'tablet', priceMinor: { gt: 0 } },
    orderBy: { code: 'asc' },
    select: { id: true, priceMinor: true },
  })
})

/** A signed prescription of 10 tablets of the catalogue and of something free. */
async function prescribed(patientId?: string, quantity: number | null = 10) {
  const id = patientId ?? (await createPatient()).id
  const common = { dose: '1 tablet', frequency: 'BD', durationDays: 5, unit: 'tablet' }
  return db.prescription.create({
    data: {
      ...{ patientId: id, doctorId: doctor.doctorId ?? '' },
      items: {
        create: [
          { position: 1, medicine: 'Paracetamol 500 mg', medicineId: tablet.id, quantity, ...common },
          { position: 2, medicine: 'Herbal syrup', ...common, quantity: null },
        ],
      },
    },
    select: {
      ...{ id: true, number: true, patientId: true },
      items: { orderBy: { position: 'asc' }, select: { id: true } },
    },
  })
}
type Prescribed = Awaited<ReturnType<typeof prescribed>>

const handing = (
  { items }: Prescribed,
  quantity: [string, string],
  { price = '', batch = 'B7' } = {},
  key: string = randomUUID(),
) => ({
  idempotency_key: key,
  item: items.map(({ id }) => id),
  quantity,
  batch: [batch, ''],
  price: ['', price],
})

const handOut = (who: Browser, { id }: Prescribed, form: ReturnType<typeof handing>, base = '/reception') =>
  who.post(`${base}/prescriptions/${id}/dispenses`, form)

const dispensesOf = ({ items }: Prescribed) =>
  db.dispense.findMany({
    where: { itemId: { in: items.map(({ id }) => id) } },
    orderBy: [{ dispensedAt: 'asc' }, { id: 'asc' }],
  })
const chargesOf = (patientId: string) => db.charge.findMany({ where: { patientId }, orderBy: { id: 'asc' } })

describe('A-17 medicine is charged as it is handed out', () => {
  test('found by its number; what is left is offered; a part now, the rest later, at the price of the catalogue', async () => {
    const prescription = await prescribed()
    const list = await desk.get(`/reception/dispenses?patient=${prescription.patientId}`).expect(200)
    expect(list.text).toContain(`/reception/prescriptions/${prescription.id}/dispenses/new`)
    const found = await desk.get(`/reception/dispenses?q=rx${prescription.number}`).expect(303)
    expect(found.headers.location).toBe(`/reception/prescriptions/${prescription.id}/dispenses/new`)
    const page = await desk.get(found.headers.location ?? '').expect(200)
    expect(page.text).toContain('Prescribed: 10 tablets; left: 10 tablets')
    expect(page.text).toMatch(/id="field-quantity-1"[^>]*value="10"/)
    await handOut(desk, prescription, { ...handing(prescription, ['4', '']), ...hidden(page.text) }).expect(
      303,
    )
    expect(await dispensesOf(prescription)).toMatchObject([
      { quantity: 4, batch: 'B7', dispensedById: desk.accountId, returned: 0 },
    ])
    expect(await chargesOf(prescription.patientId)).toMatchObject([
      {
        ...{ kind: 'MEDICINE', quantity: 4, unitPriceMinor: tablet.priceMinor, sourceType: 'dispense' },
        ...{ description: 'Paracetamol 500 mg', admissionId: null },
      },
    ])
    const after = await desk.get(`/reception/prescriptions/${prescription.id}/dispenses/new`)
    for (const part of ['left: 6 tablets', '4 tablets, batch B7', 'value="6"'])
      expect(after.text).toContain(part)
    await handOut(desk, prescription, handing(prescription, ['6', '2'], { price: '85.50' })).expect(303)
    expect((await chargesOf(prescription.patientId)).map(({ unitPriceMinor }) => unitPriceMinor)).toEqual([
      ...[tablet.priceMinor, tablet.priceMinor, 8_550n],
    ])
    const done = await desk.get(`/reception/dispenses?patient=${prescription.patientId}`).expect(200)
    expect(done.text).toContain('Nothing is left to hand out')
  })

  test.each([
    [['11', ''], {}, 'Of what was prescribed, 10 are left to hand out.'],
    [['', ''], {}, 'Enter how much of at least one medicine is handed out.'],
    [['-1', ''], {}, 'Enter a whole number from 1 to 9999'],
    [['1.5', ''], {}, 'Enter a whole number from 1 to 9999'],
    [['', '2'], {}, 'This medicine stands in no catalogue: enter what one costs'],
    [['1', '2'], { price: '5.123' }, 'Enter an amount like 1250 or 1,250.50.'],
  ] as const)('%j %j is refused beside its field, with what was typed', async (quantity, more, sentence) => {
    const prescription = await prescribed()
    const answer = await handOut(
      desk,
      prescription,
      handing(prescription, [...quantity], { batch: 'LOT-99', ...more }),
    )
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('value="LOT-99"')
    expect(await dispensesOf(prescription)).toEqual([])
    expect(await chargesOf(prescription.patientId)).toEqual([])
  })

  test('G-C6 the same form 20 times: once; 10 people with a form each: never more than was prescribed', async () => {
    const [one, other] = [await prescribed(), await prescribed()]
    const form = handing(one, ['6', ''])
    const same = await Promise.all(Array.from({ length: 20 }, () => handOut(desk, one, form)))
    expect(new Set(same.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await dispensesOf(one)).toHaveLength(1)
    const each = await Promise.all(
      Array.from({ length: 10 }, () => handOut(desk, other, handing(other, ['3', '']))),
    )
    expect(each.map(({ status }) => status).sort()).toEqual([303, 303, 303, ...Array(7).fill(422)])
    expect(await chargesOf(other.patientId)).toHaveLength(3)
  })

  test('stopped or replaced: nothing is handed out, and the page says why', async () => {
    const [stopped, medicine] = [await prescribed(), await prescribed()]
    await db.prescription.update({ where: { id: stopped.id }, data: { status: 'STOPPED' } })
    const answer = await handOut(desk, stopped, handing(stopped, ['1', '']))
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This prescription was stopped')
    await db.prescriptionItem.update({
      where: { id: medicine.items[0]?.id ?? '' },
      data: { stoppedAt: new Date(), stoppedById: doctor.accountId, stopReason: 'Rash' },
    })
    const second = await handOut(desk, medicine, handing(medicine, ['1', '']))
    expect(second.status).toBe(422)
    expect(second.text).toContain('This medicine was stopped')
    expect(
      await db.dispense.count({ where: { patientId: { in: [stopped.patientId, medicine.patientId] } } }),
    ).toBe(0)
  })

  test('for a patient in a bed it is of the stay; a clerk and an admin hand out, a doctor and strangers do not', async () => {
    const ward = await createWard()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''])
    const prescription = await prescribed(stay.patientId)
    const [clerk, admin] = [await logInAs(app, 'DATA_ENTRY'), await logInAs(app, 'ADMIN')]
    await clerk.get('/records/dispenses').expect(200)
    await clerk.get(`/records/prescriptions/${prescription.id}/dispenses/new`).expect(200)
    await handOut(clerk, prescription, handing(prescription, ['1', '']), '/records').expect(303)
    await handOut(admin, prescription, handing(prescription, ['1', '']), '/admin').expect(303)
    const charges = await chargesOf(stay.patientId)
    expect(charges.map(({ admissionId }) => admissionId)).toEqual([stay.id, stay.id])
    const other = await logInAs(app, 'DOCTOR')
    expect((await handOut(other, prescription, handing(prescription, ['1', '']), '/doctor')).status).toBe(404)
    await desk.get(`/reception/prescriptions/${randomUUID()}/dispenses/new`).expect(404)
    const foreign = {
      ...handing(prescription, ['1', '']),
      item: (await prescribed()).items.map(({ id }) => id),
    }
    expect((await handOut(desk, prescription, foreign)).status).toBe(404)
    const out = await visitor(app).get(`/reception/prescriptions/${prescription.id}/dispenses/new`)
    expect(out.headers.location).toContain('/login')
  })
})

describe('medicine is brought back', () => {
  const back = async (id: string, reason: string, quantity = '10') => {
    const page = await desk.get(`/reception/dispenses/${id}/return/new`).expect(200)
    return desk.post(`/reception/dispenses/${id}/return`, { quantity, reason, ...hidden(page.text) })
  }

  test('a part of it: what the patient keeps is to be paid, and no more comes back than they have', async () => {
    const prescription = await prescribed()
    await handOut(desk, prescription, handing(prescription, ['10', ''])).expect(303)
    const id = (await dispensesOf(prescription))[0]?.id ?? ''
    const page = await desk.get(`/reception/dispenses/${id}/return/new`).expect(200)
    expect(page.text).toMatch(/id="field-quantity"[^>]*value="10"/)
    const tooMuch = await back(id, 'Too many.', '11')
    expect(tooMuch.status).toBe(422)
    expect(tooMuch.text).toContain('The patient has 10 of it')
    expect(tooMuch.text).toContain('value="11"')
    for (const wrong of ['0', '-1', '1.5', '']) expect((await back(id, 'Wrong.', wrong)).status).toBe(422)
    expect((await back(id, 'Less was needed.', '4')).status).toBe(303)
    const open = async () =>
      (await chargesOf(prescription.patientId)).filter(({ voidedAt }) => voidedAt === null)
    expect(await open()).toMatchObject([
      { quantity: 6, unitPriceMinor: tablet.priceMinor, description: 'Paracetamol 500 mg' },
    ])
    expect((await back(id, 'Once more.', '7')).text).toContain('The patient has 6 of it')
    expect((await back(id, 'And more.', '1')).status).toBe(303)
    expect(await open()).toMatchObject([{ quantity: 5 }])
    const after = await desk.get(`/reception/prescriptions/${prescription.id}/dispenses/new`).expect(200)
    for (const part of ['left: 5 tablets', '4 tablets: Less was needed.', '1 tablet: And more.'])
      expect(after.text).toContain(part)
    await handOut(desk, prescription, handing(prescription, ['5', ''])).expect(303)
    expect((await handOut(desk, prescription, handing(prescription, ['1', '']))).status).toBe(422)
  })

  test('G-C6 10 people note that 3 of 10 came back: no more than were handed out', async () => {
    const prescription = await prescribed()
    await handOut(desk, prescription, handing(prescription, ['10', ''])).expect(303)
    const id = (await dispensesOf(prescription))[0]?.id ?? ''
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        desk.post(`/reception/dispenses/${id}/return`, {
          ...{ quantity: '3', reason: 'At once.', idempotency_key: randomUUID() },
        }),
      ),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(3)
    expect(await dispensesOf(prescription)).toMatchObject([{ returned: 9 }])
    const open = (await chargesOf(prescription.patientId)).filter(({ voidedAt }) => voidedAt === null)
    expect(open).toMatchObject([{ quantity: 1 }])
    const more = db.dispenseReturn.create({
      data: {
        ...{ dispenseId: id, quantity: 2, reason: 'By hand.', returnedAt: new Date() },
        returnedById: desk.accountId,
      },
    })
    await expect(more).rejects.toThrow(/dispense_returned_within/)
  })

  test('its charge is taken back and it can be handed out again; once, and with a reason', async () => {
    const prescription = await prescribed()
    await handOut(desk, prescription, handing(prescription, ['10', ''])).expect(303)
    const [dispense] = await dispensesOf(prescription)
    const id = dispense?.id ?? ''
    const charges = await desk.get(`/reception/patients/${prescription.patientId}/charges`).expect(200)
    expect(charges.text).toContain(`/reception/dispenses/${id}/return/new`)
    const [charge] = await chargesOf(prescription.patientId)
    const aside = await desk.post(
      `/reception/patients/${prescription.patientId}/charges/${charge?.id}/removal`,
      { reason: 'No.', idempotency_key: randomUUID() },
    )
    expect(aside.status).toBe(422)
    expect(aside.text).toContain('unless it is brought back')
    expect((await back(id, '')).text).toContain('Enter why it was brought back.')
    expect((await back(id, 'The doctor chose another.')).status).toBe(303)
    expect((await back(id, 'Again.')).text).toContain('This was brought back already.')
    expect(await chargesOf(prescription.patientId)).toMatchObject([
      { voidReason: 'The doctor chose another.' },
    ])
    await handOut(desk, prescription, handing(prescription, ['10', ''])).expect(303)
    expect(
      (await chargesOf(prescription.patientId)).filter(({ voidedAt }) => voidedAt === null),
    ).toHaveLength(1)
  })

  test('what an invoice has comes back, too: so much of it is to be credited', async () => {
    const prescription = await prescribed()
    await handOut(desk, prescription, handing(prescription, ['4', ''])).expect(303)
    const charges = (await chargesOf(prescription.patientId)).map(({ id }) => id)
    const billed = await desk
      .post(`/reception/patients/${prescription.patientId}/invoices`, ticking(charges))
      .expect(303)
    const invoiceId = String(billed.headers.location).split('/').at(-1) ?? ''
    const [dispense] = await dispensesOf(prescription)
    expect((await back(dispense?.id ?? '', 'Too many.', '3')).status).toBe(303)
    expect(await chargesOf(prescription.patientId)).toMatchObject([{ voidedAt: null, quantity: 4 }])
    const list = await desk.get('/reception/invoices/to-credit').expect(200)
    expect(list.text).toContain(invoiceId)
    expect(list.text).toContain('3 of 4')
    const line = await db.invoiceLine.findFirstOrThrow({ where: { invoiceId } })
    const form = await desk.get(`/reception/invoices/${invoiceId}/credit-notes/new?line=${line.id}`)
    const amount = (Number(tablet.priceMinor * 3n) / 100).toFixed(2)
    expect(form.text).toContain(`value="${amount}"`)
  })
})
