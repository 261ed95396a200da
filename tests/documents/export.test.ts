import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Express } from 'express'
import fc from 'fast-check'
import sharp from 'sharp'
import { getDocumentProxy } from 'unpdf'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { printsBetterSideways } from '../../src/documents/rules.js'
import { ordered } from '../orders/clinic.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { pdfOf, picturesIn } from '../support/pdf.js'
import { logInAs, type TestPerson } from '../support/people.js'
import { pdf, picture, sendDocument, takeCharge } from './sending.js'

useDatabase()
let app: Express
let doctor: Browser & TestPerson
let patient: Browser & TestPerson
let ofPatient: string
beforeAll(() => {
  app = openApp()
})
beforeEach(async () => {
  doctor = await logInAs(app, 'DOCTOR')
  patient = await logInAs(app, 'PATIENT')
  ofPatient = `/doctor/patients/${patient.patientId}/documents`
  await takeCharge(doctor, patient.patientId ?? '')
})

const idIn = (location: string | undefined) => location?.split('/').at(-1) ?? ''

/** Keeps this file by this person, and says where. */
async function filed(content: Buffer, name: string, by: Browser = doctor, at = ofPatient, form = {}) {
  const { headers } = await sendDocument(by, at, { content, name, form }).expect(303)
  return headers.location ?? ''
}

/** What a reader of the document at this address gets as a PDF: its words, its pages' sizes and its pictures. */
async function exported(browser: Browser, here: string) {
  const { answer, text, info } = await pdfOf(browser, `${here}/document.pdf`)
  const bytes: Buffer = answer.body
  const file = await getDocumentProxy(new Uint8Array(bytes))
  const [, , width = 0, height = 0] = (await file.getPage(1)).view
  return { answer, bytes, text, info, page: { width, height }, pictures: await picturesIn(bytes) }
}

test('X-10 T-21 a doctor takes a picture of the record as a PDF: the letterhead, whose it is, what it is, and the picture', async () => {
  await db.patient.update({
    where: { id: patient.patientId ?? '' },
    data: { name: 'Sunita Joshi', localName: 'सुनीता जोशी' },
  })
  const here = await filed(await picture('png', 900, 700), 'IMG_1.png')
  expect((await doctor.get(here).expect(200)).text).toContain(`href="${here}/document.pdf"`)
  const { answer, text, info, page, pictures } = await exported(doctor, here)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="X-ray of the chest.pdf"',
  })
  const { number } = await db.patient.findUniqueOrThrow({ where: { id: patient.patientId ?? '' } })
  for (const words of [
    'Wardwell',
    'Sunita Joshi',
    'सुनीता जोशी',
    `W-${String(number).padStart(6, '0')}`,
    'X-ray of the chest',
    'Scan or X-ray',
    'Thu 15 Jan 2026',
    doctor.name,
    'Page 1 of 1',
  ])
    expect(text).toContain(words)
  expect(info).not.toContain('Sunita')
  expect(page.height).toBeGreaterThan(page.width)
  expect(pictures.map(({ width, height }) => [width, height])).toEqual([[900, 700]])
  expect(pictures[0]?.colour.map((part) => Math.round(part / 17))).toEqual([3, 10, 7])
})

test('X-10 G-F4 the picture in it is drawn anew and upright; nothing else of the file is in it', async () => {
  const marked = await sharp(await picture('jpeg', 700, 300))
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const content = Buffer.concat([marked, Buffer.from('<script>appended</script>')])
  const { bytes, pictures } = await exported(doctor, await filed(content, 'a.jpg'))
  for (const mark of ['secret place', 'appended', 'Exif']) {
    expect(content.includes(mark)).toBe(true)
    expect(bytes.includes(mark)).toBe(false)
  }
  expect(pictures.map(({ width, height }) => [width, height])).toEqual([[300, 700]])
})

test('X-10 a wide picture lies on a page on its side, and a very large one is made smaller', async () => {
  const { page, pictures } = await exported(doctor, await filed(await picture('jpeg', 6000, 2000), 'a.jpg'))
  expect(page.width).toBeGreaterThan(page.height)
  expect(pictures.map(({ width, height }) => [width, height])).toEqual([[3000, 1000]])
})

const size = fc.record({
  width: fc.integer({ min: 1, max: 50_000 }),
  height: fc.integer({ min: 1, max: 50_000 }),
})

test('X-10 a page is turned for wide pictures only, whatever their number of pixels', () => {
  fc.assert(
    fc.property(size, fc.integer({ min: 2, max: 9 }), ({ width, height }, times) => {
      const turned = printsBetterSideways({ width, height })
      if (height >= width) expect(turned).toBe(false)
      if (width >= 2 * height) expect(turned).toBe(true)
      expect(printsBetterSideways({ width: width * times, height: height * times })).toBe(turned)
    }),
  )
})

