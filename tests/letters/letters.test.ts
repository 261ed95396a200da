import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { inCareOf } from '../record/history.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

type Doctor = Awaited<ReturnType<typeof logInAs>>

async function twoDoctors() {
  const [writer, reader] = [await logInAs(app, 'DOCTOR'), await logInAs(app, 'DOCTOR')]
  const patient = await inCareOf(writer, 'Secret Patient')
  return { writer, reader, patient, address: `/doctor/patients/${patient.id}` }
}

async function send(writer: Doctor, reader: Doctor, patientId: string, kind = 'QUESTION') {
  const page = await writer.get(`/doctor/patients/${patientId}/letters/new`).expect(200)
  const text = 'Would you change the antibiotic?'
  return writer.post(`/doctor/patients/${patientId}/letters`, {
    ...{ kind, toId: reader.doctorId ?? '', text },
    ...hidden(page.text),
  })
}

const letterOf = (patientId: string) => db.colleagueLetter.findFirstOrThrow({ where: { patientId } })

describe('E-44 a doctor asks a colleague about a patient', () => {
  test('who reaches the patient by it, is told, reads and answers', async () => {
    const { writer, reader, patient, address } = await twoDoctors()
    await reader.get(address).expect(404)
    expect((await send(writer, reader, patient.id)).status).toBe(303)
    const { id } = await letterOf(patient.id)
    const inbox = await reader.get('/doctor/letters').expect(200)
    for (const part of ['Secret Patient', 'Would you change the antibiotic?', 'Not read yet'])
      expect(inbox.text).toContain(part)
    expect((await reader.get('/doctor').expect(200)).text).toMatch(/id="letters"[\s\S]*Secret Patient/)
    await reader.get(address).expect(200)
    const letter = await reader.get(`/doctor/letters/${id}`).expect(200)
    expect((await writer.get('/doctor/letters?show=sent')).text).toContain('Read')
    const answer = { answer: 'Yes, after the culture.', ...hidden(letter.text) }
    await reader.post(`/doctor/letters/${id}/answer`, answer).expect(303)
    for (const place of [`/doctor/letters/${id}`, `${address}/letters`, address])
      expect((await writer.get(place).expect(200)).text).toContain('Yes, after the culture.')
    const told = await db.message.findMany({
      where: { accountId: { in: [writer.accountId, reader.accountId] }, kind: { startsWith: 'letter' } },
      select: { channel: true, accountId: true },
    })
    expect(told).toHaveLength(4)
    expect((await reader.get('/doctor')).text).not.toContain('id="letters"')
  })

  test('G-O5 no mail says about whom or what', async () => {
    const { writer, reader, patient } = await twoDoctors()
    await send(writer, reader, patient.id, 'REFERRAL')
    const mail = await db.message.findFirstOrThrow({
      where: { accountId: reader.accountId, channel: 'MAIL' },
    })
    const { id } = await letterOf(patient.id)
    expect(mail.body).toContain(`/doctor/letters/${id}`)
    for (const part of ['Secret', 'antibiotic', 'W-'])
      expect(`${mail.subject}${mail.body}`).not.toContain(part)
  })

  test('once: neither the letter nor its answer is doubled or changed', async () => {
    const { writer, reader, patient } = await twoDoctors()
    const page = await writer.get(`/doctor/patients/${patient.id}/letters/new`)
    const form = { kind: 'QUESTION', toId: reader.doctorId ?? '', text: 'Twice?', ...hidden(page.text) }
    const sent = await Promise.all(
      [1, 2, 3].map(() => writer.post(`/doctor/patients/${patient.id}/letters`, form)),
    )
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await db.colleagueLetter.count({ where: { patientId: patient.id } })).toBe(1)
    const { id } = await letterOf(patient.id)
    const pages = await Promise.all([1, 2].map(() => reader.get(`/doctor/letters/${id}`)))
    const answers = await Promise.all(
      pages.map(({ text }, index) =>
        reader.post(`/doctor/letters/${id}/answer`, { answer: `Answer ${index}`, ...hidden(text) }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(answers.find(({ status }) => status === 422)?.text).toContain('This letter is answered already.')
    await expect(
      db.colleagueLetter.updateMany({ where: { id }, data: { text: 'Rewritten' } }),
    ).rejects.toThrow(/append_only/)
  })

  test('and what is missing is asked for, with the rest kept', async () => {
    const { writer, reader, patient } = await twoDoctors()
    const page = await writer.get(`/doctor/patients/${patient.id}/letters/new`)
    const typed = { text: 'Kept in the form', ...hidden(page.text) }
    const refused = await writer.post(`/doctor/patients/${patient.id}/letters`, typed).expect(422)
    for (const part of ['Choose whom you write to.', 'Choose what you would like', 'Kept in the form'])
      expect(refused.text).toContain(part)
    const toOneself = { ...typed, kind: 'QUESTION', toId: writer.doctorId ?? '' }
    expect(
      (await writer.post(`/doctor/patients/${patient.id}/letters`, toOneself).expect(422)).text,
    ).toContain('Choose a colleague.')
    await db.account.update({ where: { id: reader.accountId }, data: { status: 'SUSPENDED' } })
    const toNobody = { ...typed, kind: 'QUESTION', toId: reader.doctorId ?? '' }
    expect(
      (await writer.post(`/doctor/patients/${patient.id}/letters`, toNobody).expect(422)).text,
    ).toContain('does not work here now')
  })
})

test('the lists of letters send as many SQL statements for many as for one, and no more than 8', async () => {
  const { writer, reader, patient, address } = await twoDoctors()
  const write = (count: number) =>
    db.colleagueLetter.createMany({
      data: Array.from({ length: count }, () => ({
        ...{ patientId: patient.id, fromId: writer.doctorId ?? '', toId: reader.doctorId ?? '' },
        ...{ kind: 'QUESTION' as const, text: 'One of many?', sentAt: new Date() },
      })),
    })
  await write(1)
  for (const [person, place] of [
    [reader, '/doctor/letters'],
    [writer, '/doctor/letters?show=sent'],
    [writer, `${address}/letters`],
  ] as const) {
    const asked = () => statementsOf(() => person.get(place).expect(200))
    await asked()
    const few = await asked()
    await write(60)
    expect(await asked()).toBe(few)
    expect(few).toBeLessThanOrEqual(8)
    expect((await person.get(place)).text.match(/One of many\?/g)?.length).toBe(50)
  }
})

describe('E-44 a handover', () => {
  test('is taken over in one press: the one is in charge, the other not any more', async () => {
    const { writer, reader, patient, address } = await twoDoctors()
    await send(writer, reader, patient.id, 'HANDOVER')
    const { id } = await letterOf(patient.id)
    expect((await reader.get(`/doctor/letters/${id}`)).text).toContain('Take over')
    const answers = await Promise.all([1, 2, 3].map(() => reader.post(`/doctor/letters/${id}/care`)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect((await reader.get(address)).text).toContain('You are in charge of Secret Patient now.')
    const assignments = await db.careAssignment.findMany({ where: { patientId: patient.id } })
    expect(assignments.filter(({ endedAt }) => endedAt === null).map(({ doctorId }) => doctorId)).toEqual([
      reader.doctorId,
    ])
    expect(assignments).toHaveLength(2)
    expect((await reader.get(`/doctor/letters/${id}`)).text).not.toContain('Take over')
    expect(
      await db.message.count({ where: { accountId: writer.accountId, kind: 'letter', channel: 'IN_APP' } }),
    ).toBe(1)
  })

  test('of a question there is nothing to take over', async () => {
    const { writer, reader, patient } = await twoDoctors()
    await send(writer, reader, patient.id, 'QUESTION')
    const { id } = await letterOf(patient.id)
    await reader.post(`/doctor/letters/${id}/care`).expect(404)
    expect(await db.careAssignment.count({ where: { patientId: patient.id } })).toBe(1)
  })
})

describe('G-Z1 G-Z2 a letter is found by the two whom it concerns', () => {
  test('and by nobody else, nor answered by who wrote it', async () => {
    const { writer, reader, patient, address } = await twoDoctors()
    await send(writer, reader, patient.id, 'HANDOVER')
    const { id } = await letterOf(patient.id)
    const stranger = await logInAs(app, 'DOCTOR')
    const page = await stranger.get('/doctor/emergency-access')
    await stranger.get(`/doctor/letters/${id}`).expect(404)
    await stranger.get(`${address}/letters`).expect(404)
    await stranger.get(`${address}/letters/new`).expect(404)
    for (const person of [stranger, writer]) {
      const form = { answer: 'Intruding.', ...hidden(page.text) }
      await person.post(`/doctor/letters/${id}/answer`, form).expect(404)
      await person.post(`/doctor/letters/${id}/care`).expect(404)
    }
    const admin = await logInAs(app, 'ADMIN')
    expect((await admin.get(`/admin/patients/${patient.id}/letters`).expect(200)).text).toContain(
      'antibiotic',
    )
    for (const role of ['RECEPTIONIST', 'PATIENT'] as const)
      await (await logInAs(app, role)).get(`/doctor/letters/${id}`).expect(403)
  })
})
