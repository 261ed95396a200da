import { describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { normal, ordered, postResult } from '../orders/clinic.js'
import { hidden } from '../support/app.js'
import { stateOf } from '../support/beds.js'
import { logInAs } from '../support/people.js'
import { app, charge, desk, doctor, openOn, order, stayOf, useLeaving } from './leaving.js'

useLeaving()

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
