import { randomUUID } from 'node:crypto'
import { open, readdir, stat, truncate, writeFile } from 'node:fs/promises'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import type { Express } from 'express'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { pdf, picture, sendDocument, takeCharge } from '../documents/sending.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs, password, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
let server: http.Server
let doctor: Browser & TestPerson
let address: string
let patientId: string
beforeAll(async () => {
  app = openApp()
  server = http.createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})
beforeEach(async () => {
  doctor = await logInAs(app, 'DOCTOR')
  patientId = (await logInAs(app, 'PATIENT')).patientId ?? ''
  await takeCharge(doctor, patientId)
  address = `/doctor/patients/${patientId}/documents`
  await db.hospitalSettings.update({
    where: { id: 1 },
    data: { uploadMegabytes: 10, uploadDailyMegabytes: 200 },
  })
})
afterEach(() => void vi.restoreAllMocks())

const MEGABYTE = 1024 * 1024

/** Every file below the folder of uploads, with what the system says of it. */
async function onDisk() {
  const names = await readdir(config.uploads, { recursive: true })
  const all = await Promise.all(
    names.map(async (name) => ({
      name,
      at: path.join(config.uploads, name),
      it: await stat(path.join(config.uploads, name)),
    })),
  )
  return {
    files: all.filter(({ it }) => it.isFile()),
    folders: all.filter(({ it }) => it.isDirectory()),
    arriving: all.filter(({ name, it }) => it.isFile() && name.startsWith('arriving')),
  }
}

/** Nothing is left of what was refused: no file, no row. */
async function nothingSince(before: Awaited<ReturnType<typeof onDisk>>) {
  const ownDocuments = await db.document.count({ where: { patientId } })
  expect(ownDocuments).toBe(0)
  await expect
    .poll(async () => (await onDisk()).files.map(({ name }) => name).sort())
    .toEqual(before.files.map(({ name }) => name).sort())
}

const bytesOfType = (begins: string, size: number) =>
  Buffer.concat([Buffer.from(begins, 'latin1'), Buffer.alloc(size)])

test('G-F1 a file of the largest size is taken, and one byte more is refused with a sentence and leaves nothing', async () => {
  await db.hospitalSettings.update({ where: { id: 1 }, data: { uploadMegabytes: 1 } })
  const before = await onDisk()
  const large = await sendDocument(doctor, address, {
    content: bytesOfType('%PDF-', MEGABYTE - 4),
    name: 'a.pdf',
  })
  expect(large.status).toBe(422)
  expect(large.text).toContain('Choose a file of 1 MB or less.')
  expect(large.text).toContain('value="X-ray of the chest"')
  await nothingSince(before)
  await sendDocument(doctor, address, { content: bytesOfType('%PDF-', MEGABYTE - 5), name: 'a.pdf' }).expect(
    303,
  )
})

