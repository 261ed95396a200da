import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { LIVE_CHANNEL } from '../../src/db/announce.js'
import { db, pool } from '../../src/db/client.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triagePatient } from '../admissions/hospital.js'
import { admit } from '../isolation/admitted.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import { filledForm } from './filled-form.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

type Doctor = Browser & TestPerson

/** A patient who was triaged; mild, with diabetes, unless `changes` says otherwise. */
async function triaged(
  by: TestPerson,
  name: string,
  changes: Partial<Presentation> = { conditions: ['DIABETES'] },
  hoursAgo = 0,
) {
  const { id } = await createPatient({ name })
  const createdAt = new Date(Date.now() - hoursAgo * 3_600_000)
  await triagePatient(id, by.accountId, { spo2: 97, symptoms: ['FEVER'], createdAt, changes })
  const { id: triageId } = await db.triageAssessment.findFirstOrThrow({ where: { patientId: id } })
  return { id, decision: `/doctor/patients/${id}/triage/${triageId}/decision` }
}

function takeCharge({ doctorId, accountId: assignedById }: TestPerson, patientId: string, ended = false) {
  const endedAt = ended ? new Date() : null
  return db.careAssignment.create({
    data: { patientId, doctorId: doctorId ?? '', assignedById, startedAt: new Date(0), endedAt },
  })
}

async function inChargeOf(doctor: Doctor, name: string, changes?: Partial<Presentation>, hoursAgo = 0) {
  const patient = await triaged(doctor, name, changes, hoursAgo)
  await takeCharge(doctor, patient.id)
  return patient
}

const names = (html: string) =>
  [...html.matchAll(/class="ww-person-name"[^>]*>([^<]+)</g)].map(([, name]) => name?.trim())
const toSign = async (doctor: Browser, address = '/doctor/triages') =>
  (await doctor.get(address).expect(200)).text
const section = (html: string) => /<section id="to-sign"[\s\S]*?<\/section>/.exec(html)?.[0] ?? ''

describe('C-03 E-37 what waits for a doctor’s name', () => {
  test('stands on the dashboard in plain words, with how long it waits and the way to the sign-off', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const { decision } = await inChargeOf(doctor, 'Waits Long', undefined, 5)
    const text = section(await toSign(doctor, '/doctor'))
    for (const part of [
      'Waits Long',
      'A doctor decides whether home isolation is safe',
      'Diabetes: home isolation needs an evaluation by the medical officer.',
      'Waits for 5 hours',
      `href="${decision}"`,
      'href="/doctor/triages"',
    ])
      expect(text).toContain(part)
    expect(text).not.toMatch(/[A-Z]{2,}_[A-Z]/)
    expect((await doctor.get(decision).expect(200)).text).toContain('Decide with my name')
  })

  test('is the first few there, counted whole, and all of them on a page of their own, who waits longest first', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    for (let place = 1; place <= 7; place++) await inChargeOf(doctor, `Place ${place}`, undefined, 20 - place)
    const dashboard = section(await toSign(doctor, '/doctor'))
    expect(names(dashboard)).toEqual(['Place 1', 'Place 2', 'Place 3', 'Place 4', 'Place 5'])
    expect(dashboard).toContain('<span class="ww-count">7</span>')
    expect(names(await toSign(doctor))).toHaveLength(7)
  })

  test('begins with a child in danger; a child without waits like the others', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    await inChargeOf(doctor, 'Grown Up', undefined, 9)
    await inChargeOf(doctor, 'Calm Child', { ageYears: 9 }, 3)
    await inChargeOf(doctor, 'Ill Child', { ageYears: 9, symptoms: ['BLUISH_LIPS'] }, 1)
    const text = await toSign(doctor)
    expect(names(text)).toEqual(['Ill Child', 'Grown Up', 'Calm Child'])
    expect(text).toContain('An emergency: call paediatrics at once')
  })

  test('is gone once the doctor has signed', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const { decision } = await inChargeOf(doctor, 'Signed Off')
    const form = await doctor.get(decision).expect(200)
    const answer = await doctor.post(decision, {
      ...{ ...hidden(form.text), seen: '0', site: 'HOME' },
      reason: 'Seen today, lives with her daughter.',
    })
    expect(answer.status).toBe(303)
    expect(await toSign(doctor)).toContain('No triage waits for you')
    expect(section(await toSign(doctor, '/doctor'))).not.toContain('Signed Off')
  })

  test('is nothing that the rules decide, that is incomplete, that a newer triage or a stay has answered, or long past', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    await inChargeOf(doctor, 'Fit For Home', {})
    await inChargeOf(doctor, 'For A Ward', { breathlessness: true, conditions: ['DIABETES'] })
    await inChargeOf(doctor, 'Incomplete', { conditions: null })
    await inChargeOf(doctor, 'No Caregiver', { conditions: ['DIABETES'], caregiver: false })
    const again = await inChargeOf(doctor, 'Triaged Again', undefined, 2)
    await triagePatient(again.id, doctor.accountId, { spo2: 97, symptoms: [] })
    const admitted = await inChargeOf(doctor, 'Admitted', undefined, 2)
    await admit(admitted.id, doctor.accountId)
    await inChargeOf(doctor, 'Long Past', undefined, 24 * 15)
    expect(names(await toSign(doctor))).toEqual([])
  })
})

