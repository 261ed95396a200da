import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { db, pool, transaction } from '../../src/db/client.js'
import { endSessionsOf } from '../../src/web/session.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs, password } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie'] ?? '')
const idOf = (cookie: string) => /sid=s%3A([^.;]+)\./.exec(cookie)?.[1] ?? ''
const sessionIds = async () =>
  (await pool.query<{ sid: string }>('SELECT sid FROM session')).rows.map(({ sid }) => sid)

test('G-A4 log-in gives a new session id and deletes the old session', async () => {
  const person = await createPerson('RECEPTIONIST')
  await db.account.update({ where: { id: person.accountId }, data: { status: 'PENDING' } })
  const browser = visitor(app)
  const before = idOf(
    cookieOf(await browser.post('/login', { identifier: person.email, password }).expect(303)),
  )
  expect(await sessionIds()).toContain(before)

  await db.account.update({ where: { id: person.accountId }, data: { status: 'ACTIVE' } })
  const after = idOf(
    cookieOf(await browser.post('/login', { identifier: person.email, password }).expect(303)),
  )
  expect(after).not.toBe(before)
  const ids = await sessionIds()
  expect(ids).toContain(after)
  expect(ids).not.toContain(before)
})

test('G-A4 a session id that somebody else chose is never adopted, signed or not', async () => {
  const person = await createPerson('RECEPTIONIST')
  for (const value of [
    'chosen-by-an-attacker',
    's%3Achosen-by-an-attacker.forged',
    's%3A.',
    's%3Aundefined.x',
  ]) {
    const answer = await visitor(app)
      .post('/login', { identifier: person.email, password })
      .set('Cookie', `sid=${value}`)
      .expect(303)
    expect(cookieOf(answer)).toMatch(/^sid=s%3A/)
    expect(cookieOf(answer)).not.toContain('chosen-by-an-attacker')
  }
  expect((await sessionIds()).some((id) => id.includes('chosen'))).toBe(false)
})

test('G-A6 the session id is 256 random bits in a cookie that scripts and other sites do not get', async () => {
  const person = await createPerson('RECEPTIONIST')
  const answer = await visitor(app).post('/login', { identifier: person.email, password }).expect(303)
  const cookie = cookieOf(answer)
  expect(idOf(cookie)).toMatch(/^[\w-]{43}$/)
  expect(cookie).toMatch(/^sid=/)
  expect(cookie).toContain('Path=/')
  expect(cookie).toContain('HttpOnly')
  expect(cookie).toContain('SameSite=Lax')
  expect(cookie).not.toContain('Domain')
  expect(cookie).not.toContain('Secure')
  expect(answer.headers.location).not.toContain('sid')
})

test('G-A6 over https it is __Host-sid and Secure', async () => {
  const https = openApp({ BASE_URL: 'https://hospital.example', TRUST_PROXY: '1' })
  const person = await createPerson('RECEPTIONIST')
  const answer = await visitor(https)
    .post('/login', { identifier: person.email, password })
    .set('X-Forwarded-Proto', 'https')
    .expect(303)
  const cookie = cookieOf(answer)
  expect(cookie).toMatch(/^__Host-sid=/)
  for (const part of ['Path=/', 'HttpOnly', 'SameSite=Lax', 'Secure']) expect(cookie).toContain(part)
  expect(cookie).not.toContain('Domain')
  app = openApp()
})

test('G-A7 log-out deletes the session in the database, and the cookie opens nothing any longer', async () => {
  const person = await createPerson('RECEPTIONIST')
  const browser = visitor(app)
  const cookie = cookieOf(await browser.post('/login', { identifier: person.email, password }).expect(303))
  const [kept = ''] = cookie.split(';')
  const home = await browser.get('/reception').expect(200)
  expect(home.headers['cache-control']).toBe('no-store, private')

  const out = await browser.post('/logout').expect(303)
  expect(out.headers['clear-site-data']).toBe('"cache", "storage"')
  expect(await sessionIds()).not.toContain(idOf(cookie))
  const again = await visitor(app).get('/reception').set('Cookie', kept).expect(303)
  expect(again.headers.location).toBe('/login?next=%2Freception')
})

