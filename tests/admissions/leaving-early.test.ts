import { describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { ordered } from '../orders/clinic.js'
import { stateOf } from '../support/beds.js'
import { summaryOf } from './hospital.js'
import { charge, desk, discharge, doctor, openOn, order, signSummary, stayOf, useLeaving } from './leaving.js'

useLeaving()

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
