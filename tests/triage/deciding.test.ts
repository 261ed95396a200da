import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admit } from '../isolation/admitted.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'
import { filledForm } from './filled-form.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

const reason = 'Seen today, lives with her daughter, who is a nurse.'

/** A doctor with a walk-in in their care who was triaged; the address of the triage. */
async function triaged(changes: Parameters<typeof filledForm>[0] = {}) {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient({ name: 'Meera Joshi' })
  await db.careAssignment.create({
    data: {
      ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', assignedById: doctor.accountId },
      startedAt: new Date(),
    },
  })
  const address = await triageOf(doctor, '/doctor', patient.id, changes)
  return { doctor, patient, address }
}

async function triageOf(staff: Browser, base: string, id: string, changes: Parameters<typeof filledForm>[0]) {
  const list = `${base}/patients/${id}/triage`
  const page = await staff.get(`${list}/new`).expect(200)
  const answer = await staff.post(list, { ...filledForm(changes), ...hidden(page.text) })
  expect(answer.status).toBe(303)
  return answer.headers.location ?? ''
}

/** The hidden fields of the page, how many decisions it showed among them. */
function sent(html: string) {
  return { ...hidden(html), seen: /name="seen" value="(\d+)"/.exec(html)?.[1] ?? '' }
}

async function decide(doctor: Browser, address: string, site: string, why = reason) {
  const page = await doctor.get(`${address}/decision`).expect(200)
  return doctor.post(`${address}/decision`, { ...sent(page.text), site, reason: why })
}

const atHome = (patientId: string) =>
  db.homeIsolation.findFirst({ where: { patientId, endedAt: null }, select: { doctorId: true } })
const waiting = (patientId: string) =>
  db.admissionRequest.findFirst({
    where: { patientId, status: 'WAITING' },
    select: { levels: true, priority: true, source: true, oxygen: true },
  })

describe('C-03 a patient with a high-risk feature', () => {
  const withDiabetes = { conditions: ['DIABETES'] }

  test('goes home when a doctor signs it off, who is then in charge', async () => {
    const { doctor, patient, address } = await triaged(withDiabetes)
    expect(await atHome(patient.id)).toBeNull()
    expect((await doctor.get(address)).text).toContain('Evaluate for home')
    const answer = await decide(doctor, address, 'HOME')
    expect(answer.status).toBe(303)
    const page = await doctor.get(answer.headers.location ?? '').expect(200)
    expect(page.text).toContain('Decided for Meera Joshi: Home.')
    expect(page.text).toContain('Evaluated, and signed off for home isolation')
    expect(page.text).toContain(reason)
    expect(page.text).toContain('Home isolation')
    expect(page.text).not.toContain('Evaluate for home')
    expect(await atHome(patient.id)).toEqual({ doctorId: doctor.doctorId })
    // Whoever signs it off knows of it.
    expect(await db.message.count({ where: { accountId: doctor.accountId, kind: 'in-charge' } })).toBe(0)
    const [decision] = await db.triageDecision.findMany({ where: { patientId: patient.id } })
    expect(decision).toMatchObject({ kind: 'SIGN_OFF', site: 'HOME', doctorId: doctor.doctorId })
    const trail = await db.auditEvent.count({ where: { patientId: patient.id, action: 'triage.decide' } })
    expect(trail).toBe(1)
  })

  test('goes to a ward instead, and the record says who decided', async () => {
    const { doctor, patient, address } = await triaged(withDiabetes)
    await decide(doctor, address, 'WARD')
    expect(await atHome(patient.id)).toBeNull()
    expect(await waiting(patient.id)).toMatchObject({ levels: ['WARD'], priority: 'URGENT', source: 'STAFF' })
    const record = await doctor.get(`/doctor/patients/${patient.id}`).expect(200)
    expect(record.text).toContain('A doctor decided:')
  })

  test('does not go home by a receptionist', async () => {
    const { patient, address } = await triaged(withDiabetes)
    const receptionist = await logInAs(app, 'RECEPTIONIST')
    const own = address.replace('/doctor/', '/reception/')
    expect((await receptionist.get(own).expect(200)).text).not.toContain('Evaluate for home')
    await receptionist.get(`${own}/decision`).expect(404)
    expect(await atHome(patient.id)).toBeNull()
  })
})

