import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { charged } from '../invoices/charged.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { admitSomebody, bill, createWard } from './hospital.js'

useDatabase()
let app: Express
let desk: Browser & TestPerson
let doctor: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctor = await logInAs(app, 'DOCTOR')
  await db.supportRate.create({
    data: { support: 'OXYGEN', fromDay: new Date('2000-01-01'), dailyRateMinor: 150_000n },
  })
})

const DAY = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY)

/** A stay of four nights with oxygen on two days and the doctor's fee, that has ended, and its invoice. */
async function billedStay() {
  const ward = await createWard()
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''])
  await db.admission.update({ where: { id: stay.id }, data: { admittedAt: ago(4) } })
  await db.bedStay.updateMany({ where: { admissionId: stay.id }, data: { startedAt: ago(4) } })
  const readings = await Promise.all(
    [3, 2].map((days) =>
      db.observation.create({
        data: {
          ...{ patientId: stay.patientId, admissionId: stay.id, recordedById: desk.accountId, spo2: 93 },
          ...{ takenAt: ago(days), oxygen: 'ON_OXYGEN', oxygenDevice: 'NASAL_CANNULA' },
        },
        select: { id: true },
      }),
    ),
  )
  await desk
    .post(`/reception/admissions/${stay.id}/discharge`, bill([doctor.doctorId ?? ''], ['800']))
    .expect(303)
  return { ...stay, ward, readings, invoice: await standingOf(stay.id) }
}

const standingOf = (admissionId: string) =>
  db.invoice.findFirstOrThrow({
    where: { admissionId, voiding: null },
    include: { lines: { orderBy: { position: 'asc' }, include: { charge: true } } },
  })

const makeVoid = (id: string) =>
  desk
    .post(`/reception/invoices/${id}/voiding`, { idempotency_key: randomUUID(), reason: 'Wrong address' })
    .expect(303)

/** The form as it is opened, as a browser sends it. */
async function opened(stayId: string) {
  const page = await desk.get(`/reception/admissions/${stayId}/invoices/new`).expect(200)
  const ticked = [...page.text.matchAll(/name="charges" value="([^"]*)"[^>]* checked/g)]
  return { charges: ticked.map(([, id = '']) => id), discount: '', discountReason: '', ...hidden(page.text) }
}

const issue = (stayId: string, form: Record<string, string | string[]>) =>
  desk.post(`/reception/admissions/${stayId}/invoices`, form)

const inWords = ({ lines }: Awaited<ReturnType<typeof standingOf>>) =>
  lines.map(({ kind, description, quantity, amountMinor }) => ({ kind, description, quantity, amountMinor }))

