import type { Express } from 'express'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { pdf, sendDocument } from '../documents/sending.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { doctorWhoFiles, limit, MEGABYTE, nothingSince, onDisk, pdfOfSize } from './clinic.js'

useDatabase()
let app: Express
let doctor: Browser & TestPerson
let address: string
let patientId: string
beforeAll(() => {
  app = openApp()
})
beforeEach(async () => {
  ;({ doctor, patientId, address } = await doctorWhoFiles(app))
})

test('G-F1 a file of the largest size is taken, and one byte more is refused with a sentence and leaves nothing', async () => {
  await limit(1, 200)
  const before = await onDisk()
  const large = await sendDocument(doctor, address, {
    content: pdfOfSize(MEGABYTE + 1),
    name: 'a.pdf',
  })
  expect(large.status).toBe(422)
  expect(large.text).toContain('Choose a file of 1 MB or less.')
  expect(large.text).toContain('value="X-ray of the chest"')
  await nothingSince(before, patientId)
  await sendDocument(doctor, address, { content: pdfOfSize(MEGABYTE), name: 'a.pdf' }).expect(303)
})

test('G-F1 what one sends in a day is counted, also when it is sent at the same instant', async () => {
  await limit(1, 2)
  const send = (mark: string) =>
    sendDocument(doctor, address, { content: pdfOfSize(700_000, mark), name: 'a.pdf' })
  const answers = []
  // Two at once, as one person may; four pairs.
  for (let pair = 0; pair < 4; pair++)
    answers.push(...(await Promise.all([send(`a${pair}`), send(`b${pair}`)])))
  expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(2)
  for (const { status, text } of answers.filter(({ status }) => status !== 303)) {
    expect(status).toBe(422)
    expect(text).toContain('With this file you would send more than 2 MB in one day.')
  }
  expect(
    (await db.storedFile.aggregate({ where: { uploadedById: doctor.accountId }, _sum: { size: true } }))._sum
      .size,
  ).toBeLessThanOrEqual(2 * MEGABYTE)
  expect((await onDisk()).arriving).toEqual([])
  // Somebody else's day is their own.
  const admin = await logInAs(app, 'ADMIN')
  await sendDocument(admin, `/admin/patients/${patientId}/documents`, {
    content: pdf(),
    name: 'a.pdf',
  }).expect(303)
})

test('G-F1 who has used up the day is told so with the form as it was typed, and nothing is written', async () => {
  await limit(1, 1)
  const whole = pdfOfSize(MEGABYTE)
  await sendDocument(doctor, address, { content: whole, name: 'a.pdf' }).expect(303)
  const before = await onDisk()
  const answer = await sendDocument(doctor, address, { content: whole, name: 'b.pdf' }).expect(422)
  expect(answer.text).toContain('With this file you would send more than 1 MB in one day.')
  expect(answer.text).toContain('value="X-ray of the chest"')
  expect((await onDisk()).files).toHaveLength(before.files.length)
  // Yesterday's does not count.
  await db.storedFile.updateMany({
    where: { uploadedById: doctor.accountId },
    data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
  })
  await sendDocument(doctor, address, { content: whole, name: 'b.pdf' }).expect(303)
})

test('A-32 G-F1 the administration sets how large a file may be, and reads how the store stands', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const page = (await admin.get('/admin/settings/files').expect(200)).text
  expect(page).toContain('Not looked yet')
  const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? ''
  const refused = await admin
    .post('/admin/settings/files', { version, uploadMegabytes: '20', uploadDailyMegabytes: '10' })
    .expect(422)
  expect(refused.text).toContain('In a day there must be room for one file of the largest size.')
  await admin
    .post('/admin/settings/files', { version, uploadMegabytes: '3', uploadDailyMegabytes: '30' })
    .expect(303)
  expect((await doctor.get(`${address}/new`)).text).toContain('PDF, PNG or JPEG, up to 3 MB.')
  await admin
    .post('/admin/settings/files', { version, uploadMegabytes: '4', uploadDailyMegabytes: '40' })
    .expect(409)
  await doctor
    .post('/admin/settings/files', { version, uploadMegabytes: '4', uploadDailyMegabytes: '40' })
    .expect(403)
})