test('G-K16 a triage, its sign-off and a new doctor in charge are told to the pages that show them', async () => {
  const [doctor, desk] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'RECEPTIONIST')]
  const heard: string[] = []
  const listener = await pool.connect()
  listener.on('notification', ({ payload }) => void heard.push(payload ?? ''))
  await listener.query(`LISTEN ${LIVE_CHANNEL}`)
  const told = async (deed: () => Promise<{ status: number }>) => {
    heard.length = 0
    expect((await deed()).status).toBe(303)
    await listener.query('SELECT 1')
    return heard
  }
  try {
    const { id } = await createPatient({ name: 'Told Live' })
    const record = `/reception/patients/${id}`
    const form = await desk.get(`${record}/triage/new`).expect(200)
    const entry = { ...filledForm({ conditions: ['DIABETES'] }), ...hidden(form.text) }
    expect(await told(() => desk.post(`${record}/triage`, entry))).toContain('triages')
    const page = await desk.get(`${record}/doctors/new`).expect(200)
    const charge = { ...hidden(page.text), doctorId: doctor.doctorId ?? '' }
    expect(await told(() => desk.post(`${record}/doctors`, charge))).toContain('triages')
    const address = /href="([^"]+decision)"/.exec(await toSign(doctor))?.[1] ?? ''
    const decision = { ...hidden((await doctor.get(address)).text), seen: '0', site: 'HOME' }
    expect(
      await told(() => doctor.post(address, { ...decision, reason: 'Seen today, and well enough.' })),
    ).toContain('triages')
  } finally {
    listener.removeAllListeners('notification')
    await listener.query('UNLISTEN *')
    listener.release()
  }
})

