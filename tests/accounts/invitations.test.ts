import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs } from '../support/people.js'
import { goesTo } from './answers.js'
import { linkTo, mailTo } from './mailbox.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

const choice = 'seven loud green frogs'
let number = 100
const staff = (fields: Record<string, string>) => ({ employeeNumber: `E-${number++}`, ...fields })

async function create(fields: Record<string, string>) {
  const page = await admin.get('/admin/accounts/new').expect(200)
  return admin.post('/admin/accounts', { ...staff(fields), ...hidden(page.text) })
}

test('A-26 A-28 F-19 a receptionist is invited by mail, chooses a password and begins at the desk', async () => {
  const email = 'meena@hospital.example'
  const answer = await create({
    name: 'Meena Iyer',
    role: 'RECEPTIONIST',
    email,
    employeeNumber: 'R-014',
  }).then((created) => created)
  expect(answer.status).toBe(303)
  const page = await admin.get(goesTo(answer)).expect(200)
  expect(page.text).toContain('The account of Meena Iyer is open.')
  for (const shown of ['Invited', 'meena.iyer', 'R-014', email]) expect(page.text).toContain(shown)

  const browser = visitor(app)
  const link = await linkTo(email, 'invitation')
  const welcome = await browser.get(link).expect(200)
  for (const shown of ['Meena Iyer', 'Receptionist', 'meena.iyer']) expect(welcome.text).toContain(shown)
  const weak = await browser.post(link, { username: 'meena.iyer', password: 'meena.iyer.24' }).expect(422)
  expect(weak.text).toContain('Do not build the password on your name')
  expect((await browser.post(link, { password: choice }).expect(303)).headers.location).toBe('/login')
  expect((await browser.get('/login')).text).toContain('Your password is set.')
  await browser.get('/reception').expect(303)
  const logIn = await browser.post('/login', { identifier: 'meena.iyer', password: choice }).expect(303)
  expect(logIn.headers.location).toBe('/reception')
  await visitor(app).get(link).expect(404)
  expect((await admin.get(goesTo(answer))).text).not.toContain('Send the invitation again')
})

test('P-08 a later administrator comes by invitation and is active at once, with no approval', async () => {
  const email = 'second.admin@hospital.example'
  await create({ name: 'Ravi Deshpande', role: 'ADMIN', email }).then(({ status }) =>
    expect(status).toBe(303),
  )
  const link = await linkTo(email, 'invitation')
  const browser = visitor(app)
  await browser.post(link, { password: choice }).expect(303)
  const logIn = await browser.post('/login', { identifier: email, password: choice }).expect(303)
  expect(logIn.headers.location).toBe('/admin')
  await browser.get('/admin').expect(200)
})

test('A-28 who has no email address gets a link that the admin sees once and hands over', async () => {
  const answer = await create({ name: 'Sunil Pawar', role: 'DATA_ENTRY' })
  expect(answer.status).toBe(303)
  const details = goesTo(answer)
  expect((await admin.get(details)).text).toContain('Make an invitation link')
  expect(await db.message.count({ where: { recipientName: 'Sunil Pawar' } })).toBe(0)

  const made = await admin.post(`${details}/invitation`).expect(303)
  expect(made.headers.location).toBe(`${details}/invitation`)
  const shown = await admin.get(goesTo(made)).expect(200)
  const link = /http:\/\/localhost:3000(\/invitations\/[\w-]+)/.exec(shown.text)?.[1] ?? ''
  await admin.get(`${details}/invitation`).expect(303)

  const browser = visitor(app)
  await browser.post(link, { password: choice }).expect(303)
  const logIn = await browser.post('/login', { identifier: 'sunil.pawar', password: choice }).expect(303)
  expect(logIn.headers.location).toBe('/records')
  expect((await admin.get(details)).text).toContain('Make an invitation link')
})