describe('G-C3 a stay is billed again after its invoice was made void', () => {
  test('from the page of the stay: its whole bill, with beds, oxygen and what was typed, of the same days', async () => {
    const { id, invoice } = await billedStay()
    await makeVoid(invoice.id)
    const stay = await desk.get(`/reception/admissions/${id}`).expect(200)
    expect(stay.text).toContain(`/reception/admissions/${id}/invoices/new`)
    expect((await desk.get(`/reception/invoices/${invoice.id}`)).text).toContain(
      `/reception/admissions/${id}/invoices/new`,
    )
    const form = await opened(id)
    const preview = await issue(id, { ...form, preview: 'on' }).expect(200)
    expect(preview.text).toContain('The invoice as it would be')
    expect(await db.invoice.count({ where: { admissionId: id } })).toBe(1)
    const issued = await issue(id, form).expect(303)
    const again = await standingOf(id)
    expect(issued.headers.location).toBe(`/reception/invoices/${again.id}`)
    expect(inWords(again)).toEqual(inWords(invoice))
    expect(again).toMatchObject({
      ...{ totalMinor: invoice.totalMinor, days: invoice.days, doctors: invoice.doctors },
      ...{ admittedOn: invoice.admittedOn, dischargedOn: invoice.dischargedOn },
    })
    expect(again.lines.every(({ charge }) => charge?.admissionId === id && charge.voidedAt === null)).toBe(
      true,
    )
    const open = { patientId: again.patientId, invoiceLineId: null, voidedAt: null }
    expect(await db.charge.count({ where: open })).toBe(0)
    expect((await desk.get(`/reception/admissions/${id}`)).text).toContain(again.number)
  })

  test('a reading that was struck out since is no day of oxygen any more; what is taken back is not on it', async () => {
    const { id, patientId, invoice, readings } = await billedStay()
    await makeVoid(invoice.id)
    await db.observation.update({
      where: { id: readings[0]?.id ?? '' },
      data: { struckAt: new Date(), struckById: desk.accountId, struckReason: 'Wrong bed' },
    })
    const fee = await db.charge.findFirstOrThrow({
      where: { patientId, kind: 'DOCTOR', voidedAt: null, invoiceLineId: null },
    })
    const room = await db.charge.findFirstOrThrow({
      where: { patientId, kind: 'ROOM', voidedAt: null, invoiceLineId: null },
    })
    const takeBack = (chargeId: string) =>
      desk.post(`/reception/patients/${patientId}/charges/${chargeId}/removal`, {
        ...{ idempotency_key: randomUUID(), reason: 'Not asked' },
      })
    await takeBack(fee.id).expect(303)
    expect((await takeBack(room.id).expect(422)).text).toContain('reckoned from its record')
    await issue(id, await opened(id)).expect(303)
    const again = await standingOf(id)
    expect(again.lines.map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['ROOM', 4],
      ['OXYGEN', 1],
    ])
  })

  test('G-C6 ten people at once, and the same form by the back button: one invoice', async () => {
    const { id, invoice } = await billedStay()
    await makeVoid(invoice.id)
    const form = await opened(id)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => issue(id, { ...form, idempotency_key: randomUUID() })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(422)])
    const late = answers.find(({ status }) => status === 422)
    expect(late?.text).toContain('This stay has its invoice already')
    expect(await db.invoice.count({ where: { admissionId: id, voiding: null } })).toBe(1)
    const { id: standing } = await standingOf(id)
    const page = await desk.get(`/reception/admissions/${id}/invoices/new`).expect(303)
    expect(page.headers.location).toBe(`/reception/invoices/${standing}`)
    const { lines: _lines, number: _number, ...row } = await standingOf(id)
    const second = db.invoice.create({ data: { ...row, id: randomUUID(), number: `INV-T-${randomUUID()}` } })
    await expect(second).rejects.toThrow(/invoice_of_stay_once|one invoice that holds/)
  })

  test('what is open of it is on no other bill: not on a draft, and not on the next stay’s', async () => {
    const { id, patientId, invoice } = await billedStay()
    await makeVoid(invoice.id)
    const outside = await charged(patientId, 5_000n, { description: 'Bandage' })
    const draft = await desk.get(`/reception/patients/${patientId}/drafts/new`).expect(200)
    expect(draft.text.match(/name="charges"/g)).toHaveLength(1)
    const ward = await createWard()
    const next = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''], { id: patientId })
    const page = await desk.get(`/reception/admissions/${next.id}/discharge/new`).expect(200)
    expect([...page.text.matchAll(/name="charges" value="([^"]*)"/g)].map(([, charge]) => charge)).toEqual([
      outside,
    ])
    const form = await opened(id)
    expect(form.charges).not.toContain(outside)
    await issue(id, form).expect(303)
    expect(inWords(await standingOf(id))).toEqual(inWords(invoice))
  })

  test('a discount above the limit, a charge that is gone: a sentence, everything typed, the books unchanged', async () => {
    const { id, invoice } = await billedStay()
    await makeVoid(invoice.id)
    const form = await opened(id)
    const high = await issue(id, { ...form, discount: '90 %', discountReason: 'A friend' }).expect(422)
    expect(high.text).toContain('You may take off at most')
    expect(high.text).toContain('value="A friend"')
    const gone = await issue(id, { ...form, charges: [...form.charges, randomUUID()] }).expect(422)
    expect(gone.text).toContain('What is to be paid has changed meanwhile')
    expect(await db.invoice.count({ where: { admissionId: id } })).toBe(1)
    const open = { patientId: invoice.patientId, invoiceLineId: null, voidedAt: null }
    expect(await db.charge.count({ where: open })).toBe(invoice.lines.length)
  })

  test('not of a stay that goes on, nor by others; signed out goes to log-in', async () => {
    const ward = await createWard()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''])
    const path = `/reception/admissions/${stay.id}/invoices`
    expect((await desk.get(`${path}/new`).expect(303)).headers.location).toBe(
      `/reception/admissions/${stay.id}`,
    )
    const early = await issue(stay.id, { idempotency_key: randomUUID(), discount: '', discountReason: '' })
    expect(early.status).toBe(422)
    expect(early.text).toContain('is admitted now')
    await doctor.get(`/doctor/admissions/${stay.id}/invoices/new`).expect(404)
    await desk.get(`/reception/admissions/${randomUUID()}/invoices/new`).expect(404)
    expect((await visitor(app).get(`${path}/new`)).headers.location).toContain('/login')
  })
})
