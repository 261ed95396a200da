import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { db } from '../../src/db/client.js'
import type { Browser } from '../support/app.js'
import { createPatient, type TestPerson } from '../support/people.js'

/** The smallest PDF that viewers open; `mark` makes each another one. */
export const pdf = (mark = ''): Buffer =>
  Buffer.from(
    `%PDF-1.4\n%${mark}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  )

export const picture = (format: 'png' | 'jpeg' = 'jpeg', width = 900, height = 700): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#3a7' } })
    .toFormat(format)
    .toBuffer()

interface Sent {
  content: Buffer
  name: string
  form?: Record<string, string>
  type?: string
}

/** Sends the form of a document as a browser would. */
export function sendDocument(browser: Browser, address: string, { content, name, form = {}, type }: Sent) {
  const fields = {
    idempotency_key: randomUUID(),
    title: 'X-ray of the chest',
    kind: 'SCAN',
    day: '2026-01-15',
    form_page: '/',
    ...form,
  }
  const post = browser.agent.post(address).set('Sec-Fetch-Site', 'same-origin')
  for (const [field, value] of Object.entries(fields)) post.field(field, value)
  return post.attach('file', content, { filename: name, ...(type && { contentType: type }) })
}

/** A patient whom this doctor has in charge. */
export async function patientOf(doctor: TestPerson, about: { name?: string; accountId?: string } = {}) {
  const patient = await createPatient(about)
  await takeCharge(doctor, patient.id)
  return patient
}

export const takeCharge = (doctor: TestPerson, patientId: string) =>
  db.careAssignment.create({
    data: {
      patientId,
      doctorId: doctor.doctorId ?? '',
      assignedById: doctor.accountId,
      startedAt: new Date(),
    },
  })
