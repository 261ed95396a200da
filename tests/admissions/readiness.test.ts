import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { normal, ordered, postResult } from '../orders/clinic.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { stateOf } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import { admitSomebody, bill, createWard, summaryOf } from './hospital.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Browser & TestPerson
let doctor: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctor = await logInAs(app, 'DOCTOR')
})

async function stayOf(name = 'Rohan Patil') {
  const ward = await createWard()
  const bedId = ward.beds[0]?.id ?? ''
  const patient = await createPatient({ name })
  return { ...(await admitSomebody(desk, bedId, [doctor.doctorId ?? ''], patient)), ward, bedId }
}

const order = (stay: { id: string }) => doctor.post(`/doctor/admissions/${stay.id}/discharge-order`)
const discharge = (stay: { id: string }, more: Record<string, string | string[]> = {}) =>
  desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctor.doctorId ?? ''], ['0'], more))

async function signSummary(stay: { id: string; patientId: string }) {
  const path = `/doctor/patients/${stay.patientId}/summaries`
  const page = await doctor.get(`${path}/new?admission=${stay.id}`).expect(200)
  const texts = { diagnosis: 'COVID-19', course: 'Oxygen for two days.', condition: 'Well', advice: 'Rest.' }
  const rest = { medicines: '', followUpOn: '', reason: '', latest: '0', admissionId: stay.id }
  await doctor.post(path, { ...texts, ...rest, ...hidden(page.text) }).expect(303)
}

const charge = (stay: { id: string; patientId: string }, description: string, more: object = {}) =>
  db.charge.create({
    data: {
      ...{ patientId: stay.patientId, admissionId: stay.id, kind: 'SERVICE', description },
      ...{ sourceType: 'service_request', sourceId: randomUUID(), unitPriceMinor: 60_000n, quantity: 2 },
      ...{ occurredAt: new Date(), createdById: desk.accountId },
      ...more,
    },
    select: { id: true },
  })

const openOn = async (stay: { id: string }, who: Browser = desk, base = '/reception') =>
  (await who.get(`${base}/admissions/${stay.id}/readiness`).expect(200)).text