test('X-10 a PDF that was sent is its own export, as it came; its page says that it is one', async () => {
  const here = await filed(pdf('mine'), 'a.pdf')
  const page = (await doctor.get(here).expect(200)).text
  expect(page).toContain('Download the PDF')
  expect(page).not.toContain('Export as PDF')
  const answer = await doctor.get(`${here}/document.pdf`).expect(200)
  expect(answer.body).toEqual(pdf('mine'))
  expect(answer.headers['content-security-policy']).toBe("sandbox; default-src 'none'")
})

test('X-10 U-15 a patient exports what was opened to them, and is not told who of the house filed it', async () => {
  const here = await filed(await picture(), 'a.jpg')
  const own = `/patient/documents/${idIn(here)}`
  await patient.get(`${own}/document.pdf`).expect(404)
  await doctor.post(`${here}/release`, { version: '1' }).expect(303)
  expect((await patient.get(own).expect(200)).text).toContain(`href="${own}/document.pdf"`)
  const { text, pictures } = await exported(patient, own)
  expect(text).toContain('By the hospital')
  expect(text).not.toContain(doctor.name)
  expect(pictures).toHaveLength(1)
  const sent = await filed(await picture(), 'b.jpg', patient, '/patient/documents', { title: 'Mine' })
  expect((await exported(patient, sent)).text).toContain('Sent by the patient')
})

test('X-10 D-01 clinical data entry exports what belongs to an order, with the doctor who ordered it', async () => {
  const clerk = await logInAs(app, 'DATA_ENTRY')
  const { id: orderId } = await ordered(doctor, patient.patientId ?? '', { codes: ['CBC'] })
  const form = { orderId, title: 'Sheet of the laboratory', kind: 'LAB_REPORT' }
  await filed(await picture(), 'a.jpg', clerk, '/records/documents', form)
  const { id } = await db.document.findFirstOrThrow({ where: { orderId } })
  expect((await clerk.get(`/records/documents/${id}`).expect(200)).text).toContain('Export as PDF')
  const { text } = await exported(clerk, `/records/documents/${id}`)
  for (const words of [
    'Sheet of the laboratory',
    'Laboratory report',
    `Ordered by ${doctor.name}`,
    clerk.name,
  ])
    expect(text).toContain(words)
  const foreign = idIn(await filed(await picture(), 'b.jpg'))
  await clerk.get(`/records/documents/${foreign}/document.pdf`).expect(404)
})

test('X-10 G-F11 a picture that is not what was sent any more is not exported', async () => {
  const here = await filed(await picture(), 'a.jpg')
  const { fileId } = await db.document.findUniqueOrThrow({ where: { id: idIn(here) } })
  await writeFile(path.join(config.uploads, fileId.slice(-2), fileId), await picture('jpeg', 901, 700))
  const answer = await doctor.get(`${here}/document.pdf`).expect(410)
  expect(answer.text).toContain('This file is damaged')
  expect(answer.headers['content-disposition']).toBeUndefined()
  expect((await doctor.get(here)).text).not.toContain('document.pdf')
})

test('X-10 G-Z1 G-Z2 somebody else’s document is not exported: it is not found', async () => {
  const here = await filed(await picture(), 'a.jpg')
  const stranger = await logInAs(app, 'PATIENT')
  await (await logInAs(app, 'DOCTOR')).get(`${here}/document.pdf`).expect(404)
  await stranger.get(`/patient/documents/${idIn(here)}/document.pdf`).expect(404)
  const desk = await logInAs(app, 'RECEPTIONIST')
  await desk.get(`/reception/patients/${patient.patientId}/documents/${idIn(here)}/document.pdf`).expect(404)
  const gone = await visitor(app).get(`${here}/document.pdf`).expect(303)
  expect(gone.headers.location).toContain('/login?next=')
})

test('X-10 G-U1 an export is in the audit trail, whatever the kind, in few statements', async () => {
  for (const here of [await filed(await picture(), 'a.jpg'), await filed(pdf(), 'a.pdf')]) {
    expect(await statementsOf(() => doctor.get(`${here}/document.pdf`).expect(200))).toBeLessThanOrEqual(8)
    const where = { subjectId: idIn(here), action: 'document.export' }
    expect(await db.auditEvent.findFirst({ where })).toMatchObject({
      ...{ actorId: doctor.accountId, patientId: patient.patientId, subjectType: 'document' },
    })
    // Each of the two times that were counted.
    expect(await db.auditEvent.count({ where })).toBe(2)
  }
})
