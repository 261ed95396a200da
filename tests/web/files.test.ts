import { readdirSync, rmSync, statSync } from 'node:fs'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import express from 'express'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { arrivesWithin } from '../../src/web/limits.js'
import { sendStream } from '../../src/web/stream.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, password } from '../support/people.js'

useDatabase()
let server: http.Server
let port: number
let cookie: string
let address: string
let photo: Buffer
beforeAll(async () => {
  const app = openApp()
  server = http.createServer(app)
  port = await listening(server)
  const person = await createPerson('RECEPTIONIST')
  const answer = await visitor(app).post('/login', { identifier: person.email, password }).expect(303)
  cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  photo = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#8aa' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => closed(server))
beforeEach(async () => {
  address = `/reception/patients/${(await createPatient()).id}/photo`
})

async function listening(one: http.Server): Promise<number> {
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve))
  // A number, since it does not listen at a path.
  return (one.address() as AddressInfo).port
}

const closed = (one: http.Server) => {
  one.closeAllConnections()
  return new Promise((resolve) => one.close(resolve))
}

const part = (name: string, content: Buffer | string, more = '') =>
  Buffer.concat([
    Buffer.from(`--limit\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
const filePart = (content: Buffer, name = 'me.jpg') => part('photo', content, `; filename="${name}"`)
const end = Buffer.from('--limit--\r\n')

/** Sends these very bytes as a multipart form and gives the first line of the answer. */
function upload(body: Buffer, type = 'multipart/form-data; boundary=limit', length = body.length) {
  return new Promise<string>((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1')
    let answer = ''
    socket.on('data', (text) => {
      answer += text
      if (!answer.includes('\r\n')) return
      resolve(answer.split('\r\n')[0] ?? '')
      socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.write(
      `POST ${address} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\n` +
        `Content-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
    )
    socket.write(body)
  })
}

const storedFiles = () =>
  readdirSync(config.uploads, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(path.join(config.uploads, name)).isFile(),
  )

test('a photo sent as a browser sends it is taken, its name in any script', async () => {
  expect(await upload(Buffer.concat([filePart(photo, 'आशा.jpg'), end]))).toContain('303')
  const { originalName } = await db.storedFile.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  expect(originalName).toBe('आशा.jpg')
})

describe('G-F14 G-W14 a multipart form that is none is answered with 4xx at once', () => {
  const many = (count: number) =>
    Buffer.concat([...Array.from({ length: count }, (_, at) => part(`f${at}`, 'x')), end])
  const forms: [string, () => Buffer, string?][] = [
    ['cut off before its last boundary', () => filePart(Buffer.alloc(500))],
    ['cut off inside a header', () => Buffer.from('--limit\r\nContent-Dispo')],
    ['empty', () => Buffer.alloc(0)],
    [
      'without its boundary in the header',
      () => Buffer.concat([filePart(photo), end]),
      'multipart/form-data',
    ],
    [
      'with another boundary than it says',
      () => Buffer.concat([filePart(photo), end]),
      'multipart/form-data; boundary=other',
    ],
    ['of a hundred parts', () => many(100)],
    ['of two files', () => Buffer.concat([filePart(photo), filePart(photo), end])],
    ['with a file in another field', () => Buffer.concat([part('other', photo, '; filename="a.jpg"'), end])],
    ['with a field that has no name', () => Buffer.from('--limit\r\n\r\nx\r\n--limit--\r\n')],
    ['with a name that goes on and on', () => Buffer.concat([part('n'.repeat(5000), 'x'), end])],
    ['with a value that goes on and on', () => Buffer.concat([part('n', 'x'.repeat(50_000)), end])],
    ['with a header of 100 kB', () => Buffer.concat([part('n', 'x', `; a="${'x'.repeat(100_000)}"`), end])],
    ['with names that reach into objects', () => Buffer.concat([part('__proto__[x]', 'y'), end])],
    ['mixed', () => Buffer.concat([filePart(photo), end]), 'multipart/mixed; boundary=limit'],
  ]
  test.each(forms)('%s', { timeout: 3000 }, async (_title, body, type) => {
    const before = storedFiles()
    expect(await upload(body(), type)).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(storedFiles()).toEqual(before)
  })

  test('too large: read to its end, so that the sender gets the sentence', async () => {
    const desk = await logInAs(openApp({ UPLOADS: config.uploads }), 'RECEPTIONIST')
    const answer = await desk.agent
      .post(address)
      .set('Sec-Fetch-Site', 'same-origin')
      .attach('photo', Buffer.alloc(12 * 1024 * 1024), 'me.jpg')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Choose a file of 5 MB or less.')
    expect(storedFiles().some((name) => name.endsWith('.draft'))).toBe(false)
  })
})

