import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const asha = {
  name: 'Asha Kulkarni',
  localName: 'आशा कुलकर्णी',
  dateOfBirth: '1988-05-17',
  sex: 'FEMALE',
  phone: '98765 43210',
  address: '4 Tilak Road, Pune',
  email: 'Asha@Example.com',
  password: 'three quiet rivers',
}

test('P-05 P-06 P-10 P-11 F-01 a patient signs up, waits for approval and cannot get in', async () => {
  const browser = visitor(app)
  const page = await browser.get('/register/patient').expect(200)
  const answer = await browser.post('/register/patient', { ...asha, ...hidden(page.text) }).expect(303)
  expect(answer.headers.location).toBe('/waiting')
  const waiting = await browser.get('/waiting').expect(200)
  expect(waiting.text).toContain('Waiting for approval since')

  const logIn = await browser.post('/login', { identifier: asha.email, password: asha.password }).expect(303)
  expect(logIn.headers.location).toBe('/waiting')
  await browser.get('/patient').expect(303)

  const patient = await db.patient.findFirstOrThrow({ include: { account: true } })
  expect(patient).toMatchObject({ name: 'Asha Kulkarni', phone: '+919876543210', account: { status: 'PENDING', email: 'asha@example.com' } })
  await doDueWork()
  expect(await db.message.findMany({ select: { kind: true, status: true } })).toEqual([{ kind: 'signed-up', status: 'KEPT' }])
})

test('a sign-up with mistakes keeps what was typed, and nothing is saved', async () => {
  const browser = visitor(app)
  const page = await browser.get('/register/patient')
  const answer = await browser.post('/register/patient', { ...asha, email: 'not an address', password: 'short', ...hidden(page.text) }).expect(422)
  expect(answer.text).toContain('Enter an email address like name@example.com.')
  expect(answer.text).toContain('value="not an address"')
  expect(answer.text).not.toContain('value="short"')
})

test('G-A2 signing up with an address that has an account looks the same, and its owner is told by mail', async () => {
  const browser = visitor(app)
  const page = await browser.get('/register/patient')
  const answer = await browser.post('/register/patient', { ...asha, name: 'Somebody Else', ...hidden(page.text) }).expect(303)
  expect(answer.headers.location).toBe('/waiting')
  expect((await browser.get('/waiting')).text).toContain('Waiting for approval since')
  expect(await db.message.findFirst({ orderBy: { createdAt: 'desc' }, select: { kind: true, recipientAddress: true } })).toEqual({
    kind: 'already-registered',
    recipientAddress: 'asha@example.com',
  })
})
