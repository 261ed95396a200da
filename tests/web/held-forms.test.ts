import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp, origin, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, password, type TestPerson } from '../support/people.js'
import { letPass } from './sitting.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const kept = 'what you had typed is kept'
const given = 'What you had typed is in the form again.'
const held = (accountId: string) => db.heldForm.count({ where: { accountId } })
const logIn = (browser: Browser, person: TestPerson) =>
  browser.post('/login', { identifier: person.email, password }).expect(303)
/** The hidden fields of a form as the browser sends them. */
const allHidden = (html: string): Record<string, string> => ({
  ...hidden(html),
  form_page: /name="form_page" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '',
})

test('E-68 G-A5 what was typed too late waits, and is in its form again after log-in, once', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const page = await desk.get('/reception/patients/new?from=search&q=asha').expect(200)
  await letPass(31, desk.accountId)
  const typed: Record<string, string> = {
    ...allHidden(page.text),
    name: 'Typed Too Late',
    phone: '98765 43210',
  }
  const late = await desk.post('/reception/patients', typed).expect(303)
  expect(late.headers.location).toBe('/login')
  expect(await db.patient.count({ where: { name: 'Typed Too Late' } })).toBe(0)
  expect((await desk.get('/login')).text).toContain(kept)

  expect((await logIn(desk, desk)).headers.location).toBe('/reception/patients/new?from=search&q=asha')
  const again = await desk.get('/reception/patients/new?from=search&q=asha').expect(200)
  expect(again.text).toContain('value="Typed Too Late"')
  expect(again.text).toContain('value="98765 43210"')
  expect(again.text).toContain(given)
  expect(hidden(again.text).idempotency_key).not.toBe(typed.idempotency_key)
  await desk
    .post('/reception/patients', { ...hidden(again.text), name: 'Typed Too Late', phone: '98765 43210' })
    .expect(303)
  expect(await held(desk.accountId)).toBe(0)
  expect((await desk.get('/reception/patients/new?from=search&q=asha')).text).not.toContain(
    'value="Typed Too Late"',
  )
})

test('E-68 a form that had been refused before leads back to the page that it stood on, by itself', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const page = await desk.get('/reception/patients/new').expect(200)
  const refused = await desk
    .post('/reception/patients', { ...allHidden(page.text), name: '', phone: '98765 43211' })
    .set('Referer', `${origin}/reception/patients/new`)
    .expect(422)
  await letPass(31, desk.accountId)
  await desk
    .post('/reception/patients', { ...allHidden(refused.text), name: 'Second Try', phone: '98765 43211' })
    .set('Referer', `${origin}/reception/patients`)
    .expect(303)
  expect((await logIn(desk, desk)).headers.location).toBe('/reception/patients/new')
  expect((await desk.get('/reception/patients/new')).text).toContain('value="Second Try"')
})

test('E-68 two tabs: both forms wait, each on its page', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const one = await desk.get('/reception/patients/new?tab=1').expect(200)
  const two = await desk.get('/reception/patients/new?tab=2').expect(200)
  await letPass(31, desk.accountId)
  const post = (html: string, name: string) =>
    desk.post('/reception/patients', { ...allHidden(html), name }).expect(303)
  await post(one.text, 'From the first tab')
  await post(two.text, 'From the second tab')
  expect((await logIn(desk, desk)).headers.location).toBe('/reception/patients/new?tab=2')
  expect((await desk.get('/reception/patients/new?tab=2')).text).toContain('From the second tab')
  expect((await desk.get('/reception/patients/new')).text).not.toMatch(/From the (first|second) tab/)
  expect((await desk.get('/reception/patients/new?tab=1')).text).toContain('From the first tab')
})