describe('G-Z1 whose triages a doctor finds', () => {
  test('those of patients in their charge, and those they treat of whom nobody is in charge', async () => {
    const [doctor, other] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'DOCTOR')]
    await inChargeOf(doctor, 'Mine')
    const former = await triaged(doctor, 'Nobody’s Now')
    await takeCharge(doctor, former.id, true)
    const handed = await triaged(doctor, 'Handed Over')
    await takeCharge(doctor, handed.id, true)
    await takeCharge(other, handed.id)
    await triaged(doctor, 'Unknown To Both')
    const text = await toSign(doctor)
    expect(names(text).sort()).toEqual(['Mine', 'Nobody’s Now'])
    expect(text.match(/Nobody is in charge yet/g)).toHaveLength(1)
    expect(names(await toSign(other))).toEqual(['Handed Over'])
    await other.get((await triaged(doctor, 'Not Reached')).decision).expect(404)
  })

  test('those whose doctor in charge is not at work any more, once somebody else treats them', async () => {
    const [doctor, left] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'DOCTOR')]
    const patient = await inChargeOf(left, 'Left Behind')
    await takeCharge(doctor, patient.id, true)
    expect(names(await toSign(doctor))).toEqual([])
    await db.account.update({ where: { id: left.accountId }, data: { status: 'SUSPENDED' } })
    expect(names(await toSign(doctor))).toEqual(['Left Behind'])
  })

  test('none is seen by nobody: the desk is told that no doctor at work is in charge, and puts one in charge', async () => {
    const [doctor, left] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'DOCTOR')]
    const desk = await logInAs(app, 'RECEPTIONIST')
    const lonely = await triaged(doctor, 'Seen By Nobody', { ageYears: 9, symptoms: ['BLUISH_LIPS'] }, 30)
    const behind = await inChargeOf(left, 'Left Behind', { ageYears: 9, symptoms: ['BLUISH_LIPS'] }, 31)
    const cared = await inChargeOf(doctor, 'Cared For', { ageYears: 9, symptoms: ['BLUISH_LIPS'] }, 32)
    await db.account.update({ where: { id: left.accountId }, data: { status: 'SUSPENDED' } })
    const asked = async () => {
      const { text } = await desk.get('/reception').expect(200)
      return [lonely, behind, cared].map(({ id }) => text.includes(`/reception/patients/${id}/doctors/new`))
    }
    expect(await asked()).toEqual([true, true, false])
    const page = await desk.get(`/reception/patients/${lonely.id}/doctors/new`).expect(200)
    await desk
      .post(`/reception/patients/${lonely.id}/doctors`, {
        ...hidden(page.text),
        doctorId: doctor.doctorId ?? '',
      })
      .expect(303)
    expect(await asked()).toEqual([false, true, false])
    expect(names(await toSign(doctor))).toContain('Seen By Nobody')
  })

  test('nobody but a doctor reads the list', async () => {
    for (const role of ['RECEPTIONIST', 'ADMIN', 'PATIENT', 'DATA_ENTRY'] as const)
      expect((await (await logInAs(app, role)).get('/doctor/triages')).status).toBe(403)
    await visitor(app).get('/doctor/triages').expect(303)
  })
})

describe('G-D5 a long list', () => {
  test('goes on page by page, and everybody stands on exactly one', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    for (let place = 0; place < 53; place++)
      await inChargeOf(doctor, `Person ${String(place).padStart(2, '0')}`, undefined, 60 - place)
    const first = await toSign(doctor)
    const more = /href="(\/doctor\/triages\?after=[^"]+)"/.exec(first)?.[1] ?? ''
    const second = await toSign(doctor, more)
    expect(names(first)).toHaveLength(50)
    expect(names(second)).toEqual(['Person 50', 'Person 51', 'Person 52'])
    expect(second).toContain('53 wait')
    const edge = more.split('=')[1] ?? ''
    const { patientId } = await db.triageAssessment.findUniqueOrThrow({ where: { id: edge } })
    await admit(patientId, doctor.accountId)
    expect(names(await toSign(doctor, more))).toEqual(['Person 50', 'Person 51', 'Person 52'])
  })

  test('takes as many statements for many as for one', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    await inChargeOf(doctor, 'First')
    const asked = () => statementsOf(() => doctor.get('/doctor/triages').expect(200))
    await asked()
    const one = await asked()
    for (let place = 0; place < 9; place++) await inChargeOf(doctor, `Person ${place}`)
    expect(await asked()).toBe(one)
    expect(one).toBeLessThanOrEqual(8)
  })

  test('begins at the first page where the address names nobody', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    await inChargeOf(doctor, 'First')
    expect(names(await toSign(doctor, '/doctor/triages?after=nobody'))).toEqual(['First'])
  })
})