test('G-F1 what one sends in a day is counted, also when it is sent at the same instant', async () => {
  await db.hospitalSettings.update({
    where: { id: 1 },
    data: { uploadMegabytes: 1, uploadDailyMegabytes: 2 },
  })
  const send = (mark: string) =>
    sendDocument(doctor, address, { content: bytesOfType(`%PDF-${mark}`, 700_000), name: 'a.pdf' })
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
  await db.hospitalSettings.update({
    where: { id: 1 },
    data: { uploadMegabytes: 1, uploadDailyMegabytes: 1 },
  })
  const whole = bytesOfType('%PDF-', MEGABYTE - 5)
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

describe('G-F2 G-F5 G-F6 what is none of the three kinds is refused beside the field, whatever it says that it is', () => {
  const zip = 'PK\x03\x04'
  const cases: [string, string, Buffer | (() => Promise<Buffer>), string][] = [
    [
      'an SVG',
      'a.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'Choose a PDF, a PNG or a JPEG',
    ],
    [
      'an SVG that is called PNG',
      'a.png',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'not the PNG',
    ],
    ['a page that is called PDF', 'a.pdf', Buffer.from('<!doctype html><script>1</script>'), 'not the PDF'],
    ['a ZIP', 'a.zip', Buffer.from(zip, 'latin1'), 'Choose a PDF, a PNG or a JPEG'],
    ['a ZIP that is called PDF', 'a.pdf', Buffer.from(`${zip}%PDF-1.4`, 'latin1'), 'not the PDF'],
    ['a JPEG that is called PNG', 'a.png', () => picture('jpeg'), 'not the PNG'],
    ['a picture that ends early', 'a.jpg', async () => (await picture()).subarray(0, 400), 'cannot be read'],
    [
      'a PNG of which only the head is one',
      'a.png',
      Buffer.from('\x89PNG\r\n\x1a\nnothing', 'latin1'),
      'cannot be read',
    ],
    ['an empty file', 'a.pdf', Buffer.alloc(0), 'not the PDF'],
    ['a program', 'a.pdf.exe', pdf(), 'Choose a PDF, a PNG or a JPEG'],
  ]
  test.each(cases)('%s', async (_title, name, content, sentence) => {
    const before = await onDisk()
    const bytes = Buffer.isBuffer(content) ? content : await content()
    const answer = await sendDocument(doctor, address, { content: bytes, name, type: 'image/png' }).expect(
      422,
    )
    expect(answer.text).toContain(sentence)
    expect(answer.text).toMatch(/id="field-file-error"/)
    expect(answer.text).toContain('value="X-ray of the chest"')
    await nothingSince(before)
  })

  test('a picture of a few kilobytes that would be a hundred million pixels', async () => {
    const before = await onDisk()
    const answer = await sendDocument(doctor, address, { content: pixelBomb(10_000, 10_000), name: 'a.png' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('more than 50 million pixels')
    await nothingSince(before)
  })

  /** A PNG of one colour, as small as it can be. */
  function pixelBomb(width: number, height: number): Buffer {
    const chunk = (name: string, data: Buffer) => {
      const head = Buffer.alloc(8)
      head.writeUInt32BE(data.length)
      head.write(name, 4, 'latin1')
      const check = Buffer.alloc(4)
      check.writeUInt32BE(crc32(Buffer.concat([Buffer.from(name, 'latin1'), data])))
      return Buffer.concat([head, data, check])
    }
    const size = Buffer.alloc(13)
    size.writeUInt32BE(width, 0)
    size.writeUInt32BE(height, 4)
    size.writeUInt8(1, 8)
    const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height)
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', size),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ])
  }

  function crc32(data: Buffer): number {
    let crc = 0xffffffff
    for (const byte of data) {
      crc ^= byte
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
    }
    return (crc ^ 0xffffffff) >>> 0
  }
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
    ['not there', async (at) => (await import('node:fs/promises')).rm(at)],
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

describe('G-F12 G-K10 where the disk is full', () => {
  /** What the system says when there is no room: from here on each write goes to a device that never has any. */
  async function fillDisk() {
    const full = await open('/dev/full', 'w')
    const handles: { writeFile: typeof full.writeFile } = Object.getPrototypeOf(full)
    const original = handles.writeFile
    vi.spyOn(handles, 'writeFile').mockImplementation((...given) => Reflect.apply(original, full, given))
    return () => full.close()
  }

  test.each([
    ['a PDF', () => Promise.resolve(bytesOfType('%PDF-', 300_000)), 'a.pdf'],
    ['a picture', () => picture(), 'a.jpg'],
  ])(
    '%s gets 507 and a clear page; nothing is created, and the rest works',
    async (_title, content, name) => {
      const before = await onDisk()
      const bytes = await content()
      const emptied = await fillDisk()
      const answer = await sendDocument(doctor, address, { content: bytes, name })
      expect(answer.status).toBe(507)
      expect(answer.text).toContain('There is no room for files')
      await doctor.get(address).expect(200)
      await doctor.get('/doctor').expect(200)
      vi.restoreAllMocks()
      await emptied()
      await nothingSince(before)
      await sendDocument(doctor, address, { content: bytes, name }).expect(303)
    },
  )
})

test('G-F1 G-F14 a file whose sender goes away in the middle leaves nothing', async () => {
  const cookie = await cookieOf(doctor)
  const before = await onDisk()
  for (let time = 0; time < 5; time++) {
    const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1')
    const began = Buffer.concat([
      Buffer.from(
        '--limit\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n' +
          '--limit\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-',
      ),
      Buffer.alloc(200_000),
    ])
    socket.write(
      `POST ${address} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\n` +
        'Content-Type: multipart/form-data; boundary=limit\r\nContent-Length: 900000\r\n\r\n',
    )
    socket.write(began)
    await expect.poll(async () => (await onDisk()).arriving.length, { interval: 5 }).toBeGreaterThan(0)
    socket.destroy()
    await expect.poll(async () => (await onDisk()).arriving.length).toBe(0)
  }
  await nothingSince(before)
  await sendDocument(doctor, address, { content: pdf(), name: 'a.pdf' }).expect(303)
})

/** A log-in of the same person whose cookie a raw connection can send. */
async function cookieOf(person: TestPerson): Promise<string> {
  const answer = await visitor(app).post('/login', { identifier: person.email, password }).expect(303)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

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
