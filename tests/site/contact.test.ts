import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const message = {
  name: 'Leela Rane',
  email: 'leela@example.com',
  phone: '',
  message: 'Do you have a ramp at the gate?',
}

test('P-14 a visitor reads about the hospital and writes to it: the mail goes to the hospital, an answer to the visitor', async () => {
  const browser = visitor(app)
  await browser.get('/about').expect(200)
  const page = await browser.get('/contact').expect(200)
  await browser.post('/contact', { ...message, ...hidden(page.text) }).expect(303)
  expect((await browser.get('/contact')).text).toContain('Your message is on its way.')
  const { email } = await db.hospitalSettings.findUniqueOrThrow({ where: { id: 1 } })
  const [mail] = await db.message.findMany()
  expect(mail).toMatchObject({ kind: 'contact', recipientAddress: email, replyTo: 'leela@example.com' })
  expect(mail?.body).toContain('Do you have a ramp at the gate?')
})

test('P-14 a message without an address is refused beside the field, and what was written stays', async () => {
  const browser = visitor(app)
  const page = await browser.get('/contact')
  const answer = await browser.post('/contact', { ...message, email: '', ...hidden(page.text) }).expect(422)
  expect(answer.text).toContain('id="field-email-error"')
  expect(answer.text).toContain('Do you have a ramp at the gate?')
  expect(await db.message.count()).toBe(1)
})
