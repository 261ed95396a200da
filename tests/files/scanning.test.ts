import type { Express } from 'express'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { scanAgain } from '../../src/files/scanning.js'
import { pdf, picture, sendDocument, takeCharge } from '../documents/sending.js'
import { type Browser, doDueWork, openApp } from '../support/app.js'
import { eicar, openClamd } from '../support/clamd.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
let clamd: Awaited<ReturnType<typeof openClamd>>
let doctor: Browser & TestPerson
let address: string
beforeAll(async () => {
  clamd = await openClamd()
  app = openApp({ CLAMD_URL: clamd.url })
})
beforeEach(async () => {
  clamd.state.mood = 'well'
  clamd.state.scanned = []
  doctor = await logInAs(app, 'DOCTOR')
  const patient = await logInAs(app, 'PATIENT')
  await takeCharge(doctor, patient.patientId ?? '')
  address = `/doctor/patients/${patient.patientId}/documents`
})

const fileNow = () => db.storedFile.findFirstOrThrow({ where: { uploadedById: doctor.accountId } })

test('G-F7 G-F8 a file is given to nobody until the scanner has seen it, then to everybody who may', async () => {
  const content = await picture()
  const made = await sendDocument(doctor, address, { content, name: 'a.jpg' }).expect(303)
  const here = made.headers.location ?? ''
  expect((await doctor.get(here).expect(200)).text).toContain('This file is being scanned for viruses')
  for (const end of ['/file', '/preview', '/document.pdf']) {
    const answer = await doctor.get(here + end).expect(409)
    expect(answer.text).toContain('This file waits for the virus scanner.')
    expect(answer.headers['content-type']).toContain('text/html')
  }
  await doDueWork()
  expect(clamd.state.scanned).toEqual([content])
  expect(await fileNow()).toMatchObject({ scan: 'CLEAN', scannedAt: expect.any(Date) })
  expect((await doctor.get(`${here}/file`).expect(200)).body).toEqual(content)
  for (const end of ['/preview', '/document.pdf']) await doctor.get(here + end).expect(200)
  expect((await doctor.get(here)).text).not.toContain('scanned for viruses')
})

test('G-F7 a file with a virus is never given out; the page says why, and so does the administration’s', async () => {
  const made = await sendDocument(doctor, address, { content: pdf(eicar), name: 'a.pdf' }).expect(303)
  await doDueWork()
  const { id, scan } = await fileNow()
  expect(scan).toBe('INFECTED')
  const answer = await doctor.get(`${made.headers.location}/file`).expect(409)
  expect(answer.text).toContain('A virus was found in this file.')
  await doctor.get(`${made.headers.location}/document.pdf`).expect(409)
  expect((await doctor.get(made.headers.location ?? '')).text).toContain('A virus was found in this file')
  const admin = await logInAs(app, 'ADMIN')
  expect((await admin.get('/admin/settings/files')).text).toContain('A virus was found')
  const event = await db.auditEvent.findFirstOrThrow({
    where: { subjectId: id, action: 'system.virus-found' },
  })
  expect(event.details).toEqual({ virus: 'Eicar-Test-Signature' })
})

test.each(['is away', 'error', 'cut'] as const)(
  'G-F8 while the scanner is of no use (%s) the file stays closed and the job stays; then it is opened',
  async (mood) => {
    if (mood === 'is away') await clamd.stop()
    else clamd.state.mood = mood
    const made = await sendDocument(doctor, address, { content: pdf(mood), name: 'a.pdf' }).expect(303)
    await doDueWork()
    expect((await fileNow()).scan).toBe('PENDING')
    await doctor.get(`${made.headers.location}/file`).expect(409)
    const [job] = await db.$queryRaw<{ attempts: number; maxAttempts: number }[]>`
      SELECT attempts, max_attempts AS "maxAttempts" FROM graphile_worker.jobs
      WHERE key = ${`files.scan ${(await fileNow()).id}`}`
    expect(job).toMatchObject({ attempts: 1, maxAttempts: 12 })
    clamd.state.mood = 'well'
    if (mood === 'is away') await clamd.start()
    // The clock comes by: however often the job has failed, it is done again.
    await scanAgain(new Date(Date.now() + 11 * 60_000))
    await doDueWork()
    expect((await fileNow()).scan).toBe('CLEAN')
    await doctor.get(`${made.headers.location}/file`).expect(200)
  },
)

test('a photo is drawn anew and shown at once', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const patientId = address.split('/')[3]
  await desk.agent
    .post(`/reception/patients/${patientId}/photo`)
    .set('Sec-Fetch-Site', 'same-origin')
    .attach('photo', await picture(), 'me.jpg')
    .expect(303)
  await desk.get(`/reception/patients/${patientId}/photo`).expect(200)
})
