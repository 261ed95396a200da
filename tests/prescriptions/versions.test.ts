import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { prescriptionNumber } from '../../src/prescriptions/rules.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { answered, doctorAndPatient, inCare, prescribe, prescribed, row, warningsOn } from './hospital.js'
import { openPharmacy } from './pharmacy.js'

useDatabase()
let app: Express
let shelf: Awaited<ReturnType<typeof openPharmacy>>
beforeAll(async () => {
  app = openApp()
  shelf = await openPharmacy()
})

const find = (id: string) =>
  db.prescription.findUniqueOrThrow({
    where: { id },
    select: {
      status: true,
      number: true,
      replacesId: true,
      replacedBy: { select: { id: true } },
      items: { orderBy: { position: 'asc' } },
    },
  })

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

/** A prescription of days ago, as it was signed then. */
async function older(patientId: string, doctorId: string | null, days: number, durationDays: number) {
  const { id } = await db.prescription.create({
    data: {
      patientId,
      doctorId: doctorId ?? '',
      createdAt: daysAgo(days),
      items: {
        create: {
          position: 1,
          medicineId: shelf.paracetamol500.id,
          medicine: shelf.paracetamol500.label,
          dose: '1 tablet (500 mg)',
          ...{ doseAmount: 1, unit: 'tablet', frequency: 'TDS', durationDays, quantity: 15 },
        },
      },
    },
    select: { id: true },
  })
  return id
}

