import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { isNew, needsNote } from '../../src/dashboards/doctor-rules.js'
import { db } from '../../src/db/client.js'
import { day } from '../../src/shared/calendar.js'
import { admitSomebody, bill, createWard, severe, triagePatient } from '../admissions/hospital.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

type Doctor = { accountId: string; doctorId: string | null }

async function inCharge(doctor: Doctor, name: string, daysAgo = 0) {
  const patient = await createPatient({ name, phone: '+919823000099' })
  await takeCharge(doctor, patient.id, new Date(Date.now() - daysAgo * 86_400_000))
  return patient
}

function takeCharge(
  { doctorId, accountId: assignedById }: Doctor,
  patientId: string,
  startedAt = new Date(),
) {
  return db.careAssignment.create({
    data: { patientId, doctorId: doctorId ?? '', assignedById, startedAt },
  })
}

/** The text of one card of the page. */
const card = (html: string, id: string) =>
  html.match(new RegExp(`aria-labelledby="${id}">[\\s\\S]*?</section>`))?.[0] ?? ''

describe('T-04 the doctor’s day', () => {
  test('shows who lies in a bed, how ill, since when, and who still needs a note', async () => {
    const [doctor, desk] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'RECEPTIONIST')]
    const ward = await createWard({ beds: 2 })
    const [quiet, written] = [
      await createPatient({ name: 'Quiet Person' }),
      await createPatient({ name: 'Written Person' }),
    ]
    await triagePatient(quiet.id, desk.accountId, severe)
    await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''], quiet)
    await admitSomebody(desk, ward.beds[1]?.id ?? '', [doctor.doctorId ?? ''], written)
    await db.clinicalNote.create({
      data: { patientId: written.id, doctorId: doctor.doctorId ?? '', text: 'Seen.' },
    })
    const { text } = await doctor.get('/doctor').expect(200)
    const beds = card(text, 'in-beds')
    for (const part of [
      'Quiet Person',
      'Written Person',
      'Severe',
      'Not triaged',
      `${ward.name}, bed 12`,
      'None yet',
    ])
      expect(beds).toContain(part)
    expect(beds.indexOf('Quiet Person')).toBeLessThan(beds.indexOf('Written Person'))
    expect(beds.match(/None yet/g)).toHaveLength(1)
    expect(beds).toContain(`href="/doctor/patients/${quiet.id}/notes/new"`)
  })

  test('shows who is at home and who is new since yesterday, and nobody else’s patients', async () => {
    const [doctor, other] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'DOCTOR')]
    await inCharge(doctor, 'New Person')
    await inCharge(doctor, 'Known Person', 9)
    await inCharge(other, 'Strange Person')
    const { text } = await doctor.get('/doctor').expect(200)
    expect(card(text, 'new')).toContain('New Person')
    expect(card(text, 'new')).not.toContain('Known Person')
    expect(card(text, 'at-home')).toContain('Known Person')
    expect(text).not.toContain('Strange Person')
  })

  test('says of whom they still look after since a discharge, and not the symptoms of then', async () => {
    const [doctor, desk] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'RECEPTIONIST')]
    const patient = await createPatient({ name: 'Followed Person' })
    await triagePatient(patient.id, desk.accountId)
    const ward = await createWard()
    const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''], patient)
    const discharge = bill([doctor.doctorId ?? ''], ['800'])
    await desk.post(`/reception/admissions/${stay.id}/discharge`, discharge).expect(303)
    await takeCharge(doctor, patient.id)
    const home = async () => card((await doctor.get('/doctor').expect(200)).text, 'at-home')
    expect(await home()).toMatch(/Followed Person[\s\S]*After discharge, since/)
    expect(await home()).not.toContain('Breathless')
    await triagePatient(patient.id, desk.accountId)
    expect(await home()).toContain('Breathless')
  })

  test('E-59 is calm where there is nothing to do', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const { text } = await doctor.get('/doctor').expect(200)
    for (const part of [
      'None of your patients is admitted',
      'Nobody at home is in your charge',
      'Nobody new',
    ])
      expect(text).toContain(part)
    for (const place of ['/doctor/patients', '/doctor/patients/discharged', '/doctor/profile'])
      expect(text).toContain(`href="${place}"`)
  })

  test('sends as many SQL statements for many patients as for one', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const asked = (place: string) => statementsOf(() => doctor.get(place).expect(200))
    await asked('/doctor')
    await inCharge(doctor, 'First Person')
    const places = ['/doctor', '/doctor/patients', '/doctor/patients/discharged']
    const one = [
      await asked('/doctor'),
      await asked('/doctor/patients'),
      await asked('/doctor/patients/discharged'),
    ]
    for (let count = 0; count < 20; count++) await inCharge(doctor, `Person ${count}`)
    for (const [index, place] of places.entries()) expect(await asked(place)).toBe(one[index])
  })
})

test('T-06 the doctor’s list has each patient’s name, symptoms and mobile', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await inCharge(doctor, 'Listed Person')
  await triagePatient(patient.id, doctor.accountId, { spo2: 97, symptoms: ['FEVER', 'COUGH'] })
  const { text } = await doctor.get('/doctor/patients').expect(200)
  for (const part of ['Listed Person', 'Fever, Cough', '+91 98230 00099', 'Mild'])
    expect(text).toContain(part)
})

test('T-07 R-10 the doctor’s discharged patients are listed, and their records can be read', async () => {
  const [doctor, other, desk] = [
    await logInAs(app, 'DOCTOR'),
    await logInAs(app, 'DOCTOR'),
    await logInAs(app, 'RECEPTIONIST'),
  ]
  const ward = await createWard()
  const patient = await createPatient({ name: 'Healed Person' })
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctor.doctorId ?? ''], patient)
  expect((await doctor.get('/doctor/patients/discharged')).text).toContain(
    'None of your patients was discharged lately',
  )
  const page = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
  const form = { ...bill([doctor.doctorId ?? ''], ['800']), ...hidden(page.text) }
  expect((await desk.post(`/reception/admissions/${stay.id}/discharge`, form)).status).toBe(303)
  const { text } = await doctor.get('/doctor/patients/discharged').expect(200)
  expect(text).toContain('Healed Person')
  expect(text).toContain(`${ward.name}, bed 12`)
  expect((await doctor.get('/doctor/patients')).text).not.toContain('Healed Person')
  expect((await doctor.get(`/doctor/patients/${patient.id}`).expect(200)).text).toContain('Discharged: ')
  expect((await other.get('/doctor/patients/discharged')).text).not.toContain('Healed Person')
})

test('S-01 the doctor’s pages are for doctors', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  for (const place of ['/doctor', '/doctor/patients', '/doctor/patients/discharged']) {
    await desk.get(place).expect(403)
    expect((await visitor(app).get(place).expect(303)).headers.location).toMatch(/^\/login/)
  }
})

test('new is since yesterday, and a note is missing when nobody wrote since yesterday began', () => {
  const today = day('2026-11-21')
  expect(
    [day('2026-11-21'), day('2026-11-20'), day('2026-11-19')].map((since) => isNew(since, today)),
  ).toEqual([true, true, false])
  expect(
    [null, day('2026-11-19'), day('2026-11-20'), day('2026-11-21')].map((last) => needsNote(last, today)),
  ).toEqual([true, true, false, false])
})
