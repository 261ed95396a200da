import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'
import { filledForm } from './filled-form.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

const reason = 'Frail, and alone at night; I want her where somebody looks in.'

/** Triaged as `changes` says, and decided by a doctor in charge. */
async function decided(changes: Parameters<typeof filledForm>[0], site: string) {
  const doctor = await logInAs(app, 'DOCTOR')
  const name = `Meera ${randomUUID()}`
  const patient = await createPerson('PATIENT', name)
  const id = patient.patientId ?? ''
  await db.careAssignment.create({
    data: {
      ...{ patientId: id, doctorId: doctor.doctorId ?? '', assignedById: doctor.accountId },
      startedAt: new Date(),
    },
  })
  const triage = `/doctor/patients/${id}/triage`
  const form = await doctor.get(`${triage}/new`).expect(200)
  const recorded = await doctor.post(triage, { ...filledForm(changes), ...hidden(form.text) })
  const address = `${recorded.headers.location}/decision`
  const page = await doctor.get(address).expect(200)
  const answer = await doctor.post(address, { ...hidden(page.text), seen: '0', site, reason })
  expect(answer.status).toBe(303)
  const beside = (reader: Browser, address: string) => besideName(reader, address, name)
  return { doctor, patient, id, name, beside }
}

/** What stands beside the name of that patient in a list, or in the banner of their page. */
const besideName = async (reader: Browser, address: string, name: string) => {
  const { text } = await reader.get(address).expect(200)
  const row = text
    .split(/<tr>|<section class="ww-banner"/)
    .slice(1)
    .find((part) => part.includes(name))
  return (row ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

describe('C-02 C-03 what a doctor signed stands wherever staff read the triage in a list', () => {
  test('decided otherwise than the rules: where, by whom and why', async () => {
    const { doctor, id, name, beside } = await decided({}, 'WARD')
    const desk = await logInAs(app, 'RECEPTIONIST')
    const places: [Browser, string][] = [
      [doctor, '/doctor'],
      [doctor, '/doctor/patients'],
      [doctor, `/doctor/patients?q=${name}`],
      [doctor, '/doctor/bed-requests'],
      [doctor, `/doctor/patients/${id}/history`],
      [desk, '/reception'],
      [desk, '/reception/patients'],
      [desk, '/reception/bed-requests'],
      [desk, `/reception/patients/${id}`],
    ]
    for (const [reader, address] of places) {
      const shown = await beside(reader, address)
      expect(shown, address).toContain('Mild')
      expect(shown, address).toContain('Decided: ward')
      expect(shown, address).toContain('By DOCTOR Test, otherwise than the rules: Frail, and alone at night')
    }
  })

  test('in the timeline of the record, beside the triage that it is about', async () => {
    const { doctor, id } = await decided({}, 'WARD')
    const { text } = await doctor.get(`/doctor/patients/${id}`).expect(200)
    const timeline = /<ol class="ww-timeline">[\s\S]*<\/ol>/.exec(text)?.[0] ?? ''
    const entry = timeline.split('<li').find((item) => item.includes('/triage/')) ?? ''
    expect(entry).toContain('Decided: ward')
    expect(entry).toContain('Frail, and alone at night')
  })

  test('signed off for home: by whom, in the list of those at home too', async () => {
    const { doctor, beside } = await decided({ conditions: ['DIABETES'] }, 'HOME')
    const desk = await logInAs(app, 'RECEPTIONIST')
    for (const [reader, address] of [
      [doctor, '/doctor/isolations'],
      [desk, '/reception/isolations'],
      [desk, '/reception/patients'],
    ] as const) {
      const shown = await beside(reader, address)
      expect(shown, address).toContain('Decided: home')
      expect(shown, address).toContain('Signed off by DOCTOR Test')
    }
  })

  test('and says nothing of a decision where there is none, or where a newer triage was recorded', async () => {
    const { doctor, id, beside } = await decided({}, 'WARD')
    const triage = `/doctor/patients/${id}/triage`
    const form = await doctor.get(`${triage}/new`).expect(200)
    await doctor.post(triage, { ...filledForm(), ...hidden(form.text) })
    expect(await beside(doctor, '/doctor/patients')).not.toContain('Decided')
    const other = await createPatient({ name: 'Never Triaged' })
    const desk = await logInAs(app, 'RECEPTIONIST')
    const banner = await besideName(desk, `/reception/patients/${other.id}`, other.name)
    expect(banner).toContain('Not triaged')
    expect(banner).not.toContain('Decided')
  })

  test('G-Z1 the patient reads where a doctor decided, and not why', async () => {
    const { patient } = await decided({}, 'WARD')
    const own = await logIn(app, patient)
    const { text } = await own.get('/patient').expect(200)
    const triage = /href="(\/patient\/triage\/[0-9a-f-]+)"/.exec(text)?.[1] ?? ''
    const page = await own.get(triage).expect(200)
    expect(page.text).toContain('What a doctor decided')
    expect(text + page.text).not.toContain('Frail')
  })
})