describe('T-20 a change is a new version that takes the place of the old one', () => {
  test('both are linked, the old one stays as it was written, and only the newest can be changed', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    const id = await prescribed(doctor, address, row(1, shelf.paracetamol500))
    const form = await doctor.get(`${address}/${id}/edit`).expect(200)
    expect(form.text).toContain(`value="${shelf.paracetamol500.id}" checked`)
    expect(form.text).not.toContain('ww-warning-text')
    const answer = await doctor
      .post(`${address}/${id}/versions`, {
        ...row(1, shelf.paracetamol500, { frequency: 'TDS' }),
        ...hidden(form.text),
      })
      .expect(303)
    const newer = String(answer.headers.location).split('/').at(-1) ?? ''
    const [old, now] = [await find(id), await find(newer)]
    expect(old).toMatchObject({ status: 'REPLACED', replacedBy: { id: newer } })
    expect(old.items[0]).toMatchObject({ frequency: 'BD', quantity: 10 })
    expect(now).toMatchObject({ status: 'ACTIVE', replacesId: id })
    const printed = await db.printedDocument.findFirst({ where: { kind: 'PRESCRIPTION', subjectId: id } })
    expect(printed?.supersededAt).not.toBeNull()
    expect(printed).not.toBeNull()
    expect(now.items[0]).toMatchObject({ frequency: 'TDS', quantity: 15 })
    const sheet = await doctor.get(`${address}/${id}`).expect(200)
    expect(sheet.text).toContain('This prescription holds no more')
    expect(sheet.text).toContain(`href="${address}/${newer}"`)
    expect(sheet.text).not.toContain(`${id}/edit`)
    expect((await doctor.get(`${address}/${newer}`)).text).toContain(`href="${address}/${id}"`)
    expect((await doctor.get(`${address}/${id}/edit`).expect(409)).text).toContain(
      'was replaced by a newer one',
    )
    await doctor.get(`${address}/${id}/renewal/new`).expect(409)
    const list = await doctor.get(address)
    expect(list.text.match(/<th scope="row">Paracetamol/g)).toHaveLength(1)
  })

  test('is checked like a new one, but not against what it takes the place of', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await prescribed(doctor, address, row(1, shelf.warfarin5, { frequency: 'OD' }))
    const id = await prescribed(doctor, address, row(1, shelf.paracetamol500))
    const form = await doctor.get(`${address}/${id}/edit`)
    const typed = { ...row(1, shelf.paracetamol500), ...row(2, shelf.ibuprofen400) }
    const refused = await doctor.post(`${address}/${id}/versions`, { ...typed, ...hidden(form.text) })
    expect(refused.status).toBe(422)
    expect(warningsOn(refused.text)).toEqual([
      'Ibuprofen 400 mg tablet with Warfarin 5 mg tablet: Bleeding becomes more likely.',
    ])
    expect(await find(id)).toMatchObject({ status: 'ACTIVE' })
    await doctor.post(`${address}/${id}/versions`, { ...typed, ...answered(refused.text) }).expect(303)
    expect(await db.prescription.count({ where: { patientId: patient.id, status: 'REPLACED' } })).toBe(1)
  })

  test('G-C5 E-66 of two doctors at once one is saved, the other sees both versions, keeps what was typed, and can go on', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const other = await logInAs(app, 'DOCTOR')
    await inCare(patient.id, other)
    const id = await prescribed(doctor, address, row(1, shelf.paracetamol500, { days: '5' }))
    const forms = [await doctor.get(`${address}/${id}/edit`), await other.get(`${address}/${id}/edit`)]
    const typed = [row(1, shelf.paracetamol500, { days: '7' }), row(1, shelf.paracetamol500, { days: '9' })]
    const answers = await Promise.all(
      [doctor, other].map((each, index) =>
        each.post(`${address}/${id}/versions`, { ...typed[index], ...hidden(forms[index]?.text ?? '') }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const late = answers.findIndex(({ status }) => status === 409)
    const [mine, theirs] = late === 0 ? ['7', '9'] : ['9', '7']
    const text = answers[late]?.text ?? ''
    expect(text).toContain('Medicine 1: Days')
    expect(text).toMatch(new RegExp(`<td[^>]*>${mine}</td>\\s*<td[^>]*>${theirs}</td>`))
    expect(text).toContain(`value="${mine}"`)
    const newest = await db.prescription.findFirstOrThrow({
      where: { patientId: patient.id, status: 'ACTIVE' },
    })
    expect(text).toContain(`action="${address}/${newest.id}/versions"`)
    const goingOn = [doctor, other][late]
    await goingOn?.post(`${address}/${newest.id}/versions`, { ...typed[late], ...hidden(text) }).expect(303)
    expect(await db.prescription.count({ where: { patientId: patient.id, status: 'ACTIVE' } })).toBe(1)
    expect(await db.prescription.count({ where: { patientId: patient.id } })).toBe(3)
  })

  test('G-C3 20 copies of one change make one', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const id = await prescribed(doctor, address, row(1, shelf.paracetamol500))
    const page = await doctor.get(`${address}/${id}/edit`)
    const form = { ...row(1, shelf.paracetamol500, { days: '6' }), ...hidden(page.text) }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => doctor.post(`${address}/${id}/versions`, form)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await db.prescription.count({ where: { patientId: patient.id } })).toBe(2)
  })
})

