import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { onlyHeadings, templateOf, withTemplate } from '../../src/notes/rules.js'
import { dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

/** A doctor logged in, with a patient at home in their care. */
async function doctorAndPatient() {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient()
  await db.careAssignment.create({
    data: {
      patientId: patient.id,
      doctorId: doctor.doctorId ?? '',
      assignedById: doctor.accountId,
      startedAt: new Date(),
    },
  })
  return { doctor, patient, address: `/doctor/patients/${patient.id}` }
}

const draftVersion = (html: string) => html.match(/name="draftVersion" value="(\d+)"/)?.[1] ?? ''
const filled = (html: string, text: string, kind = 'PROGRESS') => ({
  ...hidden(html),
  draftVersion: draftVersion(html),
  kind,
  text,
})

describe('E-39 a draft', () => {
  test('is put away, comes back in the form of this patient, and is nobody else’s', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`).expect(200)
    const form = filled(page.text, 'Half a thought', 'ADMISSION')
    await doctor.post(`${address}/notes`, { ...form, draft: 'save' }).expect(303)
    const again = await doctor.get(`${address}/notes/new`).expect(200)
    expect(again.text).toMatch(/Draft saved \d/)
    expect(again.text).toContain('Half a thought</textarea>')
    expect(again.text).toMatch(/value="ADMISSION" checked/)
    expect(await db.clinicalNote.count({ where: { patientId: patient.id } })).toBe(0)
    expect((await doctor.get(address)).text).not.toContain('Half a thought')

    const colleague = await logInAs(app, 'DOCTOR')
    await db.careAssignment.create({
      data: {
        patientId: patient.id,
        doctorId: colleague.doctorId ?? '',
        assignedById: colleague.accountId,
        startedAt: new Date(),
      },
    })
    expect((await colleague.get(`${address}/notes/new`)).text).not.toContain('Half a thought')
  })

  test('is signed and gone, and the note has its kind', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`)
    await doctor.post(`${address}/notes`, { ...filled(page.text, 'Nearly'), draft: 'save' }).expect(303)
    const again = await doctor.get(`${address}/notes/new`)
    await doctor.post(`${address}/notes`, filled(again.text, 'Nearly done.', 'PROCEDURE')).expect(303)
    expect(await db.noteDraft.count({ where: { patientId: patient.id } })).toBe(0)
    expect(await db.clinicalNote.findFirstOrThrow({ where: { patientId: patient.id } })).toMatchObject({
      kind: 'PROCEDURE',
      text: 'Nearly done.',
    })
  })

  test('is saved by the script while somebody writes, which is told when', async () => {
    const { doctor, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`)
    const first = await doctor.post(`${address}/notes/draft`, filled(page.text, 'One')).expect(200)
    expect(first.body).toEqual({ version: 1, text: expect.stringMatching(/^Draft saved \d/) })
    const form = { ...filled(page.text, 'One, two'), draftVersion: '1' }
    expect((await doctor.post(`${address}/notes/draft`, form).expect(200)).body.version).toBe(2)
    // The answer to this may be lost on the way: the same words again are no conflict.
    expect((await doctor.post(`${address}/notes/draft`, form).expect(200)).body.version).toBe(2)
  })

  test('G-C5 of two tabs, the second is told what the first saved, and loses nothing', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const [one, other] = [await doctor.get(`${address}/notes/new`), await doctor.get(`${address}/notes/new`)]
    await doctor.post(`${address}/notes`, { ...filled(one.text, 'From the first tab'), draft: 'save' })
    const scripted = await doctor
      .post(`${address}/notes/draft`, filled(other.text, 'From the other'))
      .expect(409)
    expect(scripted.body.text).toContain('changed in another tab')
    const refused = await doctor
      .post(`${address}/notes`, { ...filled(other.text, 'From the other'), draft: 'save' })
      .expect(409)
    for (const part of ['From the first tab', 'From the other']) expect(refused.text).toContain(part)
    expect(await db.noteDraft.findFirstOrThrow({ where: { patientId: patient.id } })).toMatchObject({
      text: 'From the first tab',
    })
    // Signing the stale text is refused in the same way; having seen both, it goes on.
    await doctor.post(`${address}/notes`, filled(other.text, 'From the other')).expect(409)
    await doctor.post(`${address}/notes`, filled(refused.text, 'Both, put together')).expect(303)
    expect(await db.clinicalNote.findFirstOrThrow({ where: { patientId: patient.id } })).toMatchObject({
      text: 'Both, put together',
    })
  })

  test('that was signed in one tab is not signed again in the other', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`)
    await doctor.post(`${address}/notes`, { ...filled(page.text, 'The draft'), draft: 'save' })
    const tabs = await Promise.all([1, 2].map(() => doctor.get(`${address}/notes/new`)))
    const answers = await Promise.all(
      tabs.map((tab) => doctor.post(`${address}/notes`, filled(tab.text, 'The draft'))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(answers.find(({ status }) => status === 422)?.text).toContain('signed or thrown away meanwhile')
    expect(await db.clinicalNote.count({ where: { patientId: patient.id } })).toBe(1)
  })

  test('is thrown away when its writer says so', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`)
    await doctor.post(`${address}/notes`, { ...filled(page.text, 'Nonsense'), draft: 'save' })
    await doctor.post(`${address}/notes/draft/removal`).expect(303)
    expect(await db.noteDraft.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('E-37 waits on the doctor’s dashboard until it is signed', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    await db.patient.update({ where: { id: patient.id }, data: { name: 'Waits Unsigned' } })
    const page = await doctor.get(`${address}/notes/new`)
    await doctor.post(`${address}/notes`, { ...filled(page.text, 'Not yet'), draft: 'save' })
    const unsigned = (html: string) => html.match(/id="unsigned"[\s\S]*?<\/section>/)?.[0] ?? ''
    const shown = unsigned((await doctor.get('/doctor').expect(200)).text)
    expect(shown).toContain('Waits Unsigned')
    expect(shown).toContain(`href="${address}/notes/new"`)
    const again = await doctor.get(`${address}/notes/new`)
    await doctor.post(`${address}/notes`, filled(again.text, 'Now')).expect(303)
    expect(unsigned((await doctor.get('/doctor')).text)).toBe('')
  })
})

describe('E-39 templates', () => {
  test('stand in the form when they are asked for by address or by button, without a script', async () => {
    const { doctor, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new?kind=CONSULTATION`).expect(200)
    for (const heading of ['Subjective:', 'Objective:', 'Assessment:', 'Plan:'])
      expect(page.text).toContain(heading)
    const asked = await doctor
      .post(`${address}/notes`, { ...filled(page.text, 'Came for a cough.', 'NURSING'), template: 'insert' })
      .expect(200)
    expect(asked.text).toContain('Came for a cough.\n\nCondition:')
    expect(asked.text).toMatch(/value="NURSING" checked/)
  })

  test('nobody signs headings alone', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const page = await doctor.get(`${address}/notes/new`)
    const form = filled(page.text, 'Subjective:\n\nObjective:\n', 'CONSULTATION')
    expect((await doctor.post(`${address}/notes`, form).expect(422)).text).toContain('Write the note.')
    expect(await db.clinicalNote.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('take the place of other headings, and follow what was written', () => {
    const t = (sentence: string) => sentence
    const soap = templateOf('CONSULTATION', t)
    expect(onlyHeadings(soap)).toBe(true)
    expect(withTemplate(soap, templateOf('NURSING', t))).toBe(templateOf('NURSING', t))
    expect(withTemplate('Seen at 9.', soap)).toBe(`Seen at 9.\n\n${soap}`)
    expect(withTemplate('Seen at 9.', templateOf('OTHER', t))).toBe('Seen at 9.')
    expect(onlyHeadings('Plan: rest')).toBe(false)
  })
})

describe('E-9 E-39 G-C6 a signed note is only added to', () => {
  test('by one that names it and is shown with it, by whoever reaches the patient', async () => {
    const { doctor, patient, address } = await doctorAndPatient()
    const first = await db.clinicalNote.create({
      data: {
        patientId: patient.id,
        doctorId: doctor.doctorId ?? '',
        text: 'Left knee swollen.',
        kind: 'CONSULTATION',
      },
    })
    const page = await doctor.get(`${address}/notes/${first.id}/amendment/new`).expect(200)
    expect(page.text).toContain('Left knee swollen.')
    const form = { text: 'It is the right knee.', ...hidden(page.text) }
    const answers = await Promise.all(
      [1, 2, 3].map(() => doctor.post(`${address}/notes/${first.id}/amendments`, form)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    const [amendment, ...others] = await db.clinicalNote.findMany({ where: { amendsId: first.id } })
    expect(others).toEqual([])
    expect(amendment).toMatchObject({ text: 'It is the right knee.', kind: 'CONSULTATION' })
    for (const place of ['/notes', `/notes/${first.id}`, `/notes/${amendment?.id}`]) {
      const { text } = await doctor.get(`${address}${place}`).expect(200)
      expect(text).toMatch(/Left knee swollen\.[\s\S]*Added later[\s\S]*It is the right knee\./)
    }
    expect(await db.clinicalNote.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({
      text: 'Left knee swollen.',
    })
  })

  test('never at another patient’s address, nor by somebody else’s doctor', async () => {
    const { doctor, patient } = await doctorAndPatient()
    const others = await doctorAndPatient()
    const note = await db.clinicalNote.create({
      data: { patientId: patient.id, doctorId: doctor.doctorId ?? '', text: 'Private.' },
    })
    const wrong = `${others.address}/notes/${note.id}`
    await others.doctor.get(wrong).expect(404)
    await others.doctor.get(`${wrong}/amendment/new`).expect(404)
    const page = await others.doctor.get(`${others.address}/notes/new`)
    await others.doctor.post(`${wrong}/amendments`, { text: 'Hm', ...hidden(page.text) }).expect(404)
    await others.doctor.get(`/doctor/patients/${patient.id}/notes/${note.id}`).expect(404)
    await expect(
      db.clinicalNote.create({
        data: { patientId: others.patient.id, doctorId: doctor.doctorId ?? '', text: 'x', amendsId: note.id },
      }),
    ).rejects.toThrow(/clinical_note_amends_same_patient/)
  })
})

test('T-17 a note belongs to today’s visit where there is no stay', async () => {
  const { doctor, patient, address } = await doctorAndPatient()
  const startsAt = new Date(Date.now() - 600_000)
  const visit = await db.appointment.create({
    data: {
      patientId: patient.id,
      doctorId: doctor.doctorId ?? '',
      status: 'CHECKED_IN',
      day: dayToColumn(dayIn(startsAt, config.zone)),
      startsAt,
      endsAt: new Date(startsAt.getTime() + 900_000),
      checkedInAt: startsAt,
      token: 'A-1',
      reason: 'Cough',
      createdById: doctor.accountId,
    },
  })
  const page = await doctor.get(`${address}/notes/new`).expect(200)
  expect(page.text).toContain('It belongs to today’s visit.')
  await doctor.post(`${address}/notes`, filled(page.text, 'Coughs.', 'CONSULTATION')).expect(303)
  expect(await db.clinicalNote.findFirstOrThrow({ where: { patientId: patient.id } })).toMatchObject({
    appointmentId: visit.id,
    admissionId: null,
  })
})

test('G-U1 every reading of notes is written down before the answer', async () => {
  const { doctor, patient, address } = await doctorAndPatient()
  const note = await db.clinicalNote.create({
    data: { patientId: patient.id, doctorId: doctor.doctorId ?? '', text: 'Read me.' },
  })
  await doctor.get(`${address}/notes`).expect(200)
  await doctor.get(`${address}/notes/${note.id}`).expect(200)
  const events = await db.auditEvent.findMany({
    where: { patientId: patient.id, actorId: doctor.accountId },
    orderBy: { id: 'asc' },
    select: { action: true, subjectType: true, subjectId: true },
  })
  expect(events).toEqual([
    { action: 'note.view', subjectType: 'patient', subjectId: patient.id },
    { action: 'note.view', subjectType: 'note', subjectId: note.id },
  ])
})
