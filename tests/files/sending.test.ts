import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { pdf, sendDocument } from '../documents/sending.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import type { TestPerson } from '../support/people.js'
import { doctorWhoFiles, onDisk } from './clinic.js'

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

describe('G-C3 E-67 the same form twenty times', () => {
  const key = randomUUID()
  const form = { idempotency_key: key }

  test('one after the other gives one document and one file', async () => {
    const answers = []
    for (let time = 0; time < 20; time++)
      answers.push(await sendDocument(doctor, address, { content: pdf(), name: 'a.pdf', form }))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    expect(await db.document.count({ where: { patientId } })).toBe(1)
    const { fileId } = await db.document.findFirstOrThrow({ where: { patientId } })
    expect((await onDisk()).files.filter(({ name }) => name.endsWith(fileId))).toHaveLength(1)
    expect(await db.storedFile.count({ where: { uploadedById: doctor.accountId } })).toBe(1)
    // With another file it is another form.
    const other = await sendDocument(doctor, address, { content: pdf('other'), name: 'a.pdf', form })
    expect(other.status).toBe(409)
    expect(other.text).toContain('This form was already sent, with other content.')
    expect(await db.document.count({ where: { patientId } })).toBe(1)
  })

  test('at the same instant gives one; who waits is told so', async () => {
    const rows = await db.storedFile.count()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        sendDocument(doctor, address, { content: pdf(), name: 'a.pdf', form }),
      ),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status !== 303 && status !== 503)).toEqual([])
    expect(statuses).toContain(303)
    expect(await db.document.count({ where: { patientId } })).toBe(1)
    expect(await db.storedFile.count()).toBe(rows + 1)
    expect((await onDisk()).files).toHaveLength(rows + 1)
  })
})

test('a script that sends the form is told where to go on, and opens that page itself', async () => {
  const answer = await sendDocument(doctor, address, { content: pdf(), name: 'a.pdf' }).set(
    'X-Background',
    'upload',
  )
  expect(answer.status).toBe(204)
  const page = await doctor.get(answer.headers['x-go-on'] ?? '').expect(200)
  expect(page.text).toContain('X-ray of the chest is in the record.')
  const refused = await sendDocument(doctor, address, { content: pdf(), name: 'a.txt' }).set(
    'X-Background',
    'upload',
  )
  expect(refused.status).toBe(422)
})

test('a file that is chosen and a picture that is taken: one of the two', async () => {
  const both = await sendDocument(doctor, address, { content: pdf(), name: 'a.pdf' }).attach(
    'file',
    pdf(),
    'b.pdf',
  )
  expect(both.status).toBe(422)
  expect(both.text).toContain('Choose one file, not two.')
  expect(await db.document.count({ where: { patientId } })).toBe(0)
})