test('G-A7 logging out by a link does nothing', async () => {
  const browser = await logInAs(app, 'RECEPTIONIST')
  await browser.get('/logout').expect(405)
  await browser.get('/reception').expect(200)
})

test('G-A8 a suspended person is out at the very next request, in every browser', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const doctor = await logInAs(app, 'DOCTOR')
  const elsewhere = visitor(app)
  await elsewhere.post('/login', { identifier: doctor.email, password }).expect(303)
  const page = await admin.get(`/admin/accounts/${doctor.accountId}/suspension/new`).expect(200)
  const form = { ...hidden(page.text), reason: 'Left the hospital.' }
  await admin.post(`/admin/accounts/${doctor.accountId}/suspension`, form).expect(303)
  const sessions = await pool.query(`SELECT FROM session WHERE sess #>> '{passport,user}' = $1`, [
    doctor.accountId,
  ])
  expect(sessions.rowCount).toBe(0)
  await doctor.get('/doctor').expect(303)
  await elsewhere.get('/doctor').expect(303)
})

test('G-A8 a role that the database no longer has holds for no further request', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await db.account.update({ where: { id: desk.accountId }, data: { role: 'DATA_ENTRY' } })
  await desk.get('/reception').expect(403)
  await desk.get('/records').expect(200)
})

test('G-A8 a changed password ends all sessions, the one that changed it too', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const elsewhere = visitor(app)
  await elsewhere.post('/login', { identifier: desk.email, password }).expect(303)
  const form = { currentPassword: password, password: 'nine slow silver trains' }
  const changed = await desk.post('/reception/account/password', form).expect(303)
  expect(changed.headers.location).toBe('/login')
  expect((await desk.get('/login')).text).toContain('Your password was changed.')
  await desk.get('/reception').expect(303)
  await elsewhere.get('/reception').expect(303)
  const sessions = await pool.query(`SELECT FROM session WHERE sess #>> '{passport,user}' = $1`, [
    desk.accountId,
  ])
  expect(sessions.rowCount).toBe(0)
  await visitor(app).post('/login', { identifier: desk.email, password }).expect(422)
  await visitor(app).post('/login', { identifier: desk.email, password: form.password }).expect(303)
  const told = await db.message.findFirst({ where: { kind: 'password-changed', accountId: desk.accountId } })
  expect(told).not.toBeNull()
})

test('a wrong current password changes nothing, and cannot be guessed at an open session', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const change = (currentPassword: string) =>
    desk.post('/reception/account/password', { currentPassword, password: 'nine slow silver trains' })
  const wrong = await change('not the password').expect(422)
  expect(wrong.text).toContain('This is not your current password.')
  expect(wrong.text).not.toContain('nine slow silver trains')
  for (let time = 0; time < 5; time++) await change(`guess number ${time}`).expect(422)
  expect((await change(password).expect(422)).text).toContain('Too many wrong passwords.')
  await desk.get('/reception').expect(200)
})

test('G-A8 a request under way while the sessions end does not bring its own back', async () => {
  const other = await logInAs(app, 'ADMIN')
  const form = hidden((await other.get('/admin/settings')).text)
  const lock = await pool.connect()
  await lock.query('BEGIN')
  await lock.query('SELECT 1 FROM hospital_settings FOR UPDATE')
  const settings = { name: 'A', address: 'B', phone: '+91 20 5550 0100', email: 'desk@example.com' }
  const underWay = other.post('/admin/settings', { ...form, ...settings }).then((answer) => answer)
  await pause(300)
  await transaction((tx) => endSessionsOf(tx, other.accountId))
  await lock.query('COMMIT')
  lock.release()
  expect((await underWay).status).toBe(303)
  await other.get('/admin').expect(303)
})