describe('C-05 a triage asks for a bed, and gives it back', () => {
  test('moderate asks, a later mild one withdraws', async () => {
    const { doctor, patient } = await triaged({ spo2: '92' })
    expect(await waiting(patient.id)).toEqual({
      levels: ['WARD'],
      priority: 'URGENT',
      source: 'TRIAGE',
      oxygen: true,
    })
    await triageOf(doctor, '/doctor', patient.id, {})
    expect(await waiting(patient.id)).toBeNull()
    expect(await atHome(patient.id)).not.toBeNull()
  })

  test('severe asks as an emergency; a later moderate one asks for less', async () => {
    const { doctor, patient } = await triaged({ spo2: '85' })
    expect(await waiting(patient.id)).toMatchObject({ levels: ['HDU', 'ICU'], priority: 'EMERGENCY' })
    await triageOf(doctor, '/doctor', patient.id, { spo2: '92' })
    expect(await waiting(patient.id)).toMatchObject({ levels: ['WARD'], priority: 'URGENT' })
  })

  test('incomplete, and certain to need a bed, asks already', async () => {
    const { patient } = await triaged({ spo2: '92', respiratoryRate: '' })
    expect(await waiting(patient.id)).toMatchObject({ levels: ['WARD'] })
  })

  test('incomplete, and nothing certain, leaves what was asked', async () => {
    const { doctor, patient } = await triaged({ spo2: '92' })
    await triageOf(doctor, '/doctor', patient.id, { spo2: '' })
    expect(await waiting(patient.id)).not.toBeNull()
  })
})

