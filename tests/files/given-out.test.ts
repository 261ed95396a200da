import { rm, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Express } from 'express'
import sharp from 'sharp'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { pdf, picture, sendDocument } from '../documents/sending.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, type TestPerson } from '../support/people.js'
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

test('G-F4 a file that is two things at once is given out as what it is called, to be saved, and runs nowhere', async () => {
  const script = '<script>alert(document.cookie)</script>'
  const content = Buffer.concat([pdf(script), Buffer.from(`<html>${script}</html>`)])
  const made = await sendDocument(doctor, address, { content, name: 'a.pdf', type: 'text/html' }).expect(303)
  const file = await doctor.get(`${made.headers.location}/file`).expect(200)
  expect(file.headers).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(file.headers['content-disposition']).toMatch(/^attachment; /)
})

test('G-F4 the small picture is drawn anew: nothing of the place where it was taken, and no script, is in it', async () => {
  const marked = await sharp(await picture())
    .withExif({ IFD0: { Copyright: '<script>secret place</script>' } })
    .jpeg()
    .toBuffer()
  expect(marked.includes('secret place')).toBe(true)
  const made = await sendDocument(doctor, address, {
    content: Buffer.concat([marked, Buffer.from('<script>appended</script>')]),
    name: 'a.jpg',
  }).expect(303)
  const preview = (await doctor.get(`${made.headers.location}/preview`).expect(200)).body as Buffer
  expect(preview.includes('secret place') || preview.includes('appended')).toBe(false)
  const { previewId } = await db.document.findFirstOrThrow({ where: { patientId } })
  const stored = await db.storedFile.findUniqueOrThrow({ where: { id: previewId ?? '' } })
  expect(stored).toMatchObject({ mediaType: 'image/jpeg', size: preview.length })
})

test('G-F3 G-F9 files lie under random names, for nobody but this program, and not below the web root', async () => {
  const made = await sendDocument(doctor, address, { content: pdf(), name: '../../../evil.pdf' }).expect(303)
  const { files, folders } = await onDisk()
  expect(files.length).toBeGreaterThan(0)
  for (const { name, it } of files) {
    expect(name).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(it.mode & 0o777).toBe(0o600)
  }
  for (const { it } of folders) expect(it.mode & 0o777).toBe(0o700)
  const file = await db.storedFile.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  expect(file.originalName).toBe('evil.pdf')
  for (const guess of [`/uploads/${file.id}`, `/${file.id}`, `/uploads/${file.id.slice(-2)}/${file.id}`])
    await doctor.get(guess).expect(404)
  await doctor.get(made.headers.location ?? '').expect(200)
})

describe('G-F11 a file that is not what was sent', () => {
  const kept = async () => {
    const made = await sendDocument(doctor, address, { content: pdf(), name: 'a.pdf' }).expect(303)
    const { id, sha256, size } = await db.storedFile.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    return {
      here: made.headers.location ?? '',
      id,
      sha256,
      size,
      at: path.join(config.uploads, id.slice(-2), id),
    }
  }

  test.each<[string, (at: string) => Promise<unknown>]>([
    ['cut short', (at) => truncate(at, 40)],
    ['changed by one byte', async (at) => void (await writeFile(at, pdf().fill('x', 20, 21)))],
    ['longer than it was', (at) => writeFile(at, Buffer.concat([pdf(), Buffer.from('x')]))],
    ['not there', (at) => rm(at)],
  ])('%s is not given out at all; the page says so, and the administration', async (_title, spoil) => {
    const { here, id, at } = await kept()
    await spoil(at)
    const answer = await doctor.get(`${here}/file`).expect(410)
    expect(answer.headers['content-type']).toContain('text/html')
    expect(answer.headers['content-disposition']).toBeUndefined()
    expect(answer.text).toContain('This file is damaged')
    expect((await db.storedFile.findUniqueOrThrow({ where: { id } })).damagedAt).not.toBeNull()
    expect((await doctor.get(here)).text).toContain('This file is damaged')
    const admin = await logInAs(app, 'ADMIN')
    expect((await admin.get('/admin/settings/files').expect(200)).text).toContain('X-ray of the chest')
    // What was put back from a backup is given out again.
    await writeFile(at, pdf())
    expect((await doctor.get(`${here}/file`).expect(200)).body).toEqual(pdf())
  })
})