describe('E-45 before a patient leaves', () => {
  test('each open thing has an owner and a link, and what was cancelled does not count', async () => {
    const stay = await stayOf()
    const [pending, cancelled] = [
      await ordered(doctor, stay.patientId, { codes: ['ELEC'] }),
      await ordered(doctor, stay.patientId, { codes: ['ELEC'], again: 'on' }),
    ]
    await db.clinicalOrder.update({
      where: { id: cancelled.id },
      data: { status: 'CANCELLED', statusReason: 'Ordered twice.' },
    })
    await db.noteDraft.create({
      data: {
        ...{ doctorId: doctor.doctorId ?? '', patientId: stay.patientId, kind: 'PROGRESS', text: 'Better.' },
        updatedAt: new Date(),
      },
    })
    await db.heldForm.create({
      data: {
        ...{ accountId: doctor.accountId, action: `/doctor/patients/${stay.patientId}/prescriptions` },
        ...{
          page: `/doctor/patients/${stay.patientId}/prescriptions/new`,
          values: { medicine: 'Paracetamol' },
        },
      },
    })
    const item = await db.serviceItem.findFirstOrThrow({ where: { code: 'NURSE' } })
    const service = { patientId: stay.patientId, admissionId: stay.id, itemId: item.id }
    const asked = { ...service, requestedById: desk.accountId, requestedAt: new Date() }
    const open = await db.serviceRequest.create({ data: asked })
    await db.serviceRequest.create({ data: { ...asked, status: 'CANCELLED', closeReason: 'Not needed.' } })
    await charge(stay, 'Oxygen cylinder')
    await charge(stay, 'Ambulance', { voidedAt: new Date(), voidReason: 'It never went.' })

    const text = await openOn(stay)
    for (const part of [
      'No doctor has ordered the discharge',
      'The discharge summary is not written yet',
      'Result is pending',
      `/reception/orders/${pending.id}`,
      'Receptionist; ordered by DOCTOR Test',
      'Note is not signed',
      'Prescription is not signed',
      'Service is not done',
      `/reception/services/${open.id}`,
      'Oxygen cylinder',
      `/reception/admissions/${stay.id}/discharge/new#charges`,
    ])
      expect(text).toContain(part)
    expect(text).not.toContain(cancelled.id)
    expect(text).not.toContain('Ambulance')
    expect(text).toMatch(/Still open <span class="ww-count">7</)
    // What is written in the draft is nobody else's to read.
    expect(text).not.toContain('Better.')

    const own = await openOn(stay, doctor, '/doctor')
    expect(own).toContain(`/doctor/patients/${stay.patientId}/notes/new`)
    expect(own).toContain(`/doctor/patients/${stay.patientId}/prescriptions/new`)
    expect(own).toContain(`/doctor/patients/${stay.patientId}/summaries/new?admission=${stay.id}`)
    expect(own).toContain(`/doctor/patients/${stay.patientId}/orders/${pending.id}`)
  })

  test('a result that is final no longer stands in the way, a preliminary one does', async () => {
    const stay = await stayOf()
    const { id } = await ordered(doctor, stay.patientId)
    const clerk = await logInAs(app, 'DATA_ENTRY')
    await postResult(clerk, id, normal, { save: 'PRELIMINARY' })
    expect(await openOn(stay)).toContain('Clinical data entry; ordered by')
    await postResult(clerk, id, normal)
    expect(await openOn(stay)).not.toContain('Result is pending')
  })

  test('the order to discharge leaves the bed occupied, reaches the desk’s list, and can be taken back', async () => {
    const stay = await stayOf('Asha Ordered')
    await order(stay).expect(303)
    expect(await stateOf(stay.bedId)).toBe('OCCUPIED')
    expect(await db.admission.findUniqueOrThrow({ where: { id: stay.id } })).toMatchObject({
      status: 'ADMITTED',
      dischargeOrderedById: doctor.accountId,
    })
    const list = await desk.get('/reception/discharges').expect(200)
    expect(list.text).toContain('Asha Ordered')
    const again = await order(stay).expect(422)
    expect(again.text).toContain('The discharge is ordered already.')
    expect(await openOn(stay)).not.toContain('No doctor has ordered the discharge')
    await doctor.post(`/doctor/admissions/${stay.id}/discharge-order/withdrawal`).expect(303)
    expect((await desk.get('/reception/discharges')).text).not.toContain('Asha Ordered')
    expect(
      await db.auditEvent.count({ where: { action: 'admission.order-discharge', subjectId: stay.id } }),
    ).toBe(2)
  })

  test('20 orders at the same instant are one order', async () => {
    const stay = await stayOf()
    const answers = await Promise.all(Array.from({ length: 20 }, () => order(stay)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(19)
  })
})

describe('E-45 E-27 the day on which a patient is expected to leave', () => {
  const plan = async (stay: { id: string }, expectedOn: string, version?: string) => {
    const form = { expectedOn, version: version ?? hidden(await openOn(stay)).version ?? '' }
    return desk.post(`/reception/admissions/${stay.id}/discharge-plan`, form)
  }
  const inDays = (days: number) => addDays(dayIn(new Date(), config.zone), days)

  test('is set, changed and taken back', async () => {
    const stay = await stayOf()
    expect((await plan(stay, inDays(3))).status).toBe(303)
    expect((await desk.get(`/reception/admissions/${stay.id}`)).text).toContain('Expected to leave on')
    expect(await openOn(stay)).toContain(`value="${inDays(3)}"`)
    expect((await plan(stay, '')).status).toBe(303)
    expect(await db.admission.findUniqueOrThrow({ where: { id: stay.id } })).toMatchObject({
      expectedDischargeOn: null,
    })
  })

  test.each([
    [inDays(-3), 'The expected day cannot be before today.'],
    [inDays(400), 'Plan at most 180 days ahead.'],
    ['31.02.2026', 'Enter a real date'],
  ])('refuses %s beside the field, and keeps it', async (day, sentence) => {
    const stay = await stayOf()
    const answer = await plan(stay, day)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain(`value="${day}"`)
  })

  test('G-C5 shows both days where somebody else set another one meanwhile', async () => {
    const stay = await stayOf()
    const version = hidden(await openOn(stay)).version ?? ''
    expect((await plan(stay, inDays(2), version)).status).toBe(303)
    const late = await plan(stay, inDays(5), version)
    expect(late.status).toBe(409)
    expect(late.text).toContain(inDays(2))
    expect(late.text).toContain(`value="${inDays(5)}"`)
  })
})

describe('R-07 E-45 leaving although something is open', () => {
  test('needs a reason, which is kept with what was open and shown on the stay', async () => {
    const stay = await stayOf('Meera Leaves')
    const refused = await discharge(stay, { why: '' }).expect(422)
    expect(summaryOf(refused.text)).toContain('or say why Meera Leaves leaves all the same.')
    expect(refused.text).toContain('Well, walks without help.')
    expect(await stateOf(stay.bedId)).toBe('OCCUPIED')
    await discharge(stay, { why: 'The family takes her home against advice.' }).expect(303)
    const ended = await db.admission.findUniqueOrThrow({ where: { id: stay.id } })
    expect(ended.overrideReason).toBe('The family takes her home against advice.')
    expect(ended.overriddenItems).toMatchObject([
      { kind: 'ORDER', owner: { role: 'DOCTOR', names: ['DOCTOR Test'] } },
      { kind: 'SUMMARY' },
    ])
    const shown = await desk.get(`/reception/admissions/${stay.id}`).expect(200)
    expect(shown.text).toContain('Discharged although something was open')
    expect(shown.text).toContain('The family takes her home against advice.')
    expect(shown.text).toContain('The discharge summary is not written yet')
  })

  test('what came up after the form was opened is shown before it is left open', async () => {
    const stay = await stayOf()
    await ordered(doctor, stay.patientId)
    const refused = await discharge(stay).expect(422)
    expect(summaryOf(refused.text)).toContain('Something more is open since you looked.')
    expect(refused.text).toContain('Result is pending')
    const seen = [...refused.text.matchAll(/name="seen" value="([^"]+)"/g)].map(([, key]) => key ?? '')
    expect(seen).toHaveLength(3)
    await discharge(stay, { seen }).expect(303)
  })

  test('with everything done no reason is asked, and none is kept', async () => {
    const stay = await stayOf()
    await order(stay).expect(303)
    await signSummary(stay)
    expect(await openOn(stay)).toContain('Ready to leave')
    const page = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
    expect(page.text).not.toContain('Why the patient leaves all the same')
    await discharge(stay, { seen: [], why: '' }).expect(303)
    expect(await db.admission.findUniqueOrThrow({ where: { id: stay.id } })).toMatchObject({
      overrideReason: null,
      overriddenItems: null,
    })
    expect(await stateOf(stay.bedId)).toBe('CLEANING')
  })
})

describe('F-18 what was noted to be paid', () => {
  const readyToLeave = async () => {
    const stay = await stayOf()
    await order(stay).expect(303)
    await signSummary(stay)
    return stay
  }
  const done = { seen: [], why: '' }

  test('goes on the bill where it is ticked, each charge on one line', async () => {
    const stay = await readyToLeave()
    const [inside, outside] = [
      await charge(stay, 'Nurse visit'),
      await charge(stay, 'Sample collection', { admissionId: null, kind: 'OTHER' }),
    ]
    const page = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
    expect(page.text).toContain('Nurse visit: ₹1,200.00')
    expect(page.text.match(/name="charges" value="[^"]+" checked/g)).toHaveLength(2)
    await discharge(stay, { ...done, charges: [inside.id, outside.id] }).expect(303)
    const invoice = await db.invoice.findFirstOrThrow({
      where: { admissionId: stay.id },
      include: { lines: { orderBy: { position: 'asc' }, include: { charge: true } } },
    })
    expect(invoice.totalMinor).toBe(450_000n + 240_000n)
    expect(
      invoice.lines.map(({ kind, description, quantity, charge }) => [
        kind,
        description,
        quantity,
        charge?.id,
      ]),
    ).toEqual([
      ['ROOM', expect.any(String), 1, expect.any(String)],
      ['SERVICE', 'Nurse visit', 2, inside.id],
      ['OTHER', 'Sample collection', 2, outside.id],
    ])
  })

  test('needs a reason to be left off the bill of its stay, and then stays open', async () => {
    const stay = await readyToLeave()
    const { id } = await charge(stay, 'Nurse visit')
    const refused = await discharge(stay, { seen: [`CHARGE:${id}`], why: '' }).expect(422)
    expect(refused.text).toContain('id="field-why-error"')
    await discharge(stay, { seen: [`CHARGE:${id}`], why: 'The insurer pays it.' }).expect(303)
    expect(await db.charge.findUniqueOrThrow({ where: { id } })).toMatchObject({ invoiceLineId: null })
    expect((await db.admission.findUniqueOrThrow({ where: { id: stay.id } })).overriddenItems).toMatchObject([
      { kind: 'CHARGE', what: 'Nurse visit' },
    ])
  })

  test('G-C6 is never billed when it was voided or billed meanwhile, or is somebody else’s', async () => {
    const stay = await readyToLeave()
    const other = await charge(await stayOf(), 'Nurse visit')
    const voided = await charge(stay, 'Ambulance', { voidedAt: new Date(), voidReason: 'It never went.' })
    for (const { id } of [other, voided]) {
      const refused = await discharge(stay, { ...done, charges: [id] }).expect(422)
      expect(summaryOf(refused.text)).toContain('What is to be paid has changed meanwhile.')
    }
    expect(await db.invoice.count({ where: { admissionId: stay.id } })).toBe(0)
    expect(await db.admission.count({ where: { id: stay.id, status: 'ADMITTED' } })).toBe(1)
  })

  test('a bill can be added up with them first', async () => {
    const stay = await readyToLeave()
    const { id } = await charge(stay, 'Nurse visit')
    const added = await discharge(stay, { ...done, charges: [id], preview: 'on' }).expect(200)
    expect(added.text).toContain('₹5,700.00')
    expect(await db.charge.findUniqueOrThrow({ where: { id } })).toMatchObject({ invoiceLineId: null })
  })
})

describe('E-45 the list of those who go home', () => {
  test('stands in the order of the doctor’s word and of the expected day, page after page, each stay once', async () => {
    const ward = await createWard({ beds: 56 })
    const today = dayIn(new Date(), config.zone)
    const mine = await logInAs(app, 'DOCTOR')
    const ids: string[] = []
    for (const [index, bed] of ward.beds.entries()) {
      const { id: patientId } = await createPatient()
      const { id } = await db.admission.create({
        data: {
          ...{ patientId, reason: 'Cough', admittedAt: new Date(), admittedById: desk.accountId },
          expectedDischargeOn: index % 3 === 0 ? null : dayToColumn(addDays(today, index % 5)),
          ...(index % 7 === 0 && { dischargeOrderedAt: new Date(), dischargeOrderedById: mine.accountId }),
          stays: { create: { bedId: bed.id, startedAt: new Date() } },
          assignments: {
            create: {
              ...{ patientId, doctorId: mine.doctorId ?? '', assignedById: desk.accountId },
              startedAt: new Date(),
            },
          },
        },
        select: { id: true },
      })
      ids.push(id)
    }
    const listed = (text: string) =>
      [...text.matchAll(/admissions\/([0-9a-f-]{36})\/readiness/g)].map(([, id]) => id ?? '')
    const first = await mine.get('/doctor/discharges?show=all').expect(200)
    const next = /href="([^"]*after=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await mine.get(next).expect(200)
    const shown = [...listed(first.text), ...listed(second.text)]
    expect(listed(first.text)).toHaveLength(50)
    expect([...shown].sort()).toEqual([...ids].sort())
    const stays = await db.admission.findMany({ where: { id: { in: ids } } })
    const rank = (id: string) => {
      const stay = stays.find((one) => one.id === id)
      return `${stay?.dischargeOrderedAt ? 0 : 1} ${stay?.expectedDischargeOn?.toISOString() ?? 'never'}`
    }
    expect(shown.map(rank)).toEqual(shown.map(rank).sort())
    const soon = listed((await mine.get('/doctor/discharges').expect(200)).text)
    expect(soon.length).toBeGreaterThan(10)
    for (const id of soon) expect(rank(id) < `1 ${addDays(today, 2)}`).toBe(true)
  })
})

describe('who', () => {
  test('G-Z2 a doctor who does not treat the patient finds neither the page nor the order', async () => {
    const stay = await stayOf('Not Yours')
    const stranger = await logInAs(app, 'DOCTOR')
    await stranger.get(`/doctor/admissions/${stay.id}/readiness`).expect(404)
    await stranger.post(`/doctor/admissions/${stay.id}/discharge-order`).expect(404)
    await stranger
      .post(`/doctor/admissions/${stay.id}/discharge-plan`, { version: '1', expectedOn: '' })
      .expect(404)
    expect((await stranger.get('/doctor/discharges?show=all')).text).not.toContain('Not Yours')
    expect((await doctor.get('/doctor/discharges?show=all')).text).toContain('Not Yours')
    expect((await db.admission.findUniqueOrThrow({ where: { id: stay.id } })).dischargeOrderedAt).toBeNull()
  })

  test('G-Z1 the desk orders no discharge, patients and data entry see none of it, visitors log in', async () => {
    const stay = await stayOf()
    await desk.post(`/doctor/admissions/${stay.id}/discharge-order`).expect(403)
    for (const role of ['PATIENT', 'DATA_ENTRY'] as const) {
      const other = await logInAs(app, role)
      await other.get(`/reception/admissions/${stay.id}/readiness`).expect(403)
      await other.get('/reception/discharges').expect(403)
    }
    await visitor(app).get(`/reception/admissions/${stay.id}/readiness`).expect(303)
  })

  test('G-O2 who looked at a patient’s discharge is written down', async () => {
    const stay = await stayOf()
    await openOn(stay)
    expect(
      await db.auditEvent.count({
        where: { action: 'patient.view', patientId: stay.patientId, actorId: desk.accountId },
      }),
    ).toBeGreaterThan(0)
  })
})