describe('E-40 again', () => {
  test('the last prescription is repeated: the form is filled in, and warns of what still runs', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const id = await prescribed(doctor, address, row(1, shelf.paracetamol500, { instructions: 'After food' }))
    expect((await doctor.get(`${address}/new`)).text).toContain(`${address}/new?from=${id}`)
    const page = await doctor.get(`${address}/new?from=${id}`).expect(200)
    expect(page.text).toContain('value="After food"')
    expect(warningsOn(page.text)).toEqual([
      'Paracetamol 500 mg tablet and Paracetamol 500 mg tablet both have Paracetamol.',
    ])
    await doctor
      .post(address, { ...row(1, shelf.paracetamol500), ...answered(page.text, 'A second pack') })
      .expect(303)
    expect(await db.prescription.count({ where: { patientId: patient.id, status: 'ACTIVE' } })).toBe(2)
    await doctor.get(`${address}/new?from=${randomUUID()}`).expect(404)
  })

  test('one that still runs is renewed with new days, in its place', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const id = await older(patient.id, doctor.doctorId, 3, 5)
    expect((await doctor.get(`${address}/${id}/edit`)).text).toMatch(/name="days1" value="2"/)
    const page = await doctor.get(`${address}/${id}/renewal/new`).expect(200)
    expect(page.text).toContain('Renew RX-')
    expect(page.text).toMatch(/name="days1" value="5"/)
    await doctor
      .post(`${address}/${id}/versions?renewal=yes`, {
        ...row(1, shelf.paracetamol500, { frequency: 'TDS', days: '10' }),
        ...hidden(page.text),
      })
      .expect(303)
    expect(await find(id)).toMatchObject({ status: 'REPLACED' })
  })

  test('one that is over is renewed as a new one, cannot be changed, and stays as it was', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const id = await older(patient.id, doctor.doctorId, 9, 5)
    const page = await doctor.get(`${address}/${id}/renewal/new`).expect(200)
    expect(page.text).toContain(`action="${address}"`)
    expect(warningsOn(page.text)).toEqual([])
    await doctor.post(address, { ...row(1, shelf.paracetamol500), ...hidden(page.text) }).expect(303)
    expect(await find(id)).toMatchObject({ status: 'ACTIVE', replacedBy: null })
    await doctor.get(`${address}/${id}/edit`).expect(409)
    expect((await doctor.get(`${address}/${id}`)).text).toContain('Over')
  })

  test('what runs ends with its last day', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await older(patient.id, doctor.doctorId, 4, 5)
    expect((await doctor.get(address)).text).toMatch(/<th scope="row">Paracetamol/)
    const next = await doctorAndPatient(app)
    await older(next.patient.id, next.doctor.doctorId, 5, 5)
    expect((await next.doctor.get(next.address)).text).not.toMatch(/<th scope="row">Paracetamol/)
  })

  test('favourites are kept under a name, inserted into another form, and removed', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    const name = `Fever ${randomUUID().slice(0, 6)}`
    const typed = row(1, shelf.paracetamol500, { frequency: 'SOS', max: '4', instructions: 'For fever' })
    const keep = {
      ...typed,
      rows: '1',
      seen: '',
      idempotency_key: randomUUID(),
      favouriteName: name,
      keep: 'favourite',
    }
    const saved = await doctor.post(address, keep)
    expect(saved.status).toBe(200)
    expect(saved.text).toContain(`${name} is among your favourites.`)
    const again = await doctor.post(address, { ...keep, idempotency_key: randomUUID() })
    expect(again.status).toBe(422)
    expect(again.text).toContain('You have a favourite of this name already.')
    const unnamed = await doctor.post(address, { ...keep, favouriteName: '' })
    expect(unnamed.text).toContain('Enter a name for the favourite.')

    const id = saved.text.match(new RegExp(`<option value="([^"]*)">${name}`))?.[1] ?? ''
    const inserted = await doctor
      .post(address, {
        ...row(1, shelf.cetirizine10),
        rows: '1',
        seen: '',
        favourite: id,
        insert: 'favourite',
      })
      .expect(200)
    expect(inserted.text).toContain('name="instructions2" value="For fever"')
    expect(inserted.text).toContain('name="max2" value="4"')

    const stranger = await logInAs(app, 'DOCTOR')
    expect((await stranger.get('/doctor/favourites').expect(200)).text).not.toContain(name)
    await stranger.post(`/doctor/favourites/${id}/removal`).expect(404)
    expect((await doctor.get('/doctor/favourites')).text).toContain(name)
    await doctor.post(`/doctor/favourites/${id}/removal`).expect(303)
    expect((await doctor.get('/doctor/favourites')).text).not.toContain(`removal`)
  })
})