test('one person sends two files at once; a third waits its turn, and who left gives their turn back', async () => {
  const sending = new Set<net.Socket>()
  const sendForever = () => {
    const socket = net.connect(port, '127.0.0.1')
    sending.add(socket)
    socket.on('error', () => {})
    // It was the third itself: once more.
    socket.once('data', () => {
      sending.delete(socket.destroy())
      sendForever()
    })
    socket.write(
      `POST ${address} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\n` +
        'Content-Type: multipart/form-data; boundary=limit\r\nContent-Length: 100000\r\n\r\n--limit\r\n',
    )
  }
  const status = async () => (await upload(Buffer.concat([filePart(photo), end]))).split(' ')[1]
  sendForever()
  sendForever()
  await expect.poll(status, { timeout: 10_000 }).toBe('503')
  for (const socket of sending) socket.destroy()
  await expect.poll(status, { timeout: 10_000 }).toBe('303')
})

test('a photo that the disk has lost is not found, and the page goes on', async () => {
  const desk = await logInAs(openApp(), 'RECEPTIONIST')
  const send = () =>
    desk.agent.post(address).set('Sec-Fetch-Site', 'same-origin').attach('photo', photo, 'me.jpg').expect(303)
  await send()
  await desk.get(address).expect(200)
  for (const file of storedFiles()) rmSync(path.join(config.uploads, file))
  const answer = await desk.get(address).expect(404)
  expect(answer.headers['content-type']).toContain('text/html')
  expect(answer.headers['content-security-policy']).toContain("form-action 'self'")
  await send()
  await desk.get(address).expect(200)
})

test('a photo that takes the place of another leaves one file', async () => {
  const desk = await logInAs(openApp(), 'RECEPTIONIST')
  for (let time = 0; time < 3; time++)
    await desk.agent
      .post(address)
      .set('Sec-Fetch-Site', 'same-origin')
      .attach('photo', photo, 'me.jpg')
      .expect(303)
  expect(storedFiles()).toHaveLength(1)
})

describe('what is sent piece by piece', () => {
  const streaming = async (source: () => PassThrough) => {
    const failures: unknown[] = []
    const app = express()
    app.get('/', async (_req, res) => {
      await sendStream(res, source()).catch((error) => failures.push(error))
    })
    const one = http.createServer(app)
    return { one, at: await listening(one), failures }
  }

  test('fails as a cut connection, not as a short document', async () => {
    const source = () => {
      const stream = new PassThrough()
      stream.write('the first half')
      setTimeout(() => stream.destroy(new Error('the disk failed')), 50)
      return stream
    }
    const { one, at, failures } = await streaming(source)
    await expect(fetch(`http://127.0.0.1:${at}/`).then((answer) => answer.text())).rejects.toThrow()
    await expect.poll(() => failures).toMatchObject([{ message: 'the disk failed' }])
    await closed(one)
  })

  test('to a reader who leaves is no error of ours, and is let go', async () => {
    const opened: PassThrough[] = []
    const { one, at, failures } = await streaming(() => {
      const stream = new PassThrough()
      stream.write('the first page')
      opened.push(stream)
      return stream
    })
    const leaving = new AbortController()
    await fetch(`http://127.0.0.1:${at}/`, { signal: leaving.signal })
    leaving.abort()
    await expect.poll(() => opened[0]?.destroyed).toBe(true)
    expect(failures).toEqual([])
    await closed(one)
  })
})

test('G-D3 a form that does not arrive has its connection cut; a file is given more time', async () => {
  const app = express()
  app.use(arrivesWithin(150))
  app.use((req, res) => void req.resume().on('end', () => res.send('here')))
  const one = http.createServer(app)
  const at = await listening(one)
  const send = (type: string) =>
    new Promise<string>((resolve) => {
      const socket = net.connect(at, '127.0.0.1')
      let answer = ''
      socket.on('data', (text) => (answer += text))
      socket.on('error', () => {})
      socket.on('close', () => resolve(answer))
      socket.write(
        `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: 4\r\n\r\na=`,
      )
      setTimeout(() => socket.writable && socket.write('bc'), 400)
    })
  const [form, file] = await Promise.all([
    send('application/x-www-form-urlencoded'),
    send('multipart/form-data; boundary=x'),
  ])
  expect(form).toBe('')
  expect(file).toContain('here')
  await closed(one)
})