test('A-28 an administrator cannot be without an email address; the form keeps what was typed', async () => {
  const answer = await create({ name: 'Kavita Rane', role: 'ADMIN', username: 'kavita' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('For this role an email address is necessary.')
  expect(answer.text).toContain('value="Kavita Rane"')
  expect(answer.text).toContain('value="kavita"')
  expect(await db.account.count({ where: { name: 'Kavita Rane' } })).toBe(0)
})

test('an invitation sent again makes the former link void', async () => {
  const email = 'asha.rao@hospital.example'
  const answer = await create({ name: 'Asha Rao', role: 'RECEPTIONIST', email })
  const first = await linkTo(email, 'invitation')
  const again = await admin.post(`${goesTo(answer)}/invitation`).expect(303)
  expect((await admin.get(goesTo(again))).text).toContain('A new invitation for Asha Rao')
  const second = await linkTo(email, 'invitation')
  await visitor(app).get(first).expect(404)
  await visitor(app).get(second).expect(200)
})

test('somebody with a password and an address is not invited again: they reset it themselves', async () => {
  const desk = await createPerson('RECEPTIONIST')
  const refused = await admin.post(`/admin/accounts/${desk.accountId}/invitation`).expect(409)
  expect(refused.text).toContain('resets it by email')
})

test('there is no invitation of an account that there is not', async () => {
  const nobody = '/admin/accounts/0198c5a0-0000-7000-8000-000000000000/invitation'
  await admin.get(nobody).expect(404)
  await admin.post(nobody).expect(404)
})

test('an invitation to a former address is void, and a new one goes to the new address', async () => {
  const created = await create({
    name: 'Imran Shaikh',
    role: 'RECEPTIONIST',
    email: 'wrong@hospital.example',
  })
  const details = goesTo(created)
  const link = await linkTo('wrong@hospital.example', 'invitation')
  const page = await admin.get(`${details}/edit`).expect(200)
  const right = { email: 'right@hospital.example', username: 'imran.shaikh' }
  const form = { name: 'Imran Shaikh', role: 'RECEPTIONIST', employeeNumber: 'E-900', ...right }
  await admin.post(details, { ...form, ...hidden(page.text) }).expect(303)
  await visitor(app).get(link).expect(404)
  await visitor(app)
    .get(await linkTo('right@hospital.example', 'invitation'))
    .expect(200)
})

test('a double click opens one account and sends one invitation', async () => {
  const page = await admin.get('/admin/accounts/new')
  const email = 'once@hospital.example'
  const form = { ...staff({ name: 'Only Once', role: 'RECEPTIONIST', email }), ...hidden(page.text) }
  const answers = await Promise.all([1, 2, 3, 4].map(() => admin.post('/admin/accounts', form)))
  expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1)
  expect(await db.account.count({ where: { email } })).toBe(1)
  expect(await db.message.count({ where: { recipientAddress: email } })).toBe(1)
})

test('G-O5 the invitation says which hospital and role, and its secret is nowhere in the database but the mail', async () => {
  const email = 'secret@hospital.example'
  await create({ name: 'Secret Keeper', role: 'RECEPTIONIST', email })
  const { body, subject } = await mailTo(email, 'invitation')
  expect(subject).toBe('Your invitation')
  expect(body).toContain('Receptionist')
  const secret = (await linkTo(email, 'invitation')).split('/').at(-1) ?? 'none'
  const submissions = await db.submission.findMany()
  expect(JSON.stringify(submissions)).not.toContain(secret)
  const tokens = await db.accountToken.findMany()
  expect(JSON.stringify(tokens)).not.toContain(secret)
})

test('G-Z4 S-01 only administrators open accounts', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await desk.get('/admin/accounts/new').expect(403)
  await desk
    .post('/admin/accounts', staff({ name: 'No', role: 'ADMIN', email: 'no@example.com' }))
    .expect(403)
  await visitor(app).get('/admin/accounts/new').expect(303)
})