describe('stopping, with a reason', () => {
  test('one medicine: it runs no more and is not checked against; with the last one the prescription is stopped', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    const id = await prescribed(doctor, address, {
      ...row(1, shelf.paracetamol500),
      ...row(2, shelf.warfarin5),
    })
    const [paracetamol, warfarin] = (await find(id)).items
    const page = await doctor.get(`${address}/${id}/stop/new?item=${warfarin?.id}`).expect(200)
    expect(page.text).toContain('Stop Warfarin 5 mg tablet?')
    const empty = await doctor.post(`${address}/${id}/stop?item=${warfarin?.id}`, {
      ...hidden(page.text),
      reason: ' ',
    })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Enter why it is stopped.')
    await doctor
      .post(`${address}/${id}/stop?item=${warfarin?.id}`, { ...hidden(page.text), reason: 'Bleeding gums' })
      .expect(303)
    expect((await find(id)).status).toBe('ACTIVE')
    const sheet = await doctor.get(`${address}/${id}`)
    expect(sheet.text).toContain('Bleeding gums')
    expect((await prescribe(doctor, address, row(1, shelf.ibuprofen400))).status).toBe(303)

    const last = await doctor.get(`${address}/${id}/stop/new?item=${paracetamol?.id}`)
    await doctor
      .post(`${address}/${id}/stop?item=${paracetamol?.id}`, { ...hidden(last.text), reason: 'Well' })
      .expect(303)
    expect((await find(id)).status).toBe('STOPPED')
    await doctor.get(`${address}/${id}/stop/new`).expect(409)
    await doctor.get(`${address}/${id}/stop/new?item=${randomUUID()}`).expect(404)
    await doctor.get(`${address}/${id}/renewal/new`).expect(200)
  })

  test('all of it, once: 20 at the same instant stop it once, the others read so', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const id = await prescribed(doctor, address, {
      ...row(1, shelf.paracetamol500),
      ...row(2, shelf.warfarin5),
    })
    const page = await doctor.get(`${address}/${id}/stop/new`)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        doctor.post(`${address}/${id}/stop`, { ...hidden(page.text), reason: 'Rash' }),
      ),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.every(({ status }) => [303, 409, 422].includes(status))).toBe(true)
    const events = { action: 'prescription.stop', patientId: patient.id } as const
    expect(await db.auditEvent.count({ where: events })).toBe(1)
    expect((await find(id)).items.map(({ stopReason }) => stopReason)).toEqual(['Rash', 'Rash'])
  })

  test('G-C6 a change that was opened before a stop shows what is left; one of a stopped prescription is refused', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    const id = await prescribed(doctor, address, {
      ...row(1, shelf.paracetamol500),
      ...row(2, shelf.warfarin5),
    })
    const edit = await doctor.get(`${address}/${id}/edit`)
    const typed = { ...row(1, shelf.paracetamol500), ...row(2, shelf.warfarin5) }
    const stop = async (query: string) => {
      const page = await doctor.get(`${address}/${id}/stop/new${query}`)
      await doctor.post(`${address}/${id}/stop${query}`, { ...hidden(page.text), reason: 'Rash' }).expect(303)
    }
    await stop(`?item=${(await find(id)).items[1]?.id}`)
    const stale = await doctor.post(`${address}/${id}/versions`, { ...typed, ...hidden(edit.text) })
    expect(stale.status).toBe(409)
    expect(stale.text).toContain('Medicine 2: Medicine')
    await stop('')
    const refused = await doctor.post(`${address}/${id}/versions`, { ...typed, ...hidden(stale.text) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('This prescription was stopped meanwhile.')
  })

  test('G-C6 the database itself lets no prescription come back, and no stop be changed', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    const id = await prescribed(doctor, address, row(1, shelf.paracetamol500))
    const page = await doctor.get(`${address}/${id}/stop/new`)
    await doctor.post(`${address}/${id}/stop`, { ...hidden(page.text), reason: 'Rash' }).expect(303)
    const change = (data: { status: 'ACTIVE' | 'REPLACED' }) =>
      db.prescription.update({ where: { id }, data })
    await expect(change({ status: 'ACTIVE' })).rejects.toThrow(/prescription_changes_state/)
    await expect(change({ status: 'REPLACED' })).rejects.toThrow(/prescription_changes_state/)
    const item = (await find(id)).items[0]?.id ?? ''
    await expect(
      db.prescriptionItem.update({ where: { id: item }, data: { stopReason: 'Another' } }),
    ).rejects.toThrow(/prescription_item_stops_once/)
    await expect(
      db.prescriptionItem.update({ where: { id: item }, data: { frequency: 'QID' } }),
    ).rejects.toThrow(/append_only/)
  })
})

test('a prescription is read aloud by its number', () => {
  expect(prescriptionNumber(123)).toBe('RX-000123')
  expect(prescriptionNumber(1_234_567)).toBe('RX-1234567')
})
