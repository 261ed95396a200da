import { open } from 'node:fs/promises'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import type { Express } from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { pdf, picture, sendDocument } from '../documents/sending.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { password, type TestPerson } from '../support/people.js'
import { doctorWhoFiles, nothingSince, onDisk, pdfOfSize } from './clinic.js'

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
  ;({ doctor, patientId, address } = await doctorWhoFiles(app))
})
afterEach(() => void vi.restoreAllMocks())

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
    ['a PDF', () => Promise.resolve(pdfOfSize(300_000)), 'a.pdf'],
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
      await nothingSince(before, patientId)
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
  await nothingSince(before, patientId)
  await sendDocument(doctor, address, { content: pdf(), name: 'a.pdf' }).expect(303)
})

/** A log-in of the same person whose cookie a raw connection can send. */
async function cookieOf(person: TestPerson): Promise<string> {
  const answer = await visitor(app).post('/login', { identifier: person.email, password }).expect(303)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}