test('E-68 somebody else who logs in at the same browser gets nothing of it; its writer does, elsewhere too', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const page = await desk.get('/reception/patients/new').expect(200)
  await letPass(31, desk.accountId)
  await desk.post('/reception/patients', { ...allHidden(page.text), name: 'Nobody Else Reads' }).expect(303)

  const other = await createPerson('RECEPTIONIST')
  expect((await logIn(desk, other)).headers.location).toBe('/reception')
  expect((await desk.get('/reception/patients/new')).text).not.toContain('Nobody Else Reads')
  expect(await held(desk.accountId)).toBe(1)

  const elsewhere = visitor(app)
  expect((await logIn(elsewhere, desk)).headers.location).toBe('/reception/patients/new')
  expect((await elsewhere.get('/reception/patients/new')).text).toContain('Nobody Else Reads')
})

test('G-C5 E-68 a record that was changed meanwhile is not overwritten by the form that waited', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const page = await admin.get('/admin/settings').expect(200)
  const settings = {
    ...allHidden(page.text),
    name: 'Typed Too Late Hospital',
    address: '1 Lake Road, Pune',
    phone: '+91 20 5550 0100',
    email: 'desk@wardwell.example',
  }
  await letPass(31, admin.accountId)
  await admin.post('/admin/settings', settings).expect(303)
  await db.hospitalSettings.update({ where: { id: 1 }, data: { version: { increment: 1 } } })
  await logIn(admin, admin)
  const again = await admin.get('/admin/settings').expect(200)
  expect(again.text).toContain('Typed Too Late Hospital')
  await admin.post('/admin/settings', { ...settings, ...allHidden(again.text) }).expect(409)
})

test('passwords are not kept, nor what is no text', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await letPass(31, desk.accountId)
  await desk
    .post('/reception/account/password', { currentPassword: password, password: 'nine slow silver trains' })
    .expect(303)
  expect(await held(desk.accountId)).toBe(0)
  await letPass(31, desk.accountId)
  const answer = await desk.post('/reception/patients', { name: 'Asha\0Rao' })
  expect(answer.status).toBe(409)
  expect(await held(desk.accountId)).toBe(0)
})

test('only for their writer: nothing of visitors, of those who logged out or of those who were shut out', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const form = { name: 'Kept For Nobody' }
  await visitor(app).post('/reception/patients', form).expect(303)
  const left = await logInAs(app, 'RECEPTIONIST')
  await left.post('/logout').expect(303)
  await left.post('/reception/patients', form).expect(303)
  await db.account.update({
    where: { id: desk.accountId },
    data: { status: 'SUSPENDED', decisionReason: 'Left' },
  })
  await desk.post('/reception/patients', form).expect(303)
  expect(await db.heldForm.count({ where: { values: { path: ['name'], equals: form.name } } })).toBe(0)
})

test('the log-in form itself, sent after the session ran out, is a log-in and no form to keep', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await letPass(31, desk.accountId)
  const answer = await desk
    .post('/login', { identifier: desk.email, password, next: '/reception/wards' })
    .expect(303)
  expect(answer.headers.location).toBe('/reception/wards')
  expect(await held(desk.accountId)).toBe(0)
})

test('forms wait for twelve hours and twenty at most, and then are deleted', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const long = new Date(Date.now() - 13 * 3_600_000)
  const data = {
    accountId: desk.accountId,
    action: '/x',
    page: '/reception/patients/new',
    values: { name: 'Old' },
  }
  await db.heldForm.create({ data: { ...data, createdAt: long } })
  expect((await logIn(desk, desk)).headers.location).toBe('/reception')
  await letPass(31, desk.accountId)
  await desk.post('/reception/patients', { name: 'First' }).expect(303)
  expect(await held(desk.accountId)).toBe(1)
  for (let time = 0; time < 25; time++) await desk.post('/reception/patients', { name: 'Again' }).expect(303)
  expect(await held(desk.accountId)).toBe(20)
})

test('G-W11 a form cannot lead anywhere but to our own pages', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await letPass(31, desk.accountId)
  await desk
    .post('/reception/patients', { name: 'Led Astray', form_page: 'https://evil.example/' })
    .set('Referer', 'https://evil.example/x')
    .expect(303)
  const { headers } = await logIn(desk, desk)
  expect(headers.location).toMatch(/^\/(?!\/)/)
  expect(headers.location).not.toContain('evil.example')
})