describe('C-02 a doctor decides otherwise than the rules', () => {
  test('from home to a ward: isolation ends and a bed is asked for', async () => {
    const { doctor, patient, address } = await triaged()
    expect(await atHome(patient.id)).not.toBeNull()
    await decide(doctor, address, 'WARD')
    expect(await atHome(patient.id)).toBeNull()
    expect(await waiting(patient.id)).toMatchObject({ levels: ['WARD'], source: 'STAFF' })
    const page = (await doctor.get(address)).text
    expect(page).toContain('Decided otherwise than the rules')
    expect(page).toContain('Admission is advised')
  })

  test('from a ward to home: the request is withdrawn and isolation begins', async () => {
    const { doctor, patient, address } = await triaged({ spo2: '92' })
    await decide(doctor, address, 'HOME')
    expect(await waiting(patient.id)).toBeNull()
    expect(await atHome(patient.id)).toEqual({ doctorId: doctor.doctorId })
    const closed = await db.admissionRequest.findFirst({ where: { patientId: patient.id } })
    expect(closed).toMatchObject({ status: 'WITHDRAWN' })
  })

  test('from intensive care to a ward: the request asks for less', async () => {
    const { doctor, patient, address } = await triaged({ spo2: '88' })
    await decide(doctor, address, 'WARD')
    expect(await waiting(patient.id)).toMatchObject({ levels: ['WARD'] })
  })

  test('without a reason, or with a short one, it is refused and nothing that was typed is lost', async () => {
    const { doctor, patient, address } = await triaged()
    const answer = await decide(doctor, address, 'WARD', 'frail')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Say why in 10 characters or more')
    expect(answer.text).toMatch(/>\s*frail<\/textarea>/)
    expect(answer.text).toMatch(/value="WARD" checked/)
    expect((await decide(doctor, address, '', reason)).status).toBe(422)
    expect(await db.triageDecision.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('the site that holds, and home while something is missing, cannot be chosen', async () => {
    const mild = await triaged()
    expect((await decide(mild.doctor, mild.address, 'HOME')).status).toBe(422)
    const unknown = await triaged({ spo2: '' })
    const page = await unknown.doctor.get(`${unknown.address}/decision`).expect(200)
    expect(page.text).not.toContain('value="HOME"')
    expect((await decide(unknown.doctor, unknown.address, 'HOME')).status).toBe(422)
    expect((await decide(unknown.doctor, unknown.address, 'WARD')).status).toBe(303)
  })

  test('an older triage is decided about by nobody', async () => {
    const { doctor, patient, address } = await triaged()
    const page = await doctor.get(`${address}/decision`).expect(200)
    await triageOf(doctor, '/doctor', patient.id, {})
    const form = { ...sent(page.text), site: 'WARD', reason }
    expect((await doctor.post(`${address}/decision`, form)).status).toBe(404)
    await doctor.get(`${address}/decision`).expect(404)
  })

  test('while the patient is in a bed, the doctors in charge decide there', async () => {
    const { doctor, patient, address } = await triaged()
    const page = await doctor.get(`${address}/decision`).expect(200)
    await admit(patient.id, doctor.accountId)
    const answer = await doctor.post(`${address}/decision`, { ...sent(page.text), site: 'WARD', reason })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This patient is in a bed of the hospital')
    expect(await waiting(patient.id)).toBeNull()
  })

  test('two doctors: the second reads the first decision before theirs', async () => {
    const { doctor, patient, address } = await triaged()
    const stale = await doctor.get(`${address}/decision`).expect(200)
    expect((await decide(doctor, address, 'WARD')).status).toBe(303)
    const answer = await doctor.post(`${address}/decision`, {
      ...sent(stale.text),
      site: 'HDU_ICU',
      reason,
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Another decision was made meanwhile.')
    expect(answer.text).toContain(reason)
    expect(await db.triageDecision.count({ where: { patientId: patient.id } })).toBe(1)
  })

  test('G-C2 sent twice it is decided once, and two at once are not both decided', async () => {
    const { doctor, patient, address } = await triaged()
    const page = await doctor.get(`${address}/decision`).expect(200)
    const form = { ...sent(page.text), site: 'WARD', reason }
    await Promise.all([doctor.post(`${address}/decision`, form), doctor.post(`${address}/decision`, form)])
    expect(await db.triageDecision.count({ where: { patientId: patient.id } })).toBe(1)
    const other = await doctor.get(`${address}/decision`).expect(200)
    const again = { ...sent(other.text), site: 'HDU_ICU', reason }
    const twin = { ...again, ...hidden((await doctor.get(`${address}/decision`)).text) }
    const answers = await Promise.all([
      doctor.post(`${address}/decision`, again),
      doctor.post(`${address}/decision`, twin),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(await db.triageDecision.count({ where: { patientId: patient.id } })).toBe(2)
  })

  test('G-Z2 a doctor who does not reach the patient finds nothing, and who is signed out logs in', async () => {
    const { address } = await triaged()
    const other = await logInAs(app, 'DOCTOR')
    await other.get(`${address}/decision`).expect(404)
    const signedOut = await visitor(app).get(`${address}/decision`)
    expect(signedOut.status).toBe(303)
  })

  test('a decision is never changed or taken away', async () => {
    const { doctor, patient, address } = await triaged()
    await decide(doctor, address, 'WARD')
    await expect(
      db.triageDecision.updateMany({ where: { patientId: patient.id }, data: { reason: 'other' } }),
    ).rejects.toThrow()
    await expect(db.triageDecision.deleteMany({ where: { patientId: patient.id } })).rejects.toThrow()
  })
})

describe('C-02 the page of a triage', () => {
  test('shows what other systems say, each with its version, and what would change the answer', async () => {
    const { doctor, address } = await triaged({ spo2: '92', respiratoryRate: '18' })
    const page = (await doctor.get(address).expect(200)).text
    expect(page).toContain('What other systems say')
    expect(page).toContain('WHO severity, living guideline of November 2021 · Wardwell 1')
    expect(page).toContain('Nothing worse than non-severe is known, but not everything was asked')
    expect(page).toContain('NIH COVID-19 treatment guidelines, severity (closed in 2024) · Wardwell 1')
    expect(page).toContain('SpO2 92 % on room air is below 94 %.')
    expect(page).toContain('NEWS2, RCP 2017 · Wardwell 1')
    expect(page).toContain('What would change the answer')
    expect(page).toContain('With an SpO2 of 89 % or less')
    expect(page).toContain('Severe, HDU or ICU')
    expect(page).toContain('SpO2 92 % is within 2 points of a cut-off')
  })

  test('of a triage from before, without them, is shown as it was made', async () => {
    const { doctor, patient, address } = await triaged()
    const [kept] = await db.triageAssessment.findMany({ where: { patientId: patient.id } })
    const { crossChecks: _, changes: __, ...old } = Object(kept?.result)
    const observation = await db.observation.create({
      data: {
        ...{ patientId: patient.id, takenAt: new Date(), recordedAt: new Date() },
        ...{ recordedById: doctor.accountId, source: 'STAFF', spo2: 97 },
      },
      select: { id: true },
    })
    const { id: _id, observationId: _o, ...row } = kept ?? {}
    const { id } = await db.triageAssessment.create({
      data: Object.assign({}, row, {
        observationId: observation.id,
        result: old,
        ruleSetVersion: 'the rules of then',
        createdAt: new Date(),
      }) as Parameters<typeof db.triageAssessment.create>[0]['data'],
      select: { id: true },
    })
    const page = (await doctor.get(address.replace(/[^/]+$/, id)).expect(200)).text
    expect(page).toContain('the rules of then')
    expect(page).not.toContain('What other systems say')
    expect(page).not.toContain('What would change the answer')
  })

  test('of a patient who was in a bed since asks for a new triage, not for a decision', async () => {
    const { doctor, patient, address } = await triaged()
    const page = await doctor.get(`${address}/decision`).expect(200)
    const { id } = await admit(patient.id, doctor.accountId)
    const dischargedAt = new Date()
    await db.$transaction([
      db.bedStay.updateMany({ where: { admissionId: id }, data: { endedAt: dischargedAt } }),
      db.admission.update({
        where: { id },
        data: { status: 'DISCHARGED', dischargedAt, dischargedById: doctor.accountId },
      }),
    ])
    const answer = await doctor.post(`${address}/decision`, { ...sent(page.text), site: 'WARD', reason })
    expect(answer.status).toBe(404)
    expect((await doctor.get(address).expect(200)).text).not.toContain('/decision"')
    expect(await waiting(patient.id)).toBeNull()
  })

  test('tells the patient what a doctor decided, without the doctor’s reasons', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const list = await patient.get('/patient/triage/new').expect(200)
    const answer = await patient.post('/patient/triage', {
      ...filledForm({ conditions: ['DIABETES'] }),
      ...hidden(list.text),
    })
    const own = answer.headers.location ?? ''
    await db.patient.update({
      where: { id: patient.patientId ?? '' },
      data: { dateOfBirth: new Date('1980-02-03') },
    })
    const doctor = await logInAs(app, 'DOCTOR')
    await db.careAssignment.create({
      data: {
        ...{ patientId: patient.patientId ?? '', doctorId: doctor.doctorId ?? '' },
        ...{ assignedById: doctor.accountId, startedAt: new Date() },
      },
    })
    const address = `/doctor/patients/${patient.patientId}/triage/${own.split('/').at(-1)}`
    expect((await decide(doctor, address, 'HOME')).status).toBe(303)
    const page = (await patient.get(own).expect(200)).text
    expect(page).toContain('Evaluated, and signed off for home isolation')
    expect(page).toContain('You can be cared for at home')
    expect(page).not.toContain(reason)
    expect(page).not.toContain('What other systems say')
  })
})
